// Whether the kernel behind the board is alive: only then is what the board shows up to date.

const SILENCE = 7000;
const KERNEL_ENDS = ["restarting", "autorestarting", "terminating", "dead"];

/** @typedef {"live" | "busy" | "silent" | "cut" | "gone"} Beat */

/** @type {Beat[]} those in which what the board shows can be trusted */
export const TRUSTED = ["live", "busy"];

/**
 * Tell `show(state)` how the kernel is: "live", "busy", "silent" (no answer), "cut" (no connection) or "gone"
 * (ended or restarted; it never comes back from that). Returns a function that stops this.
 * @param {import("../parts/states.js").Model} model
 * @param {HTMLElement} host
 * @param {(state: Beat) => void} show
 */
export function pulse(model, host, show) {
  const kernel = model.widget_manager?.kernel ?? null;
  let last = Date.now();
  let gone = model.stored === true;
  /** @type {Beat | null} */
  let told = null;

  /** @returns {Beat} */
  function state() {
    if (gone) return "gone";
    if (kernel?.connectionStatus && kernel.connectionStatus !== "connected") return "cut";
    if (kernel?.status === "busy") {
      last = Date.now(); // it cannot answer while it works; the silence begins when it is done
      return "busy";
    }
    return Date.now() - last > SILENCE ? "silent" : "live";
  }
  function tell() {
    const now = state();
    if (now !== told) show((told = now));
  }
  const hear = (/** @type {any} */ message) => {
    if (message?.beat || message?.answer) last = Date.now();
    tell();
  };
  const died = () => {
    gone ||= KERNEL_ENDS.includes(kernel?.status ?? "") || kernel?.isDisposed === true;
    tell();
  };
  const cut = () => {
    gone ||= host.closest(".jupyter-widgets-disconnected") !== null;
    tell();
  };
  model.on("msg:custom", hear);
  model.on("comm_live_update", cut);
  model.on("destroy", () => {
    gone = true;
    tell();
  });
  kernel?.statusChanged?.connect(died);
  kernel?.connectionStatusChanged?.connect(tell);
  const timer = setInterval(() => {
    died();
    cut();
  }, 1000);
  tell();
  return () => {
    clearInterval(timer);
    model.off("msg:custom", hear);
    model.off("comm_live_update", cut);
    kernel?.statusChanged?.disconnect(died);
    kernel?.connectionStatusChanged?.disconnect(tell);
  };
}
