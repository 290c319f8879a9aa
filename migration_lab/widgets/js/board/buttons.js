// Buttons of the board.

import { el } from "../parts/element.js";

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

/**
 * A button that copies text to the clipboard, and says so.
 * @param {string} name what it copies, for those who hear the page
 * @param {string} text
 */
export function copyButton(name, text) {
  return actionButton("Copy", { "aria-label": `Copy ${name}` }, async (button) => {
    button.textContent = (await copyText(text)) ? "Copied" : "Not allowed here";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
}

/**
 * Copy a text to the clipboard; false where that is not allowed.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
