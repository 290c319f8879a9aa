// Goes through the steps: back, next, play, pause. Place 0 is before the first statement, place n after the n-th.

import { cellsOf, marksAfter, pictured } from "./marks.js";
import { isStill, moveStage } from "./moving.js";

/** @typedef {import("../../parts/motion_states.js").Motion} Motion */
/** @typedef {ReturnType<typeof import("./stage.js").makeStage>} Stage */

/** How long one can read a statement before its rows move, and look at them afterwards. */
const READ = 650;
const LOOK = 1500;

/**
 * @param {Motion} motion
 * @param {Stage} stage
 * @param {(place: number, playing: boolean, paused: boolean) => void} tell called when one of these changes; `paused`
 * is in the middle of a step
 */
export function makePlayer(motion, stage, tell) {
  const { steps } = motion;
  let place = 0;
  let playing = false;
  /** @type {Animation[]} */
  let running = [];
  let end = () => {};

  const waiting = () => running.filter((one) => one.playState === "paused");
  const say = () => tell(place, playing, waiting().length > 0);

  const settle = () => {
    for (const animation of running.splice(0)) animation.cancel();
    end();
    end = () => {};
    stage.ghosts.replaceChildren();
  };

  /** Draw the tables as they stand at a place. @param {number} to */
  const draw = (to) => {
    settle();
    place = to;
    const step = steps[to - 1];
    const pictures = pictured(motion, step ? step.after : steps[0].before);
    const before = new Set(step ? pictured(motion, step.before).map((one) => one.id) : pictures.map((one) => one.id));
    const made = new Set(pictures.map((one) => one.id).filter((id) => !before.has(id)));
    stage.draw(pictures, step ? marksAfter(motion, to - 1) : undefined, step?.lost, made);
    stage.root.dataset.place = String(to);
  };

  /** Let a step happen. @param {number} to */
  const run = (to) => {
    const step = steps[to - 1];
    const pictures = pictured(motion, step.before);
    settle();
    if (isStill()) return draw(to);
    const stands = place === to - 1 && (to < 2 || same(step.before, steps[to - 2].after));
    if (!stands) stage.draw(pictures);
    const before = { rects: stage.rects(), nodes: stage.nodes(), cells: cellsOf(pictures) };
    draw(to);
    const moved = moveStage(stage, step, before, cellsOf(pictured(motion, step.after)), playing ? READ : READ / 4);
    running = moved.running;
    end = moved.end;
    if (playing) running.push(pause());
    const all = running;
    Promise.all(all.map((one) => one.finished)).then(
      () => {
        if (running !== all) return;
        settle();
        if (playing) go(place + 1);
      },
      () => {}, // it was cut short
    );
  };

  /** A while in which one can look at the rows, which can be paused as everything else. */
  const pause = () => {
    const longest = Math.max(READ, ...running.map((one) => Number(one.effect?.getComputedTiming().endTime ?? 0)));
    return stage.ghosts.animate([{ opacity: 1 }, { opacity: 1 }], { duration: longest + LOOK });
  };

  /** @param {number} to */
  const go = (to) => {
    if (to > steps.length) playing = false;
    else if (to > 0) run(to);
    else draw(0);
    say();
  };

  return {
    get place() {
      return place;
    },
    first() {
      draw(0);
      say();
    },
    /** Draw this place again, since there is more room now, or less; what was moving has come to its end then. */
    redraw() {
      playing = false;
      draw(place);
      say();
    },
    next() {
      playing = false;
      if (place < steps.length) go(place + 1);
    },
    back() {
      playing = false;
      draw(Math.max(0, place - 1));
      say();
    },
    /** Show what the statement at this place does. @param {number} to */
    goTo(to) {
      playing = false;
      go(to);
    },
    /** Play on from here, or from the beginning again after the end; or pause. */
    toggle() {
      playing = !playing;
      const held = waiting();
      if (!playing) running.forEach((one) => one.pause());
      else if (held.length) held.forEach((one) => one.play());
      else if (place >= steps.length) {
        draw(0);
        go(1);
      } else go(place + 1);
      say();
    },
    stop() {
      playing = false;
      settle();
    },
  };
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function same(one, other) {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
