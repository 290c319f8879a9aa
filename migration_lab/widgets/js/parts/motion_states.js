// What Python sends of the rows as they moved, as types: more of states.js.

/**
 * One table between two statements (motion_state.py). What is the same thing has the same id, under whatever name.
 * @typedef {object} Picture
 * @property {string} id
 * @property {string} table
 * @property {string} words
 * @property {[id: string, name: string, rank: number][]} columns
 * @property {[id: string, values: (string | null)[]][]} rows
 * @property {number} more how many columns it has besides
 * @property {boolean} gone
 */

/** @typedef {{ from_table: string, to_table: string, columns: [from: string, to: string][], rows: [from: string, to: string][] }} Flow */

/**
 * What one statement does to the tables (motion_state.py); numbers are places among the pictures.
 * @typedef {object} MotionStep
 * @property {string} sql empty for a rollback
 * @property {number} times
 * @property {string} mark
 * @property {string} words
 * @property {number[]} before
 * @property {number[]} after
 * @property {Flow[]} flows
 * @property {[table: string, column: string, words: string][]} lost
 */
/** @typedef {{ steps: MotionStep[], pictures: Picture[] }} Motion */

export {};
