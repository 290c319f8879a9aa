// What Python sends of the coach's advice (advice_state.py), as types: more of states.js.

/** @typedef {{ number: number, text: string, marked: boolean }} SourceLine */
/**
 * The line that an advice is about (advice_state.py).
 * @typedef {object} AdvicePlace
 * @property {string} file
 * @property {string} name
 * @property {string} path from the notebook's folder, or whole
 * @property {number} line 0 where it is not known
 * @property {SourceLine[]} lines
 */
/** @typedef {{ say: string, run: string, sql: string, replace: string, by: string, place: AdvicePlace | null, sure: boolean }} AdviceStep */
/**
 * What the coach says of one thing (advice_state.py).
 * @typedef {object} AdviceState
 * @property {string} id
 * @property {string} title
 * @property {string} severity
 * @property {string} mark
 * @property {string} words how bad it is
 * @property {string} what
 * @property {string} why
 * @property {string} state of the database now
 * @property {AdvicePlace | null} place
 * @property {AdviceStep[]} steps
 * @property {string} docs
 * @property {string} chapter
 * @property {boolean} folded whether what to do now is folded away
 */
/** @typedef {{ title: string, warnings: AdviceState[] }} WarningsState */

export {};
