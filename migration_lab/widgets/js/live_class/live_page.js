// Keeps the instructor's page up to date: asks for the parts that change, and changes in the page only what is new, so
// that focus, scroll and what is unfolded stay. The server has escaped every text of it.

import { Idiomorph } from "idiomorph";

const EVERY = 3000; // milliseconds
const LOST = "This page is not connected. What you see below is from";

/** @typedef {Record<string, string>} Parts HTML by the id of its element */

/** @param {Parts} parts */
export function show(parts) {
  for (const [id, html] of Object.entries(parts)) {
    const node = document.getElementById(id);
    if (node) Idiomorph.morph(node, html, { callbacks: { beforeAttributeUpdated: keepUnfolded } });
  }
}

/**
 * What the reader has unfolded stays so.
 * @param {string} name
 * @param {Element} node
 */
function keepUnfolded(name, node) {
  return !(name === "open" && node.tagName === "DETAILS");
}

/**
 * @param {string} where
 * @param {RequestInit} [options]
 * @returns {Promise<Parts>} Raises an Error that says what the server said.
 */
async function ask(where, options = {}) {
  const headers = { "X-XSRFToken": document.body.dataset.xsrf ?? "" };
  const answer = await fetch(where, { ...options, headers, cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new Error((await answer.text()) || `The answer was ${answer.status}.`);
  return answer.json();
}

/** @param {string} words */
function say(words, id = "said") {
  const node = document.getElementById(id);
  if (node && node.textContent !== words) node.textContent = words;
}

let heard = new Date();

async function follow() {
  try {
    show(await ask("parts"));
    heard = new Date();
    say("", "connection");
  } catch {
    say(`${LOST} ${heard.toLocaleTimeString()}.`, "connection");
  }
  setTimeout(follow, EVERY);
}

/** @param {RequestInit} options */
async function send(options) {
  try {
    show(await ask("sent", options));
    say("");
    return true;
  } catch (error) {
    say(`It was not sent. ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

export function begin() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("sending"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    if (await send({ method: "POST", body })) form.reset();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.id === "take-back") send({ method: "DELETE" });
  });
  setTimeout(follow, EVERY);
}

begin();
