// The boards of other kernels beside the notebooks.

export const PANEL = ".jupyterlab-sidecar";

/**
 * Close the docked boards of other kernels: there is room for one beside the notebooks, and this one has taken it.
 * @param {HTMLElement} root
 */
export function closeOthers(root) {
  const own = root.closest(PANEL);
  const others = [...document.querySelectorAll(`${PANEL} .mlab-board`)].map((board) => board.closest(PANEL));
  for (const panel of new Set(others)) {
    const tab = document.getElementById(panel?.getAttribute("aria-labelledby") ?? "");
    const close = tab?.querySelector(".lm-TabBar-tabCloseIcon");
    if (panel !== own && close) press(close);
  }
}

/** @param {Element} node */
function press(node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  const where = { bubbles: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
  for (const type of ["pointerdown", "pointerup"]) node.dispatchEvent(new PointerEvent(type, where));
}
