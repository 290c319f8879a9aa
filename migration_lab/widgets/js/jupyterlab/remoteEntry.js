// The extension of JupyterLab, as JupyterLab loads it: a container of one module, for webpack's module federation. It
// is written by hand, since all that it shares it takes from JupyterLab.

import { pluginsOf } from "./plugins.js";
import { SHARED, takeShared } from "./shared.js";

const NAME = "migration-lab";

/** @type {import("./shared.js").ShareScope} */
let offered = {};

const container = {
  /** @param {import("./shared.js").ShareScope} scope */
  init: (scope) => {
    offered = scope;
  },
  /** @param {string} module */
  get: async (module) => {
    if (module !== "./extension") throw new Error(`${NAME} has no module ${module}`);
    const plugins = pluginsOf(await takeShared(offered, SHARED));
    return () => ({ __esModule: true, default: plugins });
  },
};

/** @type {any} */ (globalThis)._JUPYTERLAB = { .../** @type {any} */ (globalThis)._JUPYTERLAB, [NAME]: container };
