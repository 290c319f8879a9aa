// Whether the board is on the page: the kernel need not look when nobody sees it, and only one board may be docked.

import { freshId } from "../parts/element.js";
import { closeOthers, PANEL } from "./others.js";

/**
 * Tell the kernel when the board appears and disappears. Returns a function that stops this and says that it is gone.
 * @param {import("../parts/states.js").Model} model
 * @param {HTMLElement} root
 * @param {import("../parts/states.js").Ask} ask
 */
export function presence(model, root, ask) {
  const view = freshId("view");
  let docked = false;
  let told = false;
  let heard = false; // what the kernel has answered to: a page that is just loading can send into the void
  const send = async () => {
    const said = told;
    const answer = await ask(said ? "seen" : "unseen", { docked, view });
    if (!answer.problem) heard = said;
  };
  const tell = (/** @type {boolean} */ there) => {
    if (there === told) return;
    told = there;
    if (there) docked = root.closest(PANEL) !== null; // a board can be drawn before it is put into its panel
    if (there && docked) closeOthers(root);
    send();
  };
  // When its tab is closed, JupyterLab detaches a panel, but does not end the views in it.
  const look = () => tell(root.isConnected);
  const left = () => tell(false);
  const watch = new IntersectionObserver(look);
  const timer = setInterval(() => {
    look();
    if (heard !== told && model.widget_manager?.kernel?.status !== "busy") send();
  }, 1000);
  watch.observe(root);
  addEventListener("pagehide", left);
  addEventListener("pageshow", look);
  look();
  return () => {
    watch.disconnect();
    clearInterval(timer);
    removeEventListener("pagehide", left);
    removeEventListener("pageshow", look);
    tell(false);
  };
}
