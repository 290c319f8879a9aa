// The course, as the server tells it in its page config, and what of it is done.

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {{ number: string, title: string, minutes: number | null, notebook: string }} Chapter */
/** @typedef {{ chapters: Chapter[], progress: string | null }} Course progress: where it is written down */
/** @typedef {{ chapters?: Record<string, { done?: boolean }>, exercises?: Record<string, { done?: boolean }> }} Progress */

/**
 * Null where the server was not started with the course.
 * @param {Lab} lab
 * @returns {Course | null}
 */
export function courseOf({ packages }) {
  try {
    const course = JSON.parse(packages["@jupyterlab/coreutils"].PageConfig.getOption("migrationLabCourse"));
    return Array.isArray(course?.chapters) ? course : null;
  } catch {
    return null;
  }
}

/**
 * Read what is done. Nothing is, as long as there is no file.
 * @param {Lab} lab
 * @param {Course} course
 * @returns {Promise<Progress>}
 */
export async function progressOf({ app }, course) {
  if (!course.progress) return {};
  try {
    const { content } = await app.serviceManager.contents.get(course.progress, { type: "file", format: "text", content: true });
    return JSON.parse(content) ?? {};
  } catch {
    return {};
  }
}

/**
 * The number of the chapter to go on with, the first that is not done; null when all are.
 * @param {Course} course
 * @param {Progress} progress
 */
export function nextOf({ chapters }, progress) {
  return chapters.find((one) => !isDone(one.number, progress))?.number ?? null;
}

/**
 * @param {string} number of a chapter
 * @param {Progress} progress
 */
export function isDone(number, progress) {
  return progress.chapters?.[number]?.done === true;
}

/**
 * Open the chapter after the notebook that is open; from elsewhere, the one to go on with.
 * @param {Lab} lab
 */
export async function openNextChapter(lab) {
  const course = courseOf(lab);
  if (!course) throw new Error("The chapters are known when JupyterLab is started with migration-lab.");
  const here = course.chapters.findIndex((one) => one.notebook === lab.notebooks.currentWidget?.context.path);
  const next = here < 0 ? nextOf(course, await progressOf(lab, course)) : course.chapters[here + 1]?.number;
  const chapter = course.chapters.find((one) => one.number === next);
  if (!chapter) throw new Error("This is the last chapter.");
  await lab.app.commands.execute("docmanager:open", { path: chapter.notebook });
}
