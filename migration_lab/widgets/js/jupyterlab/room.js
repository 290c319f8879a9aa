// A room: our server extension is asked every few seconds what the instructor has sent, and whether the progress is
// shared. Where the server is in no room, nothing is asked.

import { closedBefore, noticeBar } from "./notice.js";
import { openSent } from "./opening_sent.js";
import { addSharing } from "./sharing.js";

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {{ id: string, text: string, opens: string, target: string, title: string }} Sent */
/** @typedef {{ sent: Sent | null, name: string | null, what: string }} InRoom name: null if the progress is not shared */
/** @typedef {(name?: string, options?: RequestInit) => Promise<any>} Ask */

const EVERY = 3000; // milliseconds

/**
 * @param {Lab} lab
 * @param {any} launcher null where there is none
 * @param {any} palette null where there is none
 * @param {any} rendermime
 */
export function followRoom(lab, launcher, palette, rendermime) {
  const where = lab.packages["@jupyterlab/coreutils"].PageConfig.getOption("migrationLabRoom");
  if (!where) return;
  const ask = asking(lab, where);
  const sharing = addSharing(lab, ask, launcher, palette);
  const bar = noticeBar(lab, palette, (sent) => openSent(lab, sent, ask, rendermime));
  let seen = "";
  const follow = async () => {
    try {
      /** @type {InRoom} */
      const now = await ask(seen ? `?seen=${encodeURIComponent(seen)}` : "");
      sharing.update(now);
      bar.update(now.sent && !closedBefore(now.sent.id) ? now.sent : null);
      seen = now.sent?.id ?? "";
    } catch {
      // The server is gone or restarts: JupyterLab says so, and what is shown stays.
    }
    setTimeout(follow, EVERY);
  };
  lab.app.restored.then(follow);
}

/**
 * @param {Lab} lab
 * @param {string} where below the server's base
 * @returns {Ask} It raises an Error that says what the server said.
 */
export function asking({ app, packages }, where) {
  const { ServerConnection } = packages["@jupyterlab/services"];
  const settings = app.serviceManager.serverSettings;
  return async (name = "", options = {}) => {
    const answer = await ServerConnection.makeRequest(`${settings.baseUrl}${where}${name}`, options, settings);
    if (!answer.ok) throw new Error(answer.statusText || `The answer was ${answer.status}.`);
    return answer.json();
  };
}
