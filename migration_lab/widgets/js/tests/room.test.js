// A notice of the instructor, and the question of sharing: what of it can be tried without JupyterLab.

import assert from "node:assert/strict";
import test from "node:test";

import "./page.js";
import { asking } from "../jupyterlab/room.js";
import { buttonWords, notice } from "../jupyterlab/notice.js";
import { isHeading } from "../jupyterlab/opening_sent.js";
import { sharingWords } from "../jupyterlab/sharing.js";

const HOSTILE = "<img src=x onerror=alert(1)>";
const SENT = { id: "1", text: `Now ${HOSTILE}`, opens: "chapter", target: "03", title: `Add ${HOSTILE}` };
const nothing = () => {};

test("a notice shows what was sent as text, and never as markup", () => {
  const shown = notice(SENT, nothing, nothing);
  assert.equal(shown.querySelector("img"), null);
  assert.match(shown.textContent, /From the instructor: Now <img src=x onerror=alert\(1\)>/);
});

test("a notice has a button for what it opens, and always one that closes it", () => {
  /** @type {string[]} */
  const pressed = [];
  const shown = notice(SENT, () => pressed.push("open"), () => pressed.push("close"));
  for (const button of shown.querySelectorAll("button")) button.click();
  assert.deepEqual(pressed, ["open", "close"]);
  const sentence = notice({ ...SENT, opens: "", target: "", title: "" }, nothing, nothing);
  assert.deepEqual([...sentence.querySelectorAll("button")].map((one) => one.textContent), ["Close"]);
});

test("without a sentence, what is opened is said instead", () => {
  assert.match(notice({ ...SENT, text: "", title: "Add a column" }, nothing, nothing).textContent, /From the instructor: Add a column\./);
});

test("the button says what it will do", () => {
  const words = (/** @type {string} */ opens, /** @type {string} */ target) => buttonWords({ ...SENT, opens, target });
  assert.equal(words("chapter", "03"), "Open chapter 03");
  assert.equal(words("chapter", "clinic"), "Open the clinic");
  assert.equal(words("exercise", "03.1"), "Go to exercise 03.1");
  assert.equal(words("card", "S06"), "Show the card S06");
  assert.equal(words("address", "https://example.org"), "");
});

test("an exercise is found by its heading alone", () => {
  assert.equal(isHeading("### Exercise 03.1: an optional website\n\nSome text", "03.1"), true);
  for (const source of ["# Exercise 03.10: x", "See Exercise 03.1: x", "lab.check('03.1')"]) assert.equal(isHeading(source, "03.1"), false);
});

test("the tile says whether the progress is seen", () => {
  assert.match(sharingWords({ sent: null, name: null, what: "" }), /^Show My Progress/);
  assert.equal(sharingWords({ sent: null, name: "Ada", what: "" }), "The Instructor Sees My Progress, as Ada");
  assert.equal(sharingWords({ sent: null, name: "", what: "" }), "The Instructor Sees My Progress");
});

test("our server is asked below its own base, and what it refuses is an error in its words", async () => {
  /** @type {string[]} */
  const asked = [];
  const makeRequest = async (/** @type {string} */ url) => {
    asked.push(url);
    return asked.length === 1 ? { ok: true, json: async () => 7 } : { ok: false, status: 400, statusText: "A name is missing" };
  };
  const lab = { app: { serviceManager: { serverSettings: { baseUrl: "http://here/user/ada/" } } }, packages: { "@jupyterlab/services": { ServerConnection: { makeRequest } } } };
  const ask = asking(/** @type {any} */ (lab), "migration-lab/room");
  assert.equal(await ask("?seen=1"), 7);
  await assert.rejects(ask("/sharing"), /A name is missing/);
  assert.deepEqual(asked, ["http://here/user/ada/migration-lab/room?seen=1", "http://here/user/ada/migration-lab/room/sharing"]);
});
