// Small parts that only the board has.

const WAIT_FOR_ANSWER = "Waiting for the kernel …";

/** An element of a picture. */
function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * Questions to the kernel: `ask("rows", { table })` gives a promise of the answer, also when it comes late. Where the
 * kernel cannot even be asked, the answer is a `problem`.
 */
function asker(model) {
  const open = new Map();
  let last = 0;
  const hear = (message) => {
    open.get(message?.answer)?.(message);
    open.delete(message?.answer);
  };
  model.on("msg:custom", hear);
  const ask = (what, more = {}) =>
    new Promise((resolve) => {
      last += 1;
      open.set(last, resolve);
      try {
        model.send({ ask: last, what, ...more });
      } catch {
        open.delete(last);
        resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
      }
    });
  return [ask, () => model.off("msg:custom", hear)];
}

/** A button that cannot be pressed again before what it started has ended. */
function actionButton(label, attributes, act) {
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

/** A button that puts text on the clipboard, and says so. */
function copyButton(name, text) {
  return actionButton("Copy", { "aria-label": `Copy ${name}` }, async (button) => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed here";
    }
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
}

function note(...words) {
  return el("p", { class: "mlab-note" }, words);
}
