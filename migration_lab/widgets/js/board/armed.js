// A button that acts only on what could be read on it, and once: the second press of a double click is none.

export const MOMENT = 600; // milliseconds for which something must have been offered before a press counts

/**
 * `offer(what)` says what a press means now, and "" that it means nothing. A press counts if that has been offered for a
 * moment, and if the pointer went down after that moment. While `act` is at work, nothing is offered.
 * @param {HTMLButtonElement} button
 * @param {(what: string) => unknown} act
 */
export function armed(button, act) {
  let offered = "";
  let wanted = "";
  let ready = false;
  let working = false;
  /** @type {string | null} */
  let pressed = null; // what was offered when the pointer went down
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function draw() {
    button.setAttribute("aria-disabled", String(!ready));
    button.classList.toggle("mlab-waiting", working);
  }

  function arm() {
    const now = working ? "" : wanted;
    if (now !== offered) {
      offered = now;
      ready = false;
      clearTimeout(timer);
      if (now) {
        timer = setTimeout(() => {
          ready = true;
          draw();
        }, MOMENT);
      }
    }
    draw();
  }

  button.addEventListener("pointerdown", () => (pressed = ready ? offered : null));
  button.addEventListener("click", async (event) => {
    const meant = event.detail ? event.detail === 1 && pressed === offered : true; // 0: by keyboard, or by a program
    pressed = null;
    if (!ready || !meant) return;
    const what = offered;
    working = true;
    arm();
    try {
      await act(what);
    } finally {
      working = false;
      arm();
    }
  });
  draw();

  return {
    /** @param {string} what */
    offer(what) {
      wanted = what;
      arm();
    },
    stop: () => clearTimeout(timer),
  };
}
