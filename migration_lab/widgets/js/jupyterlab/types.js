// The part of JupyterLab that is used here, as types for the checker. It is the same in all versions 4.

/** @typedef {{ id: string, node: HTMLElement, title: Title, parent: any, isDisposed: boolean, isVisible: boolean }} LabWidget */
/** @typedef {{ label: string, caption: string, icon: any, owner: LabWidget }} Title */
/** @typedef {{ connect(call: (...given: any[]) => void): void }} Signal */

/**
 * @typedef {object} Commands
 * @property {(id: string, options: object) => unknown} addCommand
 * @property {(id: string, args?: object) => Promise<any>} execute
 * @property {(id: string) => boolean} hasCommand
 * @property {(id: string) => void} notifyCommandChanged
 * @property {Signal} commandExecuted
 */

/** @typedef {{ mode?: string, ref?: string | null, activate?: boolean, rank?: number }} Where */

/**
 * @typedef {object} Shell
 * @property {(area?: string) => Iterable<LabWidget>} widgets
 * @property {(id: string) => void} activateById
 * @property {(widget: LabWidget, area: string, options?: Where) => void} add
 * @property {LabWidget | null} currentWidget
 */

/** @typedef {{ commands: Commands, shell: Shell, restored: Promise<void>, serviceManager: any }} App */

/**
 * JupyterLab, and what an extension gets from it.
 * @typedef {object} Lab
 * @property {App} app
 * @property {any} notebooks the tracker of notebooks
 * @property {any} labShell JupyterLab's shell; null in Notebook
 * @property {import("./shared.js").Packages} packages
 * @property {any} icon
 */

export {};
