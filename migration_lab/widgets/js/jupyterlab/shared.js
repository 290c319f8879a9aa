// Taking from JupyterLab the packages that it shares with extensions: one instance of each, whatever its version.

/** @typedef {{ get: () => Promise<() => any>, loaded?: boolean | number }} Offer */
/** @typedef {Record<string, Record<string, Offer>>} ShareScope by package and version */
/** @typedef {Record<string, any>} Packages */

/** What the extension uses. An application that lacks one of them, as Notebook may, gets the rest. */
export const SHARED = [
  "@jupyterlab/application",
  "@jupyterlab/apputils",
  "@jupyterlab/console",
  "@jupyterlab/coreutils",
  "@jupyterlab/launcher",
  "@jupyterlab/notebook",
  "@jupyterlab/rendermime",
  "@jupyterlab/services",
  "@jupyterlab/ui-components",
  "@lumino/widgets",
];

/**
 * @param {ShareScope} scope
 * @param {string[]} names
 * @returns {Promise<Packages>}
 */
export async function takeShared(scope, names) {
  const taken = await Promise.all(
    names.map(async (name) => {
      const offer = best(scope[name] ?? {});
      return [name, offer ? (await offer.get())() : {}];
    }),
  );
  return Object.fromEntries(taken);
}

/**
 * The one that is in use already; else the newest.
 * @param {Record<string, Offer>} versions
 */
export function best(versions) {
  const order = Object.keys(versions).sort(newerFirst);
  return versions[order.find((version) => versions[version].loaded) ?? order[0]];
}

/**
 * @param {string} one
 * @param {string} other
 */
function newerFirst(one, other) {
  return other.localeCompare(one, "en", { numeric: true });
}
