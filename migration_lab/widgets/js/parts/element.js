// Making elements. Names and values come from a database: they reach the page as text nodes only.

/** @typedef {Node | string | null | undefined | false | Children[]} Children */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * Make an element. Strings among the children become text; null and false are left out, as attributes too.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Children[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...flat(children));
  return node;
}

/**
 * @param {Children} children
 * @returns {(Node | string)[]}
 */
function flat(children) {
  if (Array.isArray(children)) return children.flatMap(flat);
  return children == null || children === false ? [] : [children];
}

/**
 * An element of a picture.
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {Node[]} children
 */
export function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

let counter = 0;
/**
 * An id that nothing else in the page has.
 * @param {string} stem
 */
export function freshId(stem) {
  counter += 1;
  return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
}

/**
 * @param {Children} summary
 * @param {Children[]} children
 */
export function fold(summary, ...children) {
  return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
}

/** @param {Children[]} words */
export function note(...words) {
  return el("p", { class: "mlab-note" }, words);
}
