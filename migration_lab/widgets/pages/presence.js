// Whether the board is on the page: nobody has to look where nobody sees it, and only one may be docked.

const PANEL = ".jupyterlab-sidecar";

/** Tell the kernel when the board comes and goes. Gives the function that stops it, which says that it is gone. */
function presence(model, root) {
  const view = freshId("view");
  const docked = root.closest(PANEL) !== null;
  let told = null;
  const tell = (there) => {
    if (there === told) return;
    told = there;
    model.send({ what: there ? "seen" : "unseen", docked, view });
  };
  // JupyterLab detaches a panel whose tab is closed, and ends no view in it.
  const look = () => tell(root.isConnected);
  const left = () => tell(false);
  const watch = new IntersectionObserver(look);
  const timer = setInterval(look, 1000);
  watch.observe(root);
  addEventListener("pagehide", left);
  addEventListener("pageshow", look);
  tell(true);
  if (docked) closeOthers(root);
  return () => {
    watch.disconnect();
    clearInterval(timer);
    removeEventListener("pagehide", left);
    removeEventListener("pageshow", look);
    tell(false);
  };
}

/** Close the docked boards of other kernels: there is one place beside the notebooks, and this one has come into it. */
function closeOthers(root) {
  const own = root.closest(PANEL);
  const others = [...document.querySelectorAll(`${PANEL} .mlab-board`)].map((board) => board.closest(PANEL));
  for (const panel of new Set(others)) {
    const tab = document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
    const close = tab?.querySelector(".lm-TabBar-tabCloseIcon");
    if (panel !== own && close) press(close);
  }
}

function press(node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  const where = { bubbles: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
  for (const type of ["pointerdown", "pointerup"]) node.dispatchEvent(new PointerEvent(type, where));
}
