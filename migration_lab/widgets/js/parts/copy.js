// Copying text to the clipboard.

import { el } from "./element.js";

/**
 * A button that copies text, and says so.
 * @param {string} name what it copies, for those who hear the page
 * @param {string} text
 */
export function copyButton(name, text, label = "Copy") {
  const button = el("button", { type: "button", class: "mlab-copy", "aria-label": `Copy ${name}` }, label);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button.addEventListener("click", async () => {
    const done = (await copyText(text)) ? "Copied" : "Not allowed here";
    button.textContent = said.textContent = done;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
    }, 1500);
  });
  return el("span", { class: "mlab-copying" }, button, said);
}

/**
 * Copy a text; false where that is not allowed. Where the page is not secure there is no clipboard to write to, but the old way may be open.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "mlab-heard", "aria-hidden": "true" }, text);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(area);
    area.select();
    const done = Boolean(document.execCommand?.("copy"));
    area.remove();
    focused?.focus();
    return done;
  }
}
