// The course on the launcher: a tile for each chapter, with its number, title and minutes, and whether it is done.

import { courseOf, isDone, nextOf, progressOf } from "./course.js";
import { chapterIcon } from "./icons.js";

/** @typedef {import("./types.js").Lab} Lab */

const CATEGORY = "migration-lab";
const FIRST = -1; // among the categories
const OPEN = "migration-lab:open-chapter";

/**
 * @param {Lab} lab
 * @param {any} launcher
 */
export function showCourse(lab, launcher) {
  const { app } = lab;
  const course = courseOf(lab);
  /** @type {import("./course.js").Progress} */
  let progress = {};
  /** @type {{ dispose(): void }[]} */
  let tiles = [];
  const chapterOf = (/** @type {any} */ args) => {
    const chapter = course?.chapters.find((one) => one.number === args.number);
    if (!course || !chapter) return {};
    const state = isDone(chapter.number, progress) ? "done" : nextOf(course, progress) === chapter.number ? "next" : null;
    const takes = chapter.minutes ? `${chapter.minutes} min` : null;
    return { chapter, state, words: [chapter.title, takes, state].filter(Boolean).join(" · ") };
  };
  app.commands.addCommand(OPEN, {
    label: (/** @type {any} */ args) => chapterOf(args).words ?? "Open a Chapter",
    caption: (/** @type {any} */ args) => {
      const { chapter, words } = chapterOf(args);
      return chapter ? `${/^\d+$/.test(chapter.number) ? `Chapter ${chapter.number}: ` : ""}${words}` : "";
    },
    icon: (/** @type {any} */ args) => {
      const { chapter, state } = chapterOf(args);
      return chapter ? chapterIcon(lab.packages, chapter.number, state ?? "") : lab.icon;
    },
    describedBy: { args: { type: "object", properties: { number: { type: "string" } } } },
    execute: (/** @type {any} */ args) => {
      const { chapter } = chapterOf(args);
      return chapter && app.commands.execute("docmanager:open", { path: chapter.notebook });
    },
  });
  const draw = () => {
    for (const tile of tiles) tile.dispose();
    const chapters = (course?.chapters ?? []).map(({ number }) => ({ command: OPEN, args: { number } }));
    const items = [{ command: "migration-lab:show-board" }, ...chapters];
    tiles = items.map((one, rank) => launcher.add({ ...one, category: CATEGORY, categoryRank: FIRST, rank }));
  };
  const read = async () => {
    if (!course) return;
    const now = await progressOf(lab, course);
    if (JSON.stringify(now) === JSON.stringify(progress)) return;
    progress = now;
    draw();
  };
  draw();
  read();
  app.commands.commandExecuted.connect((/** @type {unknown} */ _, /** @type {{ id: string }} */ { id }) => id === "launcher:create" && read());
  lab.labShell?.currentChanged.connect((/** @type {unknown} */ _, /** @type {any} */ { newValue }) => newValue?.id?.startsWith("launcher") && read());
}
