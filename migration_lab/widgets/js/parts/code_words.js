// Text in which code stands between backticks.

import { el } from "./element.js";

const CODE = /`([^`\n]+)`/;

/**
 * The text's parts for an element: code in one of its own, all else as it is.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export const withCode = (text) => text.split(CODE).map((part, at) => (at % 2 ? el("code", {}, part) : part));
