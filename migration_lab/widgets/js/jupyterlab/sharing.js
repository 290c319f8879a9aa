// Whether the instructor sees the learner's progress: a tile on the launcher and a command, which ask before anything.

import { eyeIcon } from "./icons.js";

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {import("./room.js").InRoom} InRoom */

const SHARE = "migration-lab:share-progress";

/**
 * @param {Lab} lab
 * @param {import("./room.js").Ask} ask
 * @param {any} launcher
 * @param {any} palette
 */
export function addSharing({ app, packages }, ask, launcher, palette) {
  /** @type {InRoom} */
  let now = { sent: null, name: null, what: "" };
  /** @type {{ dispose(): void } | undefined} */
  let tile;
  const draw = () => {
    tile?.dispose();
    tile = launcher?.add({ command: SHARE, category: "migration-lab", categoryRank: -1, rank: 900 });
    app.commands.notifyCommandChanged(SHARE);
  };
  /** @param {InRoom} next */
  const update = (next) => {
    const same = next.name === now.name;
    now = next;
    if (!same) draw();
  };
  const { Dialog, InputDialog, Notification, showDialog } = packages["@jupyterlab/apputils"];
  const share = async () => {
    const asked = await InputDialog.getText({
      title: "Show your progress to the instructor?",
      label: `They see ${now.what}. You can end it at any time, and what they have is deleted. Your name on their page (empty: that of your account):`,
      okLabel: "Show It",
    });
    if (asked.button.accept) update(await ask("/sharing", { method: "PUT", body: JSON.stringify({ name: asked.value ?? "" }) }));
  };
  const stop = async () => {
    const asked = await showDialog({
      title: `The instructor sees your progress${asName(now)}`,
      body: `They see ${now.what}. If you end it, what they have is deleted.`,
      buttons: [Dialog.cancelButton({ label: "Go On Showing It" }), Dialog.warnButton({ label: "Stop Showing It" })],
    });
    if (asked.button.accept) update(await ask("/sharing", { method: "DELETE" }));
  };
  app.commands.addCommand(SHARE, {
    label: () => sharingWords(now),
    caption: "You decide, and you can change it at any time",
    icon: eyeIcon(packages),
    describedBy: { args: { type: "object" } },
    execute: async () => {
      try {
        update(await ask()); // what holds now: another window, or a cell, may have changed it
        await (now.name === null ? share() : stop());
      } catch (error) {
        Notification.warning(`Nothing has changed. ${error instanceof Error ? error.message : error}`, { autoClose: 8000 });
      }
    },
  });
  palette?.addItem({ command: SHARE, category: "migration-lab" });
  draw();
  return { update };
}

/** @param {InRoom} now */
export function sharingWords(now) {
  return now.name === null ? "Show My Progress to the Instructor…" : `The Instructor Sees My Progress${asName(now)}`;
}

/** @param {InRoom} now */
function asName({ name }) {
  return name ? `, as ${name}` : "";
}
