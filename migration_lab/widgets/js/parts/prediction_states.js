// What Python sends of predictions, as types: more of states.js.

/**
 * A prediction that is asked (prediction_view.py). Text between backticks is code.
 * @typedef {object} PredictionState
 * @property {string} title
 * @property {string[]} question its paragraphs
 * @property {{ letter: string, text: string }[]} choices none if the learner types
 * @property {string | null} answer what the learner has said
 * @property {string} chosen the letter of that choice
 * @property {boolean} final whether it can no longer be changed
 * @property {string[]} said what to say of it
 * @property {string} heard the name of the last answer that the kernel has heard
 */

/**
 * What came of a prediction (outcome_view.py).
 * @typedef {object} OutcomeState
 * @property {string} title
 * @property {string[]} question
 * @property {string} said
 * @property {string} what the heading of what happened
 * @property {string} happened
 * @property {string[]} because
 */

export {};
