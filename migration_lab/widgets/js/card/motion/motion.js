// "Watch the rows move": what each statement of the command did to the rows, made from the recorded steps.

import { el } from "../../parts/element.js";
import { sign } from "../../parts/signs.js";
import { isStill } from "./moving.js";
import { makePlayer } from "./player.js";
import { makeStage } from "./stage.js";

/** @typedef {import("../../parts/states.js").DatabaseState} DatabaseState */
/** @typedef {import("../../parts/motion_states.js").Motion} Motion */
/** @typedef {import("../../parts/motion_states.js").MotionStep} MotionStep */

const VERB = /^(?:CREATE|ALTER|DROP)(?: TEMPORARY)? \w+|^INSERT INTO|^DELETE FROM|^UPDATE|^\w+/i;

/**
 * The button that opens the rows of one database; null where nothing was recorded.
 * @param {DatabaseState} database
 */
export function motionOf({ motion, name }) {
  if (!motion?.steps.length) return null;
  const root = el("div", { class: "mlab-motion" });
  const many = motion.steps.length;
  const watch = el(
    "button",
    { type: "button", class: "mlab-motion-watch", "aria-expanded": "false" },
    el("span", { "aria-hidden": "true" }, "▶"),
    isStill() ? " See the rows step by step" : " Watch the rows",
    name ? ` of the ${name}` : null,
    el("span", { class: "mlab-motion-many" }, `${many} ${many === 1 ? "step" : "steps"}`),
  );
  watch.addEventListener("click", () => {
    const close = () => {
      root.replaceChildren(watch);
      watch.focus();
    };
    const opened = openMotion(motion, name, close);
    root.replaceChildren(opened.root);
    opened.begin();
  });
  root.append(watch);
  return root;
}

/**
 * @param {Motion} motion
 * @param {string} name the database's, where there are several
 * @param {() => void} close
 */
function openMotion(motion, name, close) {
  const { steps } = motion;
  const stage = makeStage(motion);
  const back = button("Back", "‹", () => player.back(), "Back (←)");
  const next = button("Next", "›", () => player.next(), "Next (→)");
  const play = button("Play", "", () => player.toggle());
  const shut = button(
    "Close",
    "×",
    () => {
      player.stop();
      close();
    },
    "Close (Esc)",
  );
  const at = el("span", { class: "mlab-motion-at" });
  const words = el("p", { class: "mlab-motion-words", "aria-live": "polite" });
  const lines = steps.map((step, index) => statement(step, index + 1, () => player.goTo(index + 1)));
  const list = el("ol", { class: "mlab-motion-sql" }, lines.map((line) => el("li", {}, line)));
  const root = el(
    "div",
    { class: "mlab-motion-open", role: "group", "aria-label": name ? `The rows of the ${name}, step by step` : "The rows, step by step" },
    el("div", { class: "mlab-motion-bar" }, back, play, next, at, shut),
    list,
    el("div", { class: "mlab-motion-scene" }, words, stage.root),
  );
  const player = makePlayer(motion, stage, (place, playing, paused) => {
    const step = steps[place - 1];
    at.textContent = place ? `Step ${place} of ${steps.length}` : `Before the first of ${steps.length} ${steps.length === 1 ? "statement" : "statements"}`;
    words.replaceChildren(...(step ? [sign(step.mark) ?? "", el("span", {}, step.words)] : ["The rows as they were before the command"]));
    lines.forEach((line, index) => {
      if (index === place - 1) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
      line.classList.toggle("mlab-motion-done", index < place - 1);
    });
    const done = place === steps.length;
    const again = done && !paused;
    label(play, playing ? "Pause" : again ? "Play again" : "Play", playing ? "❚❚" : again ? "↻" : "▶");
    enable(back, place > 0);
    enable(next, !done);
    root.dataset.playing = String(playing);
  });
  play.hidden = isStill();
  root.addEventListener("keydown", (event) => {
    /** @type {Record<string, () => void>} */
    const ways = { ArrowRight: player.next, ArrowLeft: player.back, Home: player.first, End: () => player.goTo(steps.length), Escape: () => shut.click() };
    const way = event.altKey || event.ctrlKey || event.metaKey ? undefined : ways[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  });
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (!root.isConnected || !root.clientWidth || Math.abs(root.clientWidth - width) < 8) return;
    width = root.clientWidth;
    reserve(root, motion, stage, lines);
    player.redraw();
  });
  return {
    root,
    begin() {
      width = root.clientWidth;
      reserve(root, motion, stage, lines);
      player.first();
      watch.observe(root);
      root.scrollIntoView?.({ block: "nearest" });
      if (isStill()) return next.focus();
      play.focus();
      player.toggle();
    },
  };
}

/**
 * One statement on one line, in full when it is its turn.
 * @param {MotionStep} step
 * @param {number} place
 * @param {() => void} act
 */
function statement({ sql, times, mark }, place, act) {
  const text = sql ? sql.replace(/\s+/g, " ") : "ROLLBACK";
  const verb = VERB.exec(text)?.[0] ?? "";
  const node = el(
    "button",
    { type: "button", title: text, "data-step": place, class: mark === "!" ? "mlab-motion-failed" : null },
    el("code", {}, el("b", {}, verb), text.slice(verb.length)),
    mark === "!" ? sign("!") : null,
    times > 1 ? el("span", { class: "mlab-motion-times" }, `${times} times`) : null,
  );
  node.addEventListener("click", act);
  return node;
}

/**
 * Keep as much room as the largest step needs, so that nothing on the page jumps while it plays.
 * @param {HTMLElement} root
 * @param {Motion} motion
 * @param {ReturnType<typeof makeStage>} stage
 * @param {HTMLElement[]} lines
 */
function reserve(root, motion, stage, lines) {
  const words = /** @type {HTMLElement} */ (root.querySelector(".mlab-motion-words"));
  const list = /** @type {HTMLElement} */ (root.querySelector("ol"));
  for (const one of [words, list, stage.root]) one.style.minHeight = "";
  stage.fit();
  const stands = motion.steps.map(({ after, lost }) => ({ places: after, lost }));
  const opening = motion.steps.filter(({ before }, at) => `${before}` !== `${motion.steps[at - 1]?.after}`).map(({ before }) => ({ places: before, lost: [] }));
  const heights = [...stands, ...opening].map(({ places, lost }) => {
    stage.draw(places.map((place) => motion.pictures[place]), undefined, lost);
    return stage.root.offsetHeight;
  });
  const said = motion.steps.map((step) => {
    words.replaceChildren(sign(step.mark) ?? "", el("span", {}, step.words));
    return words.offsetHeight;
  });
  words.style.minHeight = `${Math.max(0, ...said)}px`;
  stage.root.style.minHeight = `${Math.max(0, ...heights)}px`;
  const lists = lines.map((line) => {
    line.setAttribute("aria-current", "step");
    const height = list.offsetHeight;
    line.removeAttribute("aria-current");
    return height;
  });
  list.style.minHeight = `${Math.max(0, ...lists)}px`;
}

/**
 * @param {string} words
 * @param {string} face
 * @param {() => void} act
 * @param {string} [title]
 */
function button(words, face, act, title) {
  const node = el("button", { type: "button", title });
  label(node, words, face);
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-disabled") !== "true") act();
  });
  return node;
}

/**
 * @param {HTMLButtonElement} node
 * @param {string} words
 * @param {string} face
 */
function label(node, words, face) {
  node.replaceChildren(el("span", { class: "mlab-motion-face", "aria-hidden": "true" }, face), el("span", {}, words));
}

/**
 * A button that cannot be pressed keeps the focus, so that the keyboard does not lose its place.
 * @param {HTMLButtonElement} node
 * @param {boolean} can
 */
function enable(node, can) {
  node.setAttribute("aria-disabled", String(!can));
}
