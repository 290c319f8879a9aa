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
  return { name: "", command: "flask db upgrade", headlines: [], facts: [], why: "", detected: [], output: "", elsewhere: [], tables: [], unchanged: [], unchanged_names: [], others: [], move: null, rows: [], motion: null, statements: [], files: [], warnings: null, ...more };
}

/**
 * @param {Partial<import("../parts/states.js").RowPage>} more
 * @returns {import("../parts/states.js").RowPage}
 */
export function rowPage(more = {}) {
  return { ...sample(["id", "name"], ["1", "Ada"]), links: [], first: 0, size: 25, total: 1, where: "", ...more };
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string[]} columns whose ids are their names
 * @param {[string, (string | null)[]][]} rows
 * @param {Partial<import("../parts/motion_states.js").Picture>} more
 * @returns {import("../parts/motion_states.js").Picture}
 */
export function picture(id, name, columns, rows, more = {}) {
  return { id, table: name, words: `${rows.length} rows`, columns: columns.map((one, at) => [one, one, at]), rows, more: 0, gone: false, ...more };
}

/**
 * @param {string} statement
 * @param {number[]} before
 * @param {number[]} after
 * @param {Partial<import("../parts/motion_states.js").MotionStep>} more
 * @returns {import("../parts/motion_states.js").MotionStep}
 */
export function step(statement, before, after, more = {}) {
  return { sql: statement, times: 1, mark: "~", words: "something happened", before, after, flows: [], lost: [], ...more };
}

/**
 * @param {import("../parts/motion_states.js").Motion} parts
 * @returns {import("../parts/motion_states.js").Motion}
 */
export function motion(parts) {
  return parts;
}

/**
 * What the coach says of a new column.
 * @param {Partial<import("../parts/advice_states.js").AdviceState>} more
 * @returns {import("../parts/advice_states.js").AdviceState}
 */
export function advice(more = {}) {
  const file = "migrations/versions/966_add.py";
  const place = { file, name: "966_add.py", path: `workspace/03/${file}`, line: 22, lines: [{ number: 21, text: "with op:", marked: false }, { number: 22, text: "    op.add_column()", marked: true }] };
  return { id: "S06", title: "A new column", severity: "fails", mark: "✗", words: "will fail", what: "talk.language is new.", why: "Rows need values.", state: "Nothing was changed.", place, steps: [], docs: "", chapter: "03", folded: false, ...more };
}

/**
 * @param {Partial<import("../parts/states.js").PlacesState>} more
 * @returns {import("../parts/states.js").PlacesState}
 */
export function places(more = {}) {
  const road = { command: "", differ: 0, known: true };
  return { state: "database behind", sentence: "", in_step: false, command: null, problem: null, groups: [], roads: [road, road], heads: [], current: [], can_move: true, not_compared: [], database: "", ...more };
}
