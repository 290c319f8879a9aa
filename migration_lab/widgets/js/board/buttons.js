// Buttons of the board.

import { el } from "../parts/element.js";

export { copyButton, copyText } from "../parts/copy.js";

/**
 * A button that cannot be pressed again until its work has ended.
 * @param {import("../parts/element.js").Children} label
 * @param {import("../parts/element.js").Attributes} attributes
 * @param {(button: HTMLButtonElement) => unknown} act
 */
export function actionButton(label, attributes, act) {
  const button = el("button", { type: "button", class: "mlab-button", ...attributes }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.classList.add("mlab-waiting");
    try {
      await act(button);
    } finally {
      button.setAttribute("aria-disabled", "false");
      button.classList.remove("mlab-waiting");
    }
  });
  return button;
}
