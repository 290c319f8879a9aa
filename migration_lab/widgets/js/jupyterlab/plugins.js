// The plugins of the extension: what it draws, and what it adds to JupyterLab's own ways.

import { followBoard } from "./board_panel.js";
import { addCommands } from "./commands.js";
import { addDrawing } from "./drawing.js";
import { labIcon } from "./icons.js";
import { showCourse } from "./launcher.js";
import { noteRuns } from "./notebooks.js";
import { listen } from "./requests.js";
import { followRoom } from "./room.js";

/** @typedef {import("./types.js").App} App */

/**
 * @param {import("./shared.js").Packages} packages
 */
export function pluginsOf(packages) {
  const { IRenderMimeRegistry } = packages["@jupyterlab/rendermime"];
  const { INotebookTracker } = packages["@jupyterlab/notebook"];
  const { IConsoleTracker } = packages["@jupyterlab/console"];
  const { ILauncher } = packages["@jupyterlab/launcher"];
  const { ICommandPalette } = packages["@jupyterlab/apputils"];
  const { ILabShell } = packages["@jupyterlab/application"];
  return [
    {
      id: "migration-lab:displays",
      description: "Draws migration-lab's displays, also in a notebook without a kernel.",
      autoStart: true,
      requires: [IRenderMimeRegistry],
      optional: [INotebookTracker, IConsoleTracker].filter(Boolean),
      activate: (/** @type {App} */ _app, /** @type {any} */ registry, /** @type {any[]} */ ...trackers) =>
        addDrawing(packages, registry, trackers.filter(Boolean)),
    },
    {
      id: "migration-lab:plugin",
      description: "Adds migration-lab's commands, and the course to the launcher.",
      autoStart: true,
      requires: [INotebookTracker, IRenderMimeRegistry],
      optional: [ICommandPalette, ILauncher, ILabShell].filter(Boolean),
      activate: (
        /** @type {App} */ app,
        /** @type {any} */ notebooks,
        /** @type {any} */ rendermime,
        /** @type {any} */ palette,
        /** @type {any} */ launcher,
        /** @type {any} */ labShell,
      ) => {
        const lab = { app, notebooks, labShell, packages, icon: labIcon(packages) };
        addCommands(lab, palette);
        listen(lab);
        noteRuns(lab);
        document.body.classList.toggle("mlab-beside", Boolean(labShell)); // there is a place beside the notebook
        if (labShell) followBoard(lab);
        if (launcher) showCourse(lab, launcher);
        followRoom(lab, launcher, palette, rendermime);
      },
    },
  ];
}
