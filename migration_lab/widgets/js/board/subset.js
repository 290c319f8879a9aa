// Which tables the picture shows: all if they are few, else those that were searched for or have just changed. Pure.

/** @typedef {import("../parts/states.js").BoardTable} BoardTable */
/** @typedef {import("../parts/states.js").BoardTables} BoardTables */

export const MOST_DRAWN = 60;

/**
 * @param {BoardTables} state
 * @param {string} sought
 * @param {(table: BoardTable) => boolean} found whether the search found it
 */
export function inPicture(state, sought, found) {
  const all = state.tables;
  const chosen = sought ? all.filter(found) : all.length <= MOST_DRAWN ? all : all.filter((table) => table.state !== "unchanged");
  const names = new Set(chosen.map((table) => table.name));
  const linked = new Set(names);
  for (const { from, to } of chosen.length < all.length ? state.references : []) {
    if (names.has(from)) linked.add(to);
    if (names.has(to)) linked.add(from);
  }
  // Those that were chosen come first, then what they refer to and what refers to them.
  const wanted = [...chosen, ...all.filter((table) => linked.has(table.name) && !names.has(table.name))];
  const tables = wanted.slice(0, MOST_DRAWN).sort((a, b) => all.indexOf(a) - all.indexOf(b));
  const drawn = new Set(tables.map((table) => table.name));
  const references = state.references.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  return { tables, references, words: words(all.length, chosen.length, wanted.length, sought) };
}

/**
 * @param {number} all
 * @param {number} chosen
 * @param {number} wanted
 * @param {string} sought
 */
function words(all, chosen, wanted, sought) {
  if (!chosen) return sought ? "No table is found." : `There are ${all} tables, too many for one picture: search for those to draw.`;
  if (wanted > MOST_DRAWN) return `The first ${MOST_DRAWN} of ${wanted}: search for fewer.`;
  if (sought && wanted > chosen) return "With the tables that they refer to, or that refer to them.";
  if (!sought && chosen < all) return "What has just changed, with the tables around it: search for others.";
  return "An arrow leads from a foreign key to the table that it refers to.";
}
