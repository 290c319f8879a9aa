// Small states, as Python sends them.

/** @typedef {import("../parts/states.js").Line} Line */

export const HOSTILE = "<img src=x onerror=alert(1)>";

/**
 * @param {string} mark
 * @param {string[] | null} before
 * @param {string[] | null} after
 * @returns {Line}
 */
export function line(mark, before, after, more = {}) {
  return { mark, before, after, renamed: false, lost: "", ...more };
}

/**
 * @param {Partial<import("../parts/states.js").TableSides>} more
 * @returns {import("../parts/states.js").TableSides}
 */
export function table(more = {}) {
  const columns = [line("", ["id", "INTEGER"], ["id", "INTEGER"])];
  return { name: "speaker", state: "unchanged", words: "1 column", heads: ["column", "type"], columns, keys: [], was: "", ...more };
}

/**
 * @param {Partial<import("../parts/states.js").Sql>} more
 * @returns {import("../parts/states.js").Sql}
 */
export function sql(more = {}) {
  return { sql: "INSERT INTO speaker VALUES (?)", times: 1, parameters: [], bookkeeping: false, note: "", seconds: null, ...more };
}

/**
 * @param {Partial<import("../parts/states.js").RowsKept>} more
 * @returns {import("../parts/states.js").RowsKept}
 */
export function rows(more = {}) {
  return { table: "speaker", mark: "", words: ["2 rows kept"], marks: [""], changed: "", renames: [], before: null, after: null, aligned: null, ...more };
}

/**
 * @param {string[]} columns
 * @param {(string | null)[][]} rows
 */
export function sample(columns, ...rows) {
  return { words: `${rows.length} rows`, columns, rows };
}

/**
 * @param {Partial<import("../parts/states.js").CardState>} more
 * @returns {import("../parts/states.js").CardState}
 */
export function card(more = {}) {
  return { name: "", command: "flask db upgrade", headlines: [], facts: [], why: "", detected: [], output: "", elsewhere: [], tables: [], unchanged: [], unchanged_names: [], others: [], move: null, rows: [], statements: [], files: [], ...more };
}

/**
 * @param {Partial<import("../parts/states.js").RowPage>} more
 * @returns {import("../parts/states.js").RowPage}
 */
export function rowPage(more = {}) {
  return { ...sample(["id", "name"], ["1", "Ada"]), links: [], first: 0, size: 25, total: 1, where: "", ...more };
}
