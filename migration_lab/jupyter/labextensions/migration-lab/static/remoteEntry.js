// Built from migration_lab/widgets/js/jupyterlab: edit it there.
"use strict";
(() => {
  // jupyterlab/notebooks.js
  function kernelOf(lab) {
    return lab.notebooks.currentWidget?.sessionContext?.session?.kernel ?? null;
  }
  function notebookOf(lab, { notebook, kernel } = {}) {
    if (!notebook && !kernel) return lab.notebooks.currentWidget;
    const isIt = (one) => notebook ? one.id === notebook : one.sessionContext.session?.kernel?.id === kernel;
    return lab.notebooks.find(isIt) ?? null;
  }
  function notebookAround(lab, node) {
    return lab.notebooks.find((one) => one.node.contains(node)) ?? null;
  }
  var ran = /* @__PURE__ */ new WeakSet();
  function noteRuns({ packages }) {
    const { NotebookActions } = packages["@jupyterlab/notebook"];
    NotebookActions.executed.connect((_, { cell }) => ran.add(cell.model));
  }
  function comesNext(notebook, source) {
    const at = notebook.widgets.findIndex(
      ({ model }, index) => index >= notebook.activeCellIndex && model.type === "code" && !ran.has(model)
    );
    if (notebook.widgets[at]?.model.sharedModel.getSource().trim() !== source) return false;
    notebook.activeCellIndex = at;
    return true;
  }
  async function runInCell(lab, source, which) {
    const panel = notebookOf(lab, which);
    if (!panel) throw new Error("The notebook is not open. Open it, and try again.");
    const { NotebookActions } = lab.packages["@jupyterlab/notebook"];
    const notebook = panel.content;
    const release = keepFocusOut(panel.node);
    if (!comesNext(notebook, source)) {
      NotebookActions.insertBelow(notebook);
      notebook.activeCell.model.sharedModel.setSource(source);
    }
    const cell = notebook.activeCell;
    notebook.deselectAll();
    try {
      const running = NotebookActions.run(notebook, panel.sessionContext);
      notebook.scrollToItem(notebook.activeCellIndex, "smart");
      await running;
      await notebook.scrollToCell(cell, "smart");
    } finally {
      release();
    }
  }
  function keepFocusOut(node) {
    const had = (
      /** @type {HTMLElement | null} */
      document.activeElement
    );
    if (!had || had === document.body || node.contains(had)) return () => {
    };
    const back = () => had.isConnected && had.focus({ preventScroll: true });
    const release = () => {
      node.removeEventListener("focusin", back);
      node.removeEventListener("pointerdown", release, true);
      document.removeEventListener("keydown", release, true);
    };
    node.addEventListener("focusin", back);
    node.addEventListener("pointerdown", release, true);
    document.addEventListener("keydown", release, true);
    return () => setTimeout(release, SETTLED);
  }
  var SETTLED = 300;
  var HOME = /^([A-Za-z]:)?\/(root|(home|Users)\/[^/]+)(?=\/)/;
  function belowRoot(root, path) {
    const [slashes, above] = [path, root].map((one) => one.replaceAll("\\", "/").replace(/\/$/, ""));
    const from = above.startsWith("~") ? slashes.replace(HOME, "~") : slashes;
    return from.startsWith(`${above}/`) ? from.slice(above.length + 1) : slashes;
  }
  function serverPath({ packages }, path) {
    return belowRoot(packages["@jupyterlab/coreutils"].PageConfig.getOption("serverRoot"), path);
  }
  function filePath(lab, { path, beside: beside2, ...which }) {
    const notebook = beside2 ? notebookOf(lab, which)?.context.path : null;
    return serverPath(lab, notebook ? besideNotebook(notebook, path) : path);
  }
  function besideNotebook(notebook, path) {
    if (WHOLE.test(path)) return path;
    const parts = notebook.split("/").slice(0, -1);
    for (const part of path.replaceAll("\\", "/").split("/")) {
      if (part === ".." && parts.length && parts.at(-1) !== "..") parts.pop();
      else if (part !== ".") parts.push(part);
    }
    return parts.join("/");
  }
  var WHOLE = /^(\/|[A-Za-z]:)/;
  var LINES_BELOW = 10;
  async function openFile(lab, path, line2, which) {
    const notebook = notebookOf(lab, which);
    const options = notebook ? { mode: "tab-after", ref: notebook.id } : {};
    const opened = await lab.app.commands.execute("docmanager:open", { path, factory: "Editor", options });
    await opened?.context?.ready;
    const editor = opened?.content?.editor;
    if (!line2 || !editor) return;
    editor.revealPosition({ line: Math.min(line2 + LINES_BELOW, editor.lineCount) - 1, column: 0 });
    editor.setCursorPosition({ line: Math.min(line2, editor.lineCount) - 1, column: 0 });
    editor.focus();
  }

  // jupyterlab/board_panel.js
  var PANEL = ".jupyterlab-sidecar";
  var ABOUT = "Board: models, scripts and database as they are now, and the next command";
  var DOCK = "from migration_lab import lab; lab.dock(closed=True)";
  var PATIENCE = 15e3;
  var NARROW = 1100;
  function boardPanel({ app }) {
    return sidecars(app).find((one) => boardOf(one) !== null);
  }
  function sidecars({ shell }) {
    return [...shell.widgets("main"), ...shell.widgets("right")].filter((one) => one.node.matches(PANEL));
  }
  function boardOf(panel) {
    return (
      /** @type {HTMLElement | null} */
      panel.node.querySelector(".mlab-board")
    );
  }
  async function showBoard(lab) {
    let panel = boardPanel(lab);
    if (!panel) {
      const kernel = kernelOf(lab);
      if (!kernel) throw new Error("There is no notebook with a kernel. Open a chapter, and run its first cell.");
      const done = await kernel.requestExecute({ code: DOCK, silent: true, store_history: false, stop_on_error: false }).done;
      if (done.content.status !== "ok") throw new Error(why(done.content));
      panel = await appearing(() => boardPanel(lab));
      if (!panel) throw new Error("The board did not appear. It needs the package sidecar in JupyterLab's environment.");
    }
    lab.app.shell.activateById(panel.id);
    return (
      /** @type {HTMLElement} */
      boardOf(panel)
    );
  }
  function why({ ename, evalue }) {
    if (ename === "ModuleNotFoundError") return "The notebook's kernel has no migration_lab.";
    return evalue || "The kernel could not show the board.";
  }
  async function appearing(find) {
    const end = Date.now() + PATIENCE;
    while (!find() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    return find();
  }
  function followBoard(lab) {
    let known = /* @__PURE__ */ new Set();
    const watched = /* @__PURE__ */ new WeakSet();
    const icon2 = lab.icon.bindprops({ stylesheet: "mainAreaTab" });
    const look = () => {
      for (const one of sidecars(lab.app)) {
        if (watched.has(one)) continue;
        watched.add(one);
        new MutationObserver(mark).observe(one.node, { childList: true, subtree: true, attributeFilter: ["data-title"] });
        if (innerWidth < NARROW) lab.labShell.collapseLeft();
      }
      const panel = mark();
      if (panel) {
        for (const one of strangers(panel)) if (!known.has(one.id)) besideNotebook2(lab, panel, one);
      }
      known = new Set([...lab.app.shell.widgets("main")].map((one) => one.id));
    };
    const mark = () => {
      const panel = boardPanel(lab);
      if (panel && panel.title.icon !== icon2) {
        panel.title.icon = icon2;
        panel.title.caption = ABOUT;
      }
      const title2 = panel && boardOf(panel)?.dataset.title;
      if (title2 && panel.title.label !== title2) panel.title.label = title2;
      return panel;
    };
    lab.labShell.layoutModified.connect(look);
    lab.labShell.currentChanged.connect(look);
    look();
  }
  function strangers(panel) {
    return tabBarOf(panel)?.titles.map((title2) => title2.owner).filter((one) => one !== panel) ?? [];
  }
  function tabBarOf(widget) {
    const bars = widget.parent?.tabBars?.();
    return bars ? [...bars].find((bar) => bar.titles.includes(widget.title)) : void 0;
  }
  function besideNotebook2(lab, panel, widget) {
    const notebook = lab.notebooks.currentWidget;
    if (!notebook?.isAttached || notebook === widget || tabBarOf(panel)?.titles.includes(notebook.title)) return;
    const focused = lab.app.shell.currentWidget === widget;
    lab.app.shell.add(widget, "main", { ref: notebook.id, mode: "tab-after", activate: focused });
    if (focused) lab.app.shell.activateById(widget.id);
  }

  // jupyterlab/course.js
  function courseOf({ packages }) {
    try {
      const course = JSON.parse(packages["@jupyterlab/coreutils"].PageConfig.getOption("migrationLabCourse"));
      return Array.isArray(course?.chapters) ? course : null;
    } catch {
      return null;
    }
  }
  async function progressOf({ app }, course) {
    if (!course.progress) return {};
    try {
      const { content } = await app.serviceManager.contents.get(course.progress, { type: "file", format: "text", content: true });
      return JSON.parse(content) ?? {};
    } catch {
      return {};
    }
  }
  function nextOf({ chapters }, progress) {
    return chapters.find((one) => !isDone(one.number, progress))?.number ?? null;
  }
  function isDone(number, progress) {
    return progress.chapters?.[number]?.done === true;
  }
  async function openNextChapter(lab) {
    const course = courseOf(lab);
    if (!course) throw new Error("The chapters are known when JupyterLab is started with migration-lab.");
    const here = course.chapters.findIndex((one) => one.notebook === lab.notebooks.currentWidget?.context.path);
    const next = here < 0 ? nextOf(course, await progressOf(lab, course)) : course.chapters[here + 1]?.number;
    const chapter = course.chapters.find((one) => one.number === next);
    if (!chapter) throw new Error("This is the last chapter.");
    await lab.app.commands.execute("docmanager:open", { path: chapter.notebook });
  }

  // jupyterlab/presenter.js
  var CLASS = "mlab-presenter";
  var NOTEBOOK_SHARE = 0.55;
  var SIDES = (
    /** @type {const} */
    ["left", "right"]
  );
  function presenter(lab) {
    let putBack = null;
    return {
      get on() {
        return putBack !== null;
      },
      toggle() {
        if (putBack) putBack();
        putBack = putBack ? null : begin(lab);
        lab.app.commands.notifyCommandChanged("migration-lab:presenter");
      }
    };
  }
  function begin(lab) {
    const undo = [...lab.labShell ? [...awayWithSides(lab.labShell), awayWithStatus(lab), boardBelow(lab)] : [], largeType()];
    const notebook = lab.notebooks.currentWidget;
    if (notebook) lab.app.shell.activateById(notebook.id);
    return () => undo.reverse().forEach((one) => one());
  }
  function largeType() {
    document.body.classList.add(CLASS);
    window.dispatchEvent(new Event("resize"));
    return () => {
      document.body.classList.remove(CLASS);
      window.dispatchEvent(new Event("resize"));
    };
  }
  function awayWithSides(shell) {
    const undo = [];
    for (const side2 of SIDES) {
      const name3 = side2 === "left" ? "Left" : "Right";
      if (!shell[`${side2}Collapsed`]) {
        shell[`collapse${name3}`]();
        undo.push(() => shell[`expand${name3}`]());
      }
      if (shell.isSideTabBarVisible(side2)) {
        shell.toggleSideTabBarVisibility(side2);
        undo.push(() => shell.toggleSideTabBarVisibility(side2));
      }
    }
    return undo;
  }
  function awayWithStatus({ app }) {
    const bar = (
      /** @type {any} */
      [...app.shell.widgets("bottom")].find((one) => one.id === "jp-main-statusbar")
    );
    if (!bar || bar.isHidden) return () => {
    };
    bar.hide();
    return () => bar.show();
  }
  function boardBelow(lab) {
    const notebook = lab.notebooks.currentWidget;
    const dock2 = notebook?.parent;
    if (!dock2?.saveLayout) return () => {
    };
    const before = dock2.saveLayout();
    const board = boardPanel(lab);
    const widgets = [...dock2.widgets()].filter((one) => one !== board);
    const area = (shown2) => ({ type: "tab-area", widgets: shown2, currentIndex: Math.max(shown2.indexOf(notebook), 0) });
    const parts = [area(widgets), ...board ? [area([board])] : []];
    const sizes = board ? [NOTEBOOK_SHARE, 1 - NOTEBOOK_SHARE] : [1];
    dock2.restoreLayout({ main: { type: "split-area", orientation: "vertical", sizes, children: parts } });
    return () => {
      const now = [...dock2.widgets()];
      dock2.restoreLayout({ main: without(before.main, now) });
      const there = new Set(dock2.widgets());
      for (const one of now) if (!there.has(one)) lab.app.shell.add(one, "main", { ref: notebook.isAttached ? notebook.id : null, mode: "tab-after" });
    };
  }
  function without(part, open) {
    if (!part) return null;
    if (part.type === "tab-area") {
      const widgets = part.widgets.filter((one) => open.includes(one));
      const current = Math.max(widgets.indexOf(part.widgets[part.currentIndex]), 0);
      return widgets.length ? { ...part, widgets, currentIndex: current } : null;
    }
    const kept2 = part.children.map((one, at) => [without(one, open), part.sizes[at]]);
    const left = kept2.filter(([one]) => one);
    if (!left.length) return null;
    const [children, sizes] = [0, 1].map((which) => left.map((pair) => pair[which]));
    return { ...part, children, sizes };
  }

  // jupyterlab/commands.js
  var CATEGORY = "migration-lab";
  var FOCUS = ["[data-act=run]", ".mlab-sentence"];
  var ANYTHING = { args: { type: "object" } };
  function addCommands(lab, palette) {
    const { commands } = lab.app;
    const stage = presenter(lab);
    const add = (name3, options, act) => commands.addCommand(`migration-lab:${name3}`, {
      describedBy: ANYTHING,
      ...options,
      execute: (args) => telling(lab, () => act(args))
    });
    add(
      "show-board",
      { label: "Show the Board", caption: "Go to the board beside the notebook, and to its button Run", icon: lab.icon },
      () => goToBoard(lab)
    );
    add("run-next", { label: "Run What Is Next", caption: "Run the command that the board offers" }, () => press(lab, "run"));
    add("undo", { label: "Undo the Last Command", caption: "Database and scripts as they were before it" }, () => press(lab, "undo", "lab.undo()"));
    add("redo", { label: "Redo What Was Undone" }, () => press(lab, "redo", "lab.redo()"));
    add("next-chapter", { label: "Open the Next Chapter" }, () => openNextChapter(lab));
    add(
      "presenter",
      { label: "Presenter: Large Type, Board Below", isToggled: () => stage.on, isToggleable: true, caption: "The same command ends it" },
      () => stage.toggle()
    );
    for (const name3 of ["show-board", "run-next", "undo", "redo", "next-chapter", "presenter"]) {
      palette?.addItem({ command: `migration-lab:${name3}`, category: CATEGORY });
    }
    add("open-notebook", { label: "Open a Notebook" }, ({ path }) => commands.execute("docmanager:open", { path: serverPath(lab, path) }));
    add("open-file", { label: "Open a File at a Line" }, (args) => openFile(lab, filePath(lab, args), args.line, args));
    add("run-in-cell", { label: "Run in a New Cell" }, (args) => runInCell(lab, args.source, args));
  }
  async function telling({ packages }, act) {
    try {
      return await act();
    } catch (error) {
      packages["@jupyterlab/apputils"].Notification.warning(error instanceof Error ? error.message : String(error), { autoClose: 8e3 });
    }
  }
  function boardThere(lab) {
    const panel = boardPanel(lab);
    if (panel || lab.labShell) return panel ? boardOf(panel) : null;
    const boards = (
      /** @type {HTMLElement[]} */
      [...document.querySelectorAll(".mlab-board:not(.mlab-not-live)")]
    );
    return boards.at(-1) ?? null;
  }
  async function goToBoard(lab) {
    const board = lab.labShell ? await showBoard(lab) : boardThere(lab);
    if (!board) return runInCell(lab, "lab.board()");
    board.scrollIntoView({ block: "nearest" });
    const target = FOCUS.map((one) => (
      /** @type {HTMLElement | null} */
      board.querySelector(one)
    )).find((one) => one?.checkVisibility());
    (target ?? board).focus();
  }
  async function press(lab, what, source) {
    const board = boardThere(lab);
    if (!board) return source ? runInCell(lab, source) : goToBoard(lab);
    const button3 = (
      /** @type {HTMLElement | null} */
      board.querySelector(`[data-act="${what}"]`)
    );
    if (!button3 || button3.getAttribute("aria-disabled") === "true") throw new Error(NOTHING[what]);
    button3.click();
  }
  var NOTHING = {
    run: "The board offers no command just now. What it says tells why.",
    undo: "The board has nothing to undo just now.",
    redo: "The board has nothing to redo just now."
  };

  // parts/element.js
  function el(tag2, attributes = {}, ...children) {
    const node = document.createElement(tag2);
    for (const [name3, value] of Object.entries(attributes)) {
      if (value != null && value !== false) node.setAttribute(name3, value === true ? "" : String(value));
    }
    node.append(...flat(children));
    return node;
  }
  function flat(children) {
    if (Array.isArray(children)) return children.flatMap(flat);
    return children == null || children === false ? [] : [children];
  }
  function draw(tag2, attributes = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag2);
    for (const [name3, value] of Object.entries(attributes)) node.setAttribute(name3, String(value));
    node.append(...children);
    return node;
  }
  var counter = 0;
  function freshId(stem) {
    counter += 1;
    return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
  }
  function fold(summary, ...children) {
    return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
  }
  function note(...words2) {
    return el("p", { class: "mlab-note" }, words2);
  }

  // board/asker.js
  function asker(model) {
    const open = /* @__PURE__ */ new Map();
    const hear = (message) => {
      open.get(message?.answer)?.(message);
      open.delete(message?.answer);
    };
    model.on("msg:custom", hear);
    const ask = (what, more2 = {}) => new Promise((resolve) => {
      const name3 = freshId("question");
      open.set(name3, resolve);
      try {
        model.send({ ask: name3, what, ...more2 });
      } catch {
        open.delete(name3);
        resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
      }
    });
    return [ask, () => model.off("msg:custom", hear)];
  }

  // board/icons.js
  function windowWith(side2) {
    const box4 = { x: 1.5, y: 2.5, width: 13, height: 11, rx: 1.5, fill: "none", stroke: "currentColor", "stroke-width": 1.3 };
    const part = side2 === "right" ? { x: 9.5, y: 2.5, width: 5, height: 11 } : { x: 1.5, y: 2.5, width: 13, height: 4.5 };
    return icon(draw("rect", box4), draw("rect", { ...part, rx: 1.5, fill: "currentColor" }));
  }
  function arrow(to) {
    const turned = { right: 0, down: 90, left: 180, up: 270 }[to];
    const line2 = { d: "M5 3.5 9.5 8 5 12.5", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", transform: `rotate(${turned} 8 8)` };
    return icon(draw("path", line2));
  }
  function icon(...parts) {
    return draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, ...parts);
  }

  // board/others.js
  var PANEL2 = ".jupyterlab-sidecar";
  function closeOthers(root) {
    const own = root.closest(PANEL2);
    const others = [...document.querySelectorAll(`${PANEL2} .mlab-board`)].map((board) => board.closest(PANEL2));
    for (const panel of new Set(others)) {
      const tab = document.getElementById(panel?.getAttribute("aria-labelledby") ?? "");
      const close = tab?.querySelector(".lm-TabBar-tabCloseIcon");
      if (panel !== own && close) press2(close);
    }
  }
  function press2(node) {
    const { left, top, width, height } = node.getBoundingClientRect();
    const where = { bubbles: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
    for (const type of ["pointerdown", "pointerup"]) node.dispatchEvent(new PointerEvent(type, where));
  }

  // board/dock.js
  var DOCK2 = ".lm-DockPanel";
  var SHARE = 0.3;
  var [LEAST, MOST] = [300, 520];
  var ABOVE = 380;
  var STRIP = { right: 104, top: 36, bottom: 36 };
  var LOW = 0.5;
  var FOLDS = (
    /** @type {const} */
    { right: ["right", "left"], top: ["up", "down"], bottom: ["down", "up"] }
  );
  var NEAR = 3;
  var TRIES = 6;
  function dock(root, ask) {
    const fold2 = el("button", { type: "button", class: "mlab-button mlab-icon mlab-fold-board" });
    const move = el("button", { type: "button", class: "mlab-button mlab-icon mlab-move-board", hidden: true });
    let sized = null;
    let strip = false;
    let before = 0;
    function draw3() {
      const side2 = place(root);
      root.classList.toggle("mlab-strip", strip);
      const [away, back] = side2 ? FOLDS[side2] : FOLDS.top;
      root.classList.toggle("mlab-on-top", side2 === "top");
      root.classList.toggle("mlab-beside", side2 === "bottom" && !strip && root.offsetHeight < root.offsetWidth * LOW);
      fold2.replaceChildren(arrow(strip ? back : away));
      name(fold2, strip ? "Show the whole board" : "Show only the state and the next command");
      fold2.setAttribute("aria-expanded", String(!strip));
      move.hidden = !side2 || side2 === "bottom" || strip;
      move.replaceChildren(windowWith(side2 === "top" ? "right" : "top"));
      name(move, side2 === "top" ? "Put the board at the right of the notebook" : "Put the board above the notebook");
    }
    function look() {
      const panel = root.closest(PANEL2);
      if (panel && panel !== sized && panel.closest(DOCK2) && root.offsetWidth) {
        sized = panel;
        giveSize();
      }
      draw3();
    }
    async function giveSize() {
      closeOthers(root);
      for (let tries = TRIES; tries; tries--) {
        await frame();
        await frame();
        if (!root.offsetWidth) sized = null;
        const wanted = strip ? strip_(root) : whole(root);
        if (!sized || Math.abs(size(root) - wanted) < NEAR) return;
        resize(root, wanted);
      }
    }
    fold2.addEventListener("click", () => {
      if (!strip) before = size(root);
      strip = !strip;
      draw3();
      resize(root, strip ? strip_(root) : before || whole(root));
    });
    move.addEventListener("click", () => ask("dock", { side: place(root) === "top" ? "right" : "top" }));
    const watch = new ResizeObserver(look);
    watch.observe(root);
    draw3();
    return { tools: [move, fold2], stop: () => watch.disconnect() };
  }
  var frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  function name(button3, words2) {
    button3.title = words2;
    button3.setAttribute("aria-label", words2);
  }
  function place(root) {
    const panel = root.closest(PANEL2);
    const whole_ = panel?.closest(DOCK2);
    if (!panel || !whole_) return null;
    const [own, all] = [panel.getBoundingClientRect(), whole_.getBoundingClientRect()];
    if (own.width < all.width * 0.9) return "right";
    if (own.height >= all.height * 0.85) return null;
    return own.top - all.top < all.bottom - own.bottom ? "top" : "bottom";
  }
  function whole(root) {
    return place(root) !== "right" ? ABOVE : Math.min(MOST, Math.max(LEAST, innerWidth * SHARE));
  }
  function strip_(root) {
    return STRIP[place(root) ?? "right"];
  }
  function size(root) {
    const box4 = root.closest(PANEL2)?.getBoundingClientRect();
    return (place(root) !== "right" ? box4?.height : box4?.width) ?? 0;
  }
  function resize(root, wanted) {
    const panel = root.closest(PANEL2);
    const side2 = place(root);
    if (!panel || !side2) return;
    const own = panel.getBoundingClientRect();
    const way2 = side2 === "right" ? "horizontal" : "vertical";
    const edge = [...panel.closest(DOCK2)?.querySelectorAll(`:scope > .lm-DockPanel-handle[data-orientation="${way2}"]`) ?? []].find((handle) => {
      const box4 = handle.getBoundingClientRect();
      if (side2 === "right") return Math.abs(box4.right - own.left) < 6 && box4.height > 0;
      const gap2 = side2 === "top" ? box4.top - own.bottom : own.top - tabs(panel) - box4.bottom;
      return Math.abs(gap2) < 6 && box4.width > 0;
    });
    if (!edge) return;
    const at = edge.getBoundingClientRect();
    const from = { clientX: at.left + 1, clientY: at.top + 1 };
    const more2 = wanted - size(root);
    const to = side2 === "right" ? { ...from, clientX: from.clientX - more2 } : { ...from, clientY: from.clientY + (side2 === "top" ? more2 : -more2) };
    const send = (target, type, where) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, ...where }));
    send(edge, "pointerdown", from);
    send(document, "pointermove", to);
    send(document, "pointerup", to);
  }
  function tabs(panel) {
    const tab = document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
    return tab?.closest(".lm-DockPanel-tabBar")?.getBoundingClientRect().height ?? 0;
  }

  // parts/signs.js
  var WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
  var SIGNS = { "-": "−" };
  var STATES = { added: "+", dropped: "-", changed: "~" };
  var KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };
  function glyph(mark) {
    if (mark !== "≠") return SIGNS[mark] ?? mark;
    const line2 = draw("path", { d: "M1.5 4h9M1.5 8h9M8.4 1 3.6 11", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round" });
    const picture2 = draw("svg", { viewBox: "0 0 12 12", width: "0.8em", height: "0.8em", "aria-hidden": "true" }, line2);
    return el("span", { class: "mlab-unequal" }, picture2, el("span", { class: "mlab-heard" }, mark));
  }
  function sign(mark, words2 = WORDS) {
    if (!mark) return null;
    return el(
      "span",
      { class: `mlab-sign mlab-${KINDS[mark]}` },
      el("span", { "aria-hidden": "true" }, glyph(mark)),
      words2[mark] ? el("span", { class: "mlab-heard" }, `${words2[mark]}: `) : null
    );
  }
  function tag(line2, words2) {
    const word = words2[line2.renamed ? "renamed" : line2.mark];
    if (!word) return null;
    return el(
      "span",
      { class: `mlab-tag mlab-${KINDS[line2.mark]}` },
      el("b", { "aria-hidden": "true" }, glyph(line2.mark)),
      el("span", {}, word)
    );
  }

  // board/armed.js
  var MOMENT = 600;
  function armed(button3, act) {
    let offered2 = "";
    let wanted = "";
    let ready = false;
    let working = false;
    let pressed = null;
    let timer;
    function draw3() {
      button3.setAttribute("aria-disabled", String(!ready));
      button3.classList.toggle("mlab-waiting", working);
    }
    function arm() {
      const now = working ? "" : wanted;
      if (now !== offered2) {
        offered2 = now;
        ready = false;
        clearTimeout(timer);
        if (now) {
          timer = setTimeout(() => {
            ready = true;
            draw3();
          }, MOMENT);
        }
      }
      draw3();
    }
    button3.addEventListener("pointerdown", () => pressed = ready ? offered2 : null);
    button3.addEventListener("click", async (event) => {
      const meant = event.detail ? event.detail === 1 && pressed === offered2 : true;
      pressed = null;
      if (!ready || !meant) return;
      const what = offered2;
      working = true;
      arm();
      try {
        await act(what);
      } finally {
        working = false;
        arm();
      }
    });
    draw3();
    return {
      /** @param {string} what */
      offer(what) {
        wanted = what;
        arm();
      },
      stop: () => clearTimeout(timer)
    };
  }

  // board/pulse.js
  var SILENCE = 7e3;
  var KERNEL_ENDS = ["restarting", "autorestarting", "terminating", "dead"];
  var TRUSTED = ["live", "busy"];
  function pulse(model, host, show) {
    const kernel = model.widget_manager?.kernel ?? null;
    let last = Date.now();
    let gone = model.stored === true;
    let told = null;
    function state() {
      if (gone) return "gone";
      if (kernel?.connectionStatus && kernel.connectionStatus !== "connected") return "cut";
      if (kernel?.status === "busy") {
        last = Date.now();
        return "busy";
      }
      return Date.now() - last > SILENCE ? "silent" : "live";
    }
    function tell() {
      const now = state();
      if (now !== told) show(told = now);
    }
    const hear = (message) => {
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
    }, 1e3);
    tell();
    return () => {
      clearInterval(timer);
      model.off("msg:custom", hear);
      model.off("comm_live_update", cut);
      kernel?.statusChanged?.disconnect(died);
      kernel?.connectionStatusChanged?.disconnect(tell);
    };
  }

  // board/heart.js
  var PULSES = {
    live: ["●", "live", ""],
    busy: ["◐", "busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
    silent: ["○", "no answer", "The kernel has not answered for a while. What you see here may be out of date."],
    cut: ["○", "not connected", "The connection to the kernel is lost. What you see here may be out of date."],
    gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. To go on with your work, run: "]
  };
  function heart() {
    const node = el("span", { class: "mlab-heart" });
    const warning2 = el("p", { class: "mlab-warning", role: "alert", hidden: true });
    function update(beat, reopen) {
      const [mark, words2, about] = PULSES[beat];
      const told = beat === "gone" ? about + reopen : about;
      node.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words2}`);
      node.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
      node.title = TRUSTED.includes(beat) ? about : "";
      if (warning2.textContent !== told) warning2.textContent = told;
      warning2.hidden = TRUSTED.includes(beat);
    }
    return { node, warning: warning2, update };
  }

  // parts/in_lab.js
  var NO_NOTEBOOK = "There is no notebook that could run it here. Type the command into a cell.";
  function inLab(node, command, args = {}) {
    const detail = { command, args };
    return !node.dispatchEvent(new CustomEvent("migration-lab", { bubbles: true, cancelable: true, composed: true, detail }));
  }
  function runsCells(node, model) {
    if (!model || model.stored && !model.trusted) return void 0;
    return (source) => inLab(node, "migration-lab:run-in-cell", { source, kernel: model.widget_manager?.kernel?.id });
  }

  // parts/copy.js
  function copyButton(name3, text, label2 = "Copy") {
    const button3 = el("button", { type: "button", class: "mlab-copy", "aria-label": `Copy ${name3}` }, label2);
    const said2 = el("span", { class: "mlab-heard", role: "status" });
    button3.addEventListener("click", async () => {
      const done = await copyText(text) ? "Copied" : "Not allowed here";
      button3.textContent = said2.textContent = done;
      setTimeout(() => {
        button3.textContent = label2;
        said2.textContent = "";
      }, 1500);
    });
    return el("span", { class: "mlab-copying" }, button3, said2);
  }
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = el("textarea", { class: "mlab-heard", "aria-hidden": "true" }, text);
      const focused = (
        /** @type {HTMLElement | null} */
        document.activeElement
      );
      document.body.append(area);
      area.select();
      const done = Boolean(document.execCommand?.("copy"));
      area.remove();
      focused?.focus();
      return done;
    }
  }

  // board/buttons.js
  function actionButton(label2, attributes, act) {
    const button3 = el("button", { type: "button", class: "mlab-button", ...attributes }, label2);
    button3.addEventListener("click", async () => {
      if (button3.getAttribute("aria-disabled") === "true") return;
      button3.setAttribute("aria-disabled", "true");
      button3.classList.add("mlab-waiting");
      try {
        await act(button3);
      } finally {
        button3.setAttribute("aria-disabled", "false");
        button3.classList.remove("mlab-waiting");
      }
    });
    return button3;
  }

  // board/result.js
  function result(ask) {
    const node = el("div", { class: "mlab-last", role: "status", tabindex: "0" });
    let made = "";
    function update({ last, lost }, mend) {
      const wanted = JSON.stringify([last, lost, mend]);
      if (wanted === made) return;
      made = wanted;
      const acts = el("div", { class: "mlab-acts" }, mend?.path ? opening(mend) : null, last?.output ? printed(last) : null);
      const parts = el("div", {}, lost && loss(lost, ask), last && ended(last), acts.hasChildNodes() && acts);
      node.replaceChildren(...parts.childNodes);
      node.classList.toggle("mlab-loss", Boolean(lost));
      node.scrollTop = 0;
    }
    return { node, update };
  }
  function loss(lost, ask) {
    return el(
      "div",
      { class: "mlab-lost-now mlab-drop" },
      el("p", {}, sign("-", {}), el("strong", {}, lost.what.join(", ")), " with ", el("code", {}, lost.command)),
      actionButton("×", { class: "mlab-button mlab-small", "aria-label": "Take the note about the loss away", title: "Take this note away" }, () => ask("dismiss"))
    );
  }
  function ended(last) {
    return el(
      "p",
      { class: `mlab-ended mlab-${last.ok ? "add" : "fail"}`, title: `${last.command} ${last.words}` },
      el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
      " ",
      el("code", {}, last.command),
      ` ${last.words}`
    );
  }
  function printed(last) {
    const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
    const more2 = fold(last.about, output);
    more2.addEventListener("toggle", () => output.scrollTop = output.scrollHeight);
    more2.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      more2.open = false;
      more2.querySelector("summary")?.focus();
    });
    return more2;
  }
  function opening(mend) {
    const name3 = mend.path.split("/").at(-1);
    return actionButton(`Open line ${mend.line} of ${name3}`, { class: "mlab-button mlab-small mlab-open", title: mend.path }, (button3) => {
      if (!inLab(button3, "migration-lab:open-file", { path: mend.path, line: mend.line })) button3.textContent = `${mend.path}, line ${mend.line}`;
    });
  }

  // board/run.js
  var NEVER_BEGAN = 5e3;
  function nextCommand(ask, inCell) {
    const about = freshId("effect");
    const look = { type: "button", class: "mlab-button mlab-act mlab-main", "data-act": "run", "aria-describedby": about };
    const button3 = el("button", look, "Run");
    const words2 = el("code", { class: "mlab-command" });
    const copy = el("span", { class: "mlab-copy-next" });
    const told = el("span", {});
    const effect = el("p", { class: "mlab-effect mlab-brief", id: about, tabindex: "0" }, told);
    const node = el("div", { class: "mlab-next", role: "group", "aria-label": "The next command" }, button3, words2, copy, effect);
    const press3 = armed(button3, run);
    let now = { command: null, locked: "", effect: [], settling: true, busy: false };
    let cell = null;
    let drawn = "";
    async function run(command) {
      const busy = now.busy;
      if (!inCell(command)) return ask(command);
      await new Promise((resolve) => {
        cell = { began: false, end: () => resolve(null) };
        if (!busy) setTimeout(() => cell && !cell.began && cell.end(), NEVER_BEGAN);
      });
      cell = null;
    }
    function update(next) {
      if (cell && (next.settling || next.busy && !now.busy)) cell.began = true;
      now = next;
      if (cell?.began && !next.settling && !next.busy) cell.end();
      const wanted = JSON.stringify([next.command, next.locked, next.effect]);
      if (wanted !== drawn) {
        drawn = wanted;
        draw3();
      }
      press3.offer(next.command && !next.locked && !next.settling ? next.command : "");
    }
    function draw3() {
      const { command, locked } = now;
      words2.replaceChildren(command ?? "nothing to run");
      words2.title = command ?? "";
      words2.classList.toggle("mlab-none", !command);
      const fails = !locked && command !== null && now.effect.some(([mark]) => mark === "!");
      button3.replaceChildren(fails ? "Run anyway" : "Run");
      button3.setAttribute("aria-label", command ? `Run ${command}${fails ? " anyway" : ""}` : "Run");
      copy.replaceChildren(...command ? [copyButton(command, command)] : []);
      const said2 = locked ? [["", locked]] : now.effect;
      effect.hidden = !said2.length;
      told.replaceChildren(...said2.map(([mark, text]) => el("span", { class: mark ? "mlab-harm mlab-drop" : null }, sign(mark, {}), text)));
      effect.classList.toggle("mlab-locked", Boolean(locked));
    }
    return { node, update, stop: press3.stop };
  }

  // board/sentence.js
  function sentence() {
    const first = el("span", {});
    const far2 = el("span", { "aria-hidden": "true" });
    const rest = el("span", {});
    const node = el("p", { class: "mlab-sentence mlab-brief", role: "status", tabindex: "0" }, el("span", {}, first, far2, rest));
    let said2 = "";
    function update({ problem, progress }, words2, old) {
      const doing = problem ? null : progress;
      const told = doing ? [lookingAt(doing), doing.known && ` ${doing.known}`] : [problem ?? words2, ""];
      if (said2 !== told.join("")) [first.textContent, rest.textContent] = told;
      said2 = told.join("");
      far2.textContent = doing ? howFar(doing) : "";
      node.classList.toggle("mlab-old", old);
    }
    return { node, update };
  }
  function lookingAt({ what }) {
    return `Still looking: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  }
  function howFar({ done, of }) {
    return `${of ? `: ${done.toLocaleString("en")} of ${of.toLocaleString("en")}` : ""} …`;
  }

  // board/head.js
  var NOTICED = 400;
  var LOCKED = "Mend this first: Run is locked until models, a script or the database change.";
  var MEND = "Mend this first: then the next command stands here.";
  var ONLY_LOOKED_AT = "Run it in a terminal: here the project is only looked at.";
  function boardHead(ask, inCell = () => false, ...tools) {
    const chip2 = el("span", { class: "mlab-state" });
    const where = el("span", { class: "mlab-where" });
    const alive = heart();
    const told = sentence();
    const next = nextCommand((command) => ask("run", { command }), inCell);
    const last = result(ask);
    const undone = el("p", { class: "mlab-undone" });
    const undo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "undo" }, "Undo");
    const redo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "redo" }, "Redo");
    const presses = { undo: armed(undo, () => ask("undo", { sure })), redo: armed(redo, () => ask("redo")) };
    const node = el(
      "header",
      { class: "mlab-board-head" },
      el("div", { class: "mlab-top" }, chip2, where, alive.node, el("span", { class: "mlab-own" }, tools)),
      el("div", { class: "mlab-now" }, told.node, next.node, alive.warning),
      el("div", { class: "mlab-done" }, el("div", { class: "mlab-backs" }, undo, redo), el("div", { class: "mlab-did" }, last.node, undone))
    );
    let sure = null;
    let noticed = true;
    let timer;
    let wasLooking = false;
    let drawNow = () => {
    };
    function focusResult() {
      (last.node.hasChildNodes() ? last.node : told.node).focus();
    }
    function drawState(places, status, trusted) {
      const looking = !places || status.looking && noticed;
      const [mark, words2, hue2] = standing(looking ? null : places.state, trusted, Boolean(status.lost));
      chip2.className = `mlab-state mlab-${hue2}`;
      chip2.title = words2;
      chip2.replaceChildren(el("span", { "aria-hidden": "true" }, glyph(mark), " "), words2);
      told.update(status, places?.sentence ?? "", looking || !trusted);
      where.textContent = [places?.database, status.read_only ? "open read-only" : null].filter(Boolean).join(" · ");
      where.title = where.textContent;
    }
    function drawBack(status, trusted) {
      sure = status.sure ?? null;
      const again = sure ? " all the same" : "";
      name2(undo, "Undo", status.undo, again, "database and scripts as they were before it");
      name2(redo, "Redo", status.redo, "", "database and scripts as they were before its undo");
      const able = trusted && !status.settling;
      presses.undo.offer(able && status.undo ? status.undo + again : "");
      presses.redo.offer(able && status.redo ? status.redo : "");
      const named = status.undo === status.last?.command && status.last?.undoable || status.undo === status.lost?.command;
      const beside2 = named && !sure;
      const earlier = status.undo === status.last?.command;
      const told2 = status.undo && !beside2 ? [`Undo takes back ${sure ? "all the same " : earlier ? "the earlier " : ""}`, el("code", {}, status.undo)] : [];
      undone.replaceChildren(...told2);
    }
    function update(places, status, beat) {
      const trusted = TRUSTED.includes(beat);
      drawNow = () => drawState(places, status, trusted);
      if (status.looking !== wasLooking) {
        wasLooking = status.looking;
        noticed = false;
        clearTimeout(timer);
        if (status.looking) {
          timer = setTimeout(() => {
            noticed = true;
            drawNow();
          }, NOTICED);
        }
      }
      alive.update(beat, status.reopen);
      drawNow();
      const failed = status.mend && (!places?.command || status.settling) ? status.mend.command : null;
      last.update(status, (failed && status.mend?.path ? status.mend : null) ?? (places?.command ? void 0 : places?.mend));
      const command = failed ?? places?.command ?? null;
      next.update({
        command,
        locked: failed ? LOCKED : command && status.read_only ? ONLY_LOOKED_AT : !command && places?.mend?.path ? MEND : "",
        effect: places?.effect ?? [],
        settling: status.settling || !places || !trusted,
        busy: beat === "busy"
      });
      drawBack(status, trusted);
    }
    function stop() {
      clearTimeout(timer);
      for (const one of [next, presses.undo, presses.redo]) one.stop();
    }
    return { node, update, focusResult, stop };
  }
  function name2(button3, verb, command, again, about) {
    button3.setAttribute("aria-label", command ? `${verb} ${command}${again}` : `${verb}: nothing to ${verb.toLowerCase()}`);
    button3.title = command ? `${verb} ${command}${again}: ${about}` : `Nothing to ${verb.toLowerCase()}`;
  }
  function standing(state, trusted, lost = false) {
    if (!trusted) return ["✗", "not live", "drop"];
    if (state === null) return ["…", "looking …", "none"];
    if (lost) return [state === "in step" ? "✓" : "≠", `${state}, with a loss`, "drop"];
    return state === "in step" ? ["✓", state, "add"] : ["≠", state, "change"];
  }

  // parts/scroller.js
  function scroller(label2, ...children) {
    const box4 = el("div", { class: "mlab-scroll" }, ...children);
    const set = (scrolls) => {
      for (const [name3, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label2]]) {
        if (scrolls) box4.setAttribute(name3, value);
        else box4.removeAttribute(name3);
      }
    };
    set(true);
    const watch = new ResizeObserver(() => set(box4.scrollWidth > box4.clientWidth + 1 || box4.scrollHeight > box4.clientHeight + 1));
    watch.observe(box4);
    [...box4.children].forEach((child) => watch.observe(child));
    return box4;
  }

  // parts/structure.js
  function structure(table, side2, caption, words2 = WORDS) {
    const cells = (line2) => side2 === "both" ? line2.after ?? line2.before : line2[side2];
    const lines = (list, draw3) => list.map((line2) => {
      const own = cells(line2);
      if (!own) return blank(table, line2);
      return el("tr", { class: line2.mark ? `mlab-line mlab-${KINDS[line2.mark]}` : "mlab-line" }, draw3(line2, own));
    });
    const marked = [...table.columns, ...table.keys].some((line2) => line2.mark);
    const gutter = (line2) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line2, words2));
    const columns = lines(table.columns, (line2, own) => [
      gutter(line2),
      own.map(
        (cell, at) => at ? el("td", { class: cellClass(table.heads[at], differs(line2, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, side2 === "both" && line2.renamed && line2.before ? [el("del", {}, line2.before[0]), " → "] : null, cell)
      )
    ]);
    const keys = lines(table.keys, (line2, own) => [
      gutter(line2),
      el("th", { scope: "row", class: "mlab-kind" }, own[0]),
      el("td", { colspan: Math.max(table.heads.length - 1, 1), class: "mlab-definition" }, own[1])
    ]);
    const head = el(
      "tr",
      {},
      el("td", { class: "mlab-gutter" }),
      table.heads.map((name3) => el("th", { scope: "col" }, name3))
    );
    return el(
      "table",
      { class: "mlab-structure" },
      el("caption", {}, caption, el("span", { class: "mlab-heard" }, ` (table ${table.name})`)),
      el("thead", {}, head),
      el("tbody", {}, columns),
      keys.length ? el("tbody", { class: "mlab-keys" }, keys) : null
    );
  }
  function cellText(head, cell) {
    const text = head === "default" ? cell.replace(/^DEFAULT /, "") : cell;
    return text.replace("→ ", "→ ");
  }
  function cellClass(head, differs2) {
    const wraps = { default: "mlab-wraps mlab-default", key: "mlab-wraps" }[head];
    return [wraps, differs2 ? "mlab-differs" : ""].filter(Boolean).join(" ") || null;
  }
  function differs(line2, at) {
    return line2.mark === "~" && line2.before !== null && line2.after !== null && line2.before[at] !== line2.after[at];
  }
  function blank(table, line2) {
    if (line2.lost) {
      const words2 = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line2.lost} lost`];
      return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words2));
    }
    return el(
      "tr",
      { class: "mlab-line mlab-blank", "aria-hidden": "true" },
      el("td", { colspan: table.heads.length + 1 }, "·")
    );
  }
  function wholeTable(table) {
    return scroller(table.name, structure(table, "both", "Columns and keys"));
  }
  function tableBox(table, open) {
    return el(
      "details",
      { class: "mlab-box", "data-table": table.name, open },
      el("summary", {}, sign(STATES[table.state]), el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)), ` ${table.words}`),
      table.state === "dropped" || !table.heads.length ? null : wholeTable(table)
    );
  }
  function sideBySide(table, before = "Before", after = "After", words2 = WORDS) {
    const side2 = (which, caption) => scroller(`${table.name}, ${caption}`, structure(table, which, caption, words2));
    const state = table.state;
    const left = state === "added" ? absent(before, "no such table") : side2("before", before);
    const gone = words2 === WORDS ? "no such table any more" : "no such table";
    const right = state === "dropped" ? absent(after, gone) : side2("after", after);
    const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
    if (state !== "added" && state !== "dropped") keepLevel(left, right, pair);
    return pair;
  }
  function absent(caption, words2) {
    return el("div", { class: "mlab-absent" }, el("strong", {}, caption), words2);
  }
  function keepLevel(left, right, pair) {
    const rows = [left, right].map((side2) => [...side2.querySelectorAll("tr")]);
    const watch = new ResizeObserver(() => {
      const level = left.offsetTop === right.offsetTop;
      rows.flat().forEach((row) => row.style.height = "");
      if (!level) return;
      const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
      rows.forEach((side2) => side2.forEach((row, at) => row.style.height = `${heights[at]}px`));
    });
    watch.observe(pair);
  }

  // parts/difference.js
  var CARD = { before: "Before", after: "After", words: WORDS };
  var MANY = 2;
  var VERY_MANY = 6;
  function difference(table, labels = CARD) {
    const one = scroller(`${table.name}, ${table.words}`, differenceTable(table, labels));
    if (table.state === "added" || table.state === "dropped") return el("div", { class: "mlab-difference" }, one);
    const button3 = el("button", { type: "button", class: "mlab-copy", "aria-pressed": "false" }, "Two whole tables");
    const box4 = el("div", { class: "mlab-difference" }, one, el("div", { class: "mlab-tools" }, button3));
    let two = null;
    button3.addEventListener("click", () => {
      two ??= sideBySide(table, labels.before, labels.after, labels.words);
      const whole2 = button3.getAttribute("aria-pressed") !== "true";
      button3.setAttribute("aria-pressed", String(whole2));
      box4.firstElementChild?.replaceWith(whole2 ? two : one);
    });
    return box4;
  }
  function differenceTable(table, labels = CARD) {
    const same2 = labels.same ?? "unchanged";
    const only = table.state === "added" || table.state === "dropped";
    const caption = el("caption", { class: "mlab-heard" }, `Table ${table.name}, ${labels.before.toLowerCase()} and ${labels.after.toLowerCase()}`);
    const draw3 = (line2, at) => only ? oneSided(line2) : bothSides(line2, at < table.columns.length, labels);
    const lines = [...table.columns, ...table.keys].map(draw3);
    const columns = lines.slice(0, table.columns.length);
    const keys = lines.slice(table.columns.length);
    if (only) {
      const head2 = el("tr", {}, el("th", { scope: "col" }, "column"), el("th", { scope: "col" }, "definition"));
      return el("table", { class: `mlab-diff mlab-one-side mlab-${table.state === "added" ? "add" : "drop"}` }, caption, el("thead", {}, head2), el("tbody", {}, columns), el("tbody", { class: "mlab-keys" }, keys));
    }
    const head = el("tr", {}, el("td", { class: "mlab-gutter" }), el("th", { scope: "col" }, labels.before), el("th", { scope: "col" }, labels.after));
    return el(
      "table",
      { class: "mlab-diff" },
      caption,
      el("colgroup", {}, el("col", { class: "mlab-first" }), el("col"), el("col")),
      el("thead", {}, head),
      el("tbody", {}, folded(table.columns, columns, "column", same2)),
      el("tbody", { class: "mlab-keys" }, folded(table.keys, keys, "key", same2))
    );
  }
  function bothSides(line2, isColumn, { words: words2 }) {
    const name3 = isColumn ? (line2.after ?? line2.before ?? [""])[0] : "";
    const draw3 = isColumn ? definition : keyDefinition;
    const lost = line2.lost ? el("strong", { class: "mlab-lost mlab-drop" }, `${line2.lost} lost`) : null;
    return el(
      "tr",
      { class: line2.mark ? `mlab-line mlab-${KINDS[line2.mark]}` : "mlab-line mlab-same" },
      el("th", { scope: "row", class: "mlab-gutter" }, tag(line2, words2), el("span", { class: "mlab-heard" }, ` ${name3}`)),
      el("td", {}, line2.before ? side(draw3(line2, "before"), line2.mark === "-" ? "del" : null) : absent2()),
      el("td", {}, line2.after ? side(draw3(line2, "after"), line2.mark === "+" ? "ins" : null) : lost ?? absent2())
    );
  }
  var side = (inner, wrap) => wrap ? el(wrap, {}, inner) : inner;
  var absent2 = () => el("span", { class: "mlab-nothing" }, el("span", { class: "mlab-heard" }, "not there"));
  function oneSided(line2) {
    const cells = line2.after ?? line2.before ?? [];
    return el("tr", { class: "mlab-line" }, el("th", { scope: "row" }, cells[0]), el("td", {}, cells.slice(1).filter(Boolean).map((cell) => [el("span", { class: "mlab-part" }, kept(cell)), " "])));
  }
  function definition(line2, which) {
    const own = line2[which] ?? [];
    const other = line2[which === "before" ? "after" : "before"];
    return own.map((cell, at) => {
      if (!cell && !(line2.mark === "~" && other?.[at])) return null;
      const differs2 = line2.mark === "~" && other !== null && other[at] !== cell;
      const shown2 = at ? kept(cell || "(none)") : cell;
      const marked = differs2 ? el(which === "before" ? "del" : "ins", {}, shown2) : shown2;
      return [el("span", { class: at ? "mlab-part" : "mlab-name" }, marked), " "];
    });
  }
  var kept = (cell) => cell.replace(/^(NOT NULL|primary key)|→ /g, (words2) => words2.replace(" ", " "));
  function keyDefinition(line2, which) {
    const [kind, words2] = line2[which] ?? ["", ""];
    const differs2 = line2.mark === "~" && line2.before?.[1] !== line2.after?.[1];
    return [el("span", { class: "mlab-kind" }, kind), " ", el("span", { class: "mlab-part" }, differs2 ? el(which === "before" ? "del" : "ins", {}, words2) : words2)];
  }
  function folded(lines, rows, noun, same2) {
    const shown2 = [];
    for (let at = 0; at < rows.length; ) {
      let end = at;
      while (end < rows.length && !lines[end].mark) end += 1;
      const run = rows.slice(at, end);
      if (run.length >= (noun === "column" ? MANY : 1)) shown2.push(opener(lines.slice(at, end), run, noun, same2));
      shown2.push(...run);
      if (end < rows.length) shown2.push(rows[end]);
      at = end + 1;
    }
    return shown2;
  }
  function counted(names) {
    return [...new Set(names)].map((name3) => {
      const many = names.filter((one) => one === name3).length;
      return many > 1 ? `${many} ${name3}${name3.endsWith("x") ? "es" : "s"}` : name3;
    });
  }
  function opener(lines, run, noun, same2) {
    const names = counted(lines.map((line2) => (line2.after ?? line2.before ?? [""])[0]));
    const title2 = `${run.length} ${noun}${run.length === 1 ? "" : "s"} ${same2}: `;
    const button3 = el("button", { type: "button", class: "mlab-opener", "aria-expanded": "false" }, title2, el("code", {}, names.join(", ")));
    const where = run.length >= VERY_MANY || noun === "key" ? "mlab-folded" : "mlab-folded mlab-if-narrow";
    run.forEach((row) => row.classList.add(...where.split(" ")));
    button3.addEventListener("click", () => {
      const open = button3.getAttribute("aria-expanded") !== "true";
      button3.setAttribute("aria-expanded", String(open));
      run.forEach((row) => row.classList.toggle("mlab-open", open));
    });
    return el("tr", { class: `mlab-line mlab-same mlab-opens ${where.replace("mlab-folded", "")}` }, el("td", { class: "mlab-gutter" }), el("td", { colspan: 2 }, button3));
  }

  // board/comparison.js
  var MOST_STEPS = 200;
  var MANY2 = 8;
  function comparison(answer, before, after) {
    const labels = { before, after, words: WORDS };
    const changed = answer.tables.filter((table) => table.state !== "unchanged");
    const same2 = answer.tables.length - changed.length;
    const loses = answer.steps.filter((step2) => step2.loses);
    return [
      el("p", { class: loses.length ? "mlab-drop mlab-between" : "mlab-between" }, answer.words),
      answer.steps.length ? steps(answer.steps) : null,
      answer.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "Why they cannot be compared" }, answer.problem) : null,
      ...answer.problem ? [] : [el("p", { class: "mlab-between" }, tablesWords(changed.length, same2))],
      ...changed.map((table) => box(table, changed.length <= MANY2, labels))
    ];
  }
  function box(table, open, labels) {
    const summary = el("summary", {}, sign(STATES[table.state]), el("strong", {}, el("bdi", {}, table.name)), ` ${table.words}`);
    return el("details", { class: "mlab-box", open }, summary, table.heads.length ? difference(table, labels) : null);
  }
  function tablesWords(changed, same2) {
    const many = (number) => `${number} ${number === 1 ? "table" : "tables"}`;
    if (!changed) return `The structure is the same at both${same2 ? `: ${many(same2)}` : ""}.`;
    return `${many(changed)} ${changed === 1 ? "differs" : "differ"}${same2 ? `; ${same2} ${same2 === 1 ? "is" : "are"} the same` : ""}:`;
  }
  function steps(list) {
    const more2 = list.length - MOST_STEPS;
    const lines = el("ol", { class: "mlab-steps" }, list.slice(0, MOST_STEPS).map(step));
    const box4 = fold(list.length === 1 ? "The step between them" : `The ${list.length} steps between them`, lines, more2 > 0 ? note(`and ${more2} more`) : null);
    box4.open = list.length <= MANY2;
    return box4;
  }
  function step(one) {
    const said2 = one.known ? one.changes.join("; ") || "changes no table" : "what it changes is not known here";
    return el(
      "li",
      {},
      el("span", { class: `mlab-chip mlab-${one.way === "upgrade" ? "add" : "change"}` }, one.way),
      " ",
      el("code", {}, one.id),
      " ",
      one.message,
      el("span", { class: "mlab-step-words" }, said2),
      one.loses ? el("span", { class: "mlab-step-words mlab-drop" }, sign("-", {}), `drops ${one.loses}, and what it holds`) : null
    );
  }

  // board/going.js
  function going({ command, beware, go, asking: asking2, stay }) {
    const back = command.startsWith("flask db downgrade");
    const warning2 = beware ? el("p", { class: "mlab-beware" }, sign("-", {}), beware) : null;
    const place3 = el("div", { class: "mlab-asking" });
    const root = el("div", { class: "mlab-going mlab-go mlab-act", role: "group", "aria-label": `Go there with ${command}` }, warning2, place3);
    function offer(focus = false) {
      const button3 = actionButton(
        el("code", {}, command),
        { "aria-label": `Run ${command}`, class: "mlab-button mlab-go" },
        () => beware || back ? ask() : go()
      );
      place3.replaceChildren(button3);
      if (focus) button3.focus();
    }
    function ask() {
      const question2 = back ? "Take the database back with " : "Bring the database forward with ";
      const yes = actionButton(["Run ", el("code", {}, command)], { "aria-label": `Yes, run ${command}`, class: "mlab-button mlab-go mlab-main" }, go);
      const no = el("button", { type: "button", class: "mlab-button" }, "Stay here");
      no.addEventListener("click", () => {
        offer(true);
        stay();
      });
      place3.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && place3.contains(no)) no.click();
      });
      place3.replaceChildren(el("p", { class: "mlab-question" }, question2, el("code", {}, command), "?"), el("div", { class: "mlab-choice" }, yes, no));
      (beware ? no : yes).focus();
    }
    offer();
    return { root, ask: asking2 ? ask : () => {
    } };
  }

  // parts/sql_words.js
  var KEYWORDS = new Set(
    `ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMENT COMMIT CONCURRENTLY
  CONSTRAINT CREATE CROSS DATABASE DEFAULT DEFERRABLE DELETE DESC DISTINCT DO DROP ELSE END ENUM EXCEPT EXISTS EXTENSION
  FALSE FOREIGN FROM FULL FUNCTION GROUP HAVING IF IN INDEX INITIALLY INNER INSERT INTERSECT INTO IS JOIN KEY LEFT LIKE
  LIMIT NOT NULL OFFSET ON ONLY OR ORDER OUTER PRAGMA PRIMARY REFERENCES RENAME REPLACE RETURNING RIGHT ROLLBACK SCHEMA
  SELECT SEQUENCE SET TABLE TEMPORARY THEN TO TRIGGER TRUE TRUNCATE TYPE UNION UNIQUE UPDATE USING VALIDATE VALUES VIEW
  WHEN WHERE WITH`.split(/\s+/)
  );
  var TOKENS = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*"|`[^`]*`|[A-Za-z_][\w$]*)|(\d[\w.]*)/g;
  function sqlWords(sql) {
    const parts = [];
    let end = 0;
    for (const found of sql.matchAll(TOKENS)) {
      const [text, comment, string, word, number] = found;
      const keyword = word !== void 0 && KEYWORDS.has(word.toUpperCase());
      const kind = comment ? "comment" : string ? "string" : keyword ? "keyword" : number ? "number" : "";
      if (!kind) continue;
      parts.push(sql.slice(end, found.index), el("span", { class: `mlab-sql-${kind}` }, text));
      end = (found.index ?? 0) + text.length;
    }
    parts.push(sql.slice(end));
    return parts.filter((part) => part !== "");
  }

  // parts/statements.js
  function statements(list) {
    return el("ol", { class: "mlab-sql" }, list.map(statement));
  }
  function statement(one) {
    const more2 = one.times > one.parameters.length ? " …" : null;
    return el(
      "li",
      { class: one.bookkeeping ? "mlab-quiet" : null },
      el("div", { class: "mlab-statement" }, el("pre", {}, el("code", {}, sqlWords(one.sql))), took(one.seconds), copyButton("this statement", `${one.sql};`)),
      one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
      one.times > 1 ? note(`ran ${one.times} times`) : null,
      one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more2) : null,
      one.bookkeeping ? note("Alembic's bookkeeping") : null
    );
  }
  function took(seconds) {
    return seconds === null ? null : el("span", { class: "mlab-took" }, el("span", { class: "mlab-heard" }, "took "), duration(seconds));
  }
  function duration(seconds) {
    const thousandths = seconds * 1e3;
    if (thousandths < 10) return `${Math.max(0.1, thousandths).toFixed(1)} ms`;
    return thousandths < 1e3 ? `${Math.round(thousandths)} ms` : `${seconds.toFixed(1)} s`;
  }

  // parts/tabs.js
  function tabs2(label2, pages) {
    if (pages.length < 2) return el("div", { class: "mlab-panel" }, pages.map((page) => page.body));
    const id = freshId("tab");
    const buttons = pages.map(
      (page, at) => el("button", { type: "button", role: "tab", id: `${id}-tab-${at}`, "data-title": page.title, "aria-controls": `${id}-panel-${at}` }, page.title)
    );
    const panels = pages.map(
      (page, at) => el("div", { class: "mlab-panel", role: "tabpanel", id: `${id}-panel-${at}`, "aria-labelledby": `${id}-tab-${at}`, tabindex: "0" }, page.body)
    );
    const select = (chosen, focus) => {
      buttons.forEach((button3, at) => {
        button3.setAttribute("aria-selected", String(at === chosen));
        button3.tabIndex = at === chosen ? 0 : -1;
        panels[at].hidden = at !== chosen;
      });
      if (focus) buttons[chosen].focus();
    };
    const list = el("div", { class: "mlab-tabs", role: "tablist", "aria-label": label2 }, buttons);
    buttons.forEach((button3, at) => button3.addEventListener("click", () => select(at, true)));
    list.addEventListener("keydown", (event) => {
      const at = buttons.findIndex((button3) => button3 === document.activeElement);
      const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
      const to = ways[event.key];
      if (to === void 0) return;
      event.preventDefault();
      select((to + buttons.length) % buttons.length, true);
    });
    select(0, false);
    return el("div", {}, list, panels);
  }

  // board/revision.js
  var MOST_UNCHANGED = 60;
  function revisionHead(entry, menu) {
    if (!entry) return el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database");
    const more2 = el("button", { type: "button", class: "mlab-button", "aria-haspopup": "menu", "aria-label": `More for revision ${entry.id}`, title: "Go there, compare, open or copy" }, "⋯");
    more2.addEventListener("click", () => {
      const { left, bottom } = more2.getBoundingClientRect();
      menu(entry.id, { x: left, y: bottom }, more2);
    });
    return el(
      "div",
      { class: "mlab-revision-head" },
      el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message)),
      more2
    );
  }
  function revisionNotes(entry, openScript) {
    if (!entry) return [];
    const file = el("button", { type: "button", class: "mlab-link", title: "Open the script in the editor" }, el("code", {}, entry.path));
    file.addEventListener("click", () => openScript(entry));
    return [
      entry.path ? note(file, " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "") : null,
      entry.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the script" }, entry.problem) : null
    ];
  }
  function revisionTabs(entry, answer) {
    const pages = [
      { title: "Tables then", body: tablesThen(answer) },
      ...answer.statements?.length ? [{ title: "SQL", body: statements(answer.statements) }] : [],
      ...answer.script ? [{ title: "Script", body: scroller("Script", el("pre", { class: "mlab-script" }, el("code", {}, answer.script))) }] : []
    ];
    return tabs2(entry ? `Revision ${entry.id}` : "Before the first revision", pages);
  }
  function tablesThen(answer) {
    if (answer.problem) return el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong" }, answer.problem);
    if (!answer.tables.length) return note("No tables yet.");
    const changed = answer.tables.filter((table) => table.state !== "unchanged");
    const same2 = answer.tables.filter((table) => table.state === "unchanged");
    return [
      changed.length ? null : note("This revision leaves the tables as they are."),
      changed.map((table) => tableBox(table, true)),
      same2.slice(0, MOST_UNCHANGED).map((table) => tableBox(table, !changed.length && same2.length <= 6)),
      same2.length > MOST_UNCHANGED ? note(`and ${same2.length - MOST_UNCHANGED} more tables that it leaves as they are`) : null
    ];
  }

  // board/detail.js
  var FAINT = 150;
  var PAUSE = 60;
  function detailOf({ ask, focusResult, menu, openScript, choose, changed }) {
    const node = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
    let state = null;
    let entry;
    let from = null;
    let tab = "";
    let waiting = 0;
    let writes = null;
    let answers = /* @__PURE__ */ new Map();
    async function answer(key, what, more2) {
      const mine = waiting += 1;
      if (!answers.has(key)) {
        node.setAttribute("aria-busy", "true");
        const timer = setTimeout(() => mine === waiting && node.classList.add("mlab-old"), FAINT);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        if (mine !== waiting) return clearTimeout(timer);
        const kept2 = answers;
        kept2.set(key, await ask(what, more2));
        clearTimeout(timer);
      }
      if (mine !== waiting) return void 0;
      node.classList.remove("mlab-old");
      node.removeAttribute("aria-busy");
      return answers.get(key);
    }
    async function draw3(asking2 = false) {
      const id = entry?.id ?? "";
      const comparing = from !== null && from !== id;
      const told = comparing ? await answer(`${from} ${id}`, "compare", { from, to: id }) : await answer(id, "revision", { id });
      if (!told) return;
      const had = node.contains(document.activeElement) ? document.activeElement : null;
      const moved = had?.closest(".mlab-go") !== null && had !== null;
      if (comparing) node.replaceChildren(...flat2(compared(id, told)));
      else node.replaceChildren(...flat2(from === id ? [bar(), ...revision(told, asking2)] : revision(told, asking2)));
      if (asking2 && !comparing) return;
      if (moved) focusResult();
      else if (had) node.focus();
    }
    const named = (id) => {
      const one = state?.entries.find((each) => each.id === id);
      return one ? [el("code", {}, one.id), " ", one.message] : ["before the first revision"];
    };
    function bar() {
      const end = el("button", { type: "button", class: "mlab-button" }, "Stop comparing");
      end.addEventListener("click", () => compareFrom(null));
      const words2 = from === (entry?.id ?? "") ? "Select another revision to compare it with this one." : null;
      return el("div", { class: "mlab-comparing" }, el("p", {}, words2 ?? [el("strong", {}, "From "), named(from), el("strong", {}, " to "), named(entry?.id ?? "")]), end);
    }
    function compared(id, told) {
      const swap = el("button", { type: "button", class: "mlab-button" }, "The other way round");
      swap.addEventListener("click", () => {
        const other = from ?? "";
        from = id;
        changed();
        choose(other);
      });
      const top = bar();
      top.lastElementChild?.before(swap);
      return [top, ...comparison(told, from || "empty", id || "empty")];
    }
    function revision(told, asking2) {
      const id = entry?.id ?? "";
      const command = entry ? entry.command : state?.here.length ? "flask db downgrade base" : null;
      const inner = revisionTabs(entry, told);
      const buttons = [...inner.querySelectorAll("button")].filter((button3) => button3.getAttribute("role") === "tab");
      buttons.find((one) => one.textContent === tab)?.click();
      inner.addEventListener("click", () => tab = buttons.find((one) => one.getAttribute("aria-selected") === "true")?.textContent ?? "");
      const way2 = command ? going({ command, beware: told.beware ?? "", asking: asking2, go: () => ask("go", { id, command }), stay: () => {
      } }) : null;
      if (way2) queueMicrotask(way2.ask);
      return [revisionHead(entry, menu), ...revisionNotes(entry, openScript), way2?.root ?? null, inner];
    }
    function compareFrom(id) {
      from = id;
      changed();
      draw3();
    }
    return {
      node,
      compareFrom,
      comparedWith: () => from,
      /** What was answered may no longer be true. */
      forget: () => answers = /* @__PURE__ */ new Map(),
      /**
       * Ask again, once somebody has written to the database: what is lost on the way depends on its rows.
       * @param {number} count
       */
      written(count) {
        if (count === writes) return;
        const first = writes === null;
        writes = count;
        if (first || !state || from !== null) return;
        answers = /* @__PURE__ */ new Map();
        draw3();
      },
      /**
       * @param {Entry | undefined} next
       * @param {HistoryState} all
       * @param {boolean} asking whether to ask at once if the database is to go there
       */
      show(next, all, asking2) {
        [entry, state] = [next, all];
        if (from !== null && from !== "" && !all.entries.some((one) => one.id === from)) from = null;
        if (asking2) from = null;
        draw3(asking2);
      },
      /** @param {string} title */
      turnTo(title2) {
        tab = title2;
        draw3();
      }
    };
  }
  function flat2(nodes) {
    return nodes.filter((one) => one !== null);
  }

  // board/menu.js
  var EDGE = 6;
  function openMenu(root, owner, place3, label2, items) {
    root.querySelector(":scope > .mlab-menu")?.remove();
    const buttons = items.map(({ label: words2, act }) => {
      const button3 = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, words2);
      button3.addEventListener("click", () => {
        close(true);
        act();
      });
      return button3;
    });
    const menu = el("div", { class: "mlab-menu", role: "menu", "aria-label": label2, popover: "manual" }, buttons);
    function close(back) {
      document.removeEventListener("pointerdown", elsewhere, true);
      removeEventListener("blur", leave);
      if (back) owner.focus({ preventScroll: true });
      menu.remove();
    }
    const leave = () => close(false);
    const elsewhere = (event) => {
      if (!menu.contains(
        /** @type {Node} */
        event.target
      )) close(false);
    };
    menu.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const at = buttons.findIndex((one) => one === document.activeElement);
      const last = buttons.length - 1;
      const ways = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, Home: 0, End: last };
      if (event.key === "Escape" || event.key === "Tab") close(true);
      else if (event.key in ways) buttons[ways[event.key]].focus();
      else return;
      event.preventDefault();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close(false);
    });
    menu.addEventListener("contextmenu", (event) => event.preventDefault());
    root.append(menu);
    menu.showPopover?.();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(EDGE, Math.min(place3.x, innerWidth - width - EDGE))}px`;
    menu.style.top = `${Math.max(EDGE, Math.min(place3.y, innerHeight - height - EDGE))}px`;
    document.addEventListener("pointerdown", elsewhere, true);
    addEventListener("blur", leave);
    buttons[0]?.focus();
  }

  // board/drag.js
  var FAR = 5;
  var EDGE2 = 24;
  function dragMark(box4, { mark, row, allowed, words: words2, drop }) {
    const command = el("code", {});
    const target = el("div", { class: "mlab-drop-target", "aria-hidden": "true" }, command);
    let drag = null;
    let scrolling;
    function aim() {
      if (!drag) return;
      const list = box4.getBoundingClientRect();
      const at = Math.floor((drag.y - list.top + box4.scrollTop) / row);
      const said2 = drag.y >= list.top && drag.y <= list.bottom && drag.x >= list.left && drag.x <= list.right ? words2(at) : null;
      drag.at = said2 === null ? null : at;
      target.hidden = said2 === null;
      command.textContent = said2;
      target.style.top = `${at * row}px`;
    }
    const move = (event) => {
      if (!drag) return;
      if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
      if (!drag.moved) {
        box4.append(target);
        box4.classList.add("mlab-dragging");
        scrolling = setInterval(scroll, 40);
      }
      drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
      event.preventDefault();
      aim();
    };
    const scroll = () => {
      if (!drag) return;
      const { top, bottom } = box4.getBoundingClientRect();
      const way2 = drag.y < top + EDGE2 ? -1 : drag.y > bottom - EDGE2 ? 1 : 0;
      if (way2) box4.scrollTop += way2 * row / 3;
      if (way2) aim();
    };
    const up = () => {
      const at = drag?.moved ? drag.at : null;
      end();
      if (at !== null) drop(at);
    };
    const key = (event) => event.key === "Escape" && end();
    function end() {
      drag = null;
      clearInterval(scrolling);
      target.remove();
      box4.classList.remove("mlab-dragging");
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", up);
      document.removeEventListener("pointercancel", end);
      document.removeEventListener("keydown", key, true);
    }
    box4.addEventListener("pointerdown", (event) => {
      const on = event.target instanceof Element ? event.target.closest(mark) : null;
      if (!on || event.button !== 0 || !allowed()) return;
      event.preventDefault();
      drag = { x: event.clientX, y: event.clientY, moved: false, at: null };
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", up);
      document.addEventListener("pointercancel", end);
      document.addEventListener("keydown", key, true);
    });
    return end;
  }

  // board/graph.js
  var ROW = 30;
  var LANES = ["move", "add", "change", "drop"];
  function x(lane2, width) {
    return 12 + lane2 * Math.min(16, Math.max(4, 170 / Math.max(1, width)));
  }
  var y = (row) => row * ROW + ROW / 2;
  function edgePath(points2, width) {
    const parts = points2.map(([row, lane2], index) => {
      if (!index) return `M${x(lane2, width)} ${y(row)}`;
      const [above, from] = points2[index - 1];
      if (from === lane2) return `V${y(row)}`;
      const middle = (y(above) + y(row)) / 2;
      return `C${x(from, width)} ${middle} ${x(lane2, width)} ${middle} ${x(lane2, width)} ${y(row)}`;
    });
    return parts.join("");
  }
  function graphParts({ entries, lanes, edges, width, here }, first, last) {
    const parts = [];
    for (const [kind, points2] of edges) {
      const end = points2[points2.length - 1];
      if (points2[0][0] > last || end[0] < first - 1) continue;
      const lane2 = Math.max(points2[0][1], end[1], points2[1][1]);
      parts.push(draw("path", { d: edgePath(points2, width), class: `mlab-edge mlab-${kind} mlab-${hue(lane2)}` }));
    }
    for (let row = Math.max(0, first); row < Math.min(last, entries.length); row += 1) {
      const entry = entries[row];
      const open = entry.mark === "o" ? " mlab-open" : "";
      const spot = { cx: x(lanes[row], width), cy: y(row), class: `mlab-spot mlab-${hue(lanes[row])}${open}` };
      if (here.includes(entry.id)) parts.push(draw("circle", { ...spot, r: 9, class: "mlab-here" }));
      parts.push(draw("circle", { ...spot, r: 5 }));
    }
    return parts;
  }
  function hue(lane2) {
    return LANES[lane2 % LANES.length];
  }

  // board/virtual.js
  var AROUND = 240;
  function inView(heights, start, height) {
    let above = 0;
    let first = 0;
    while (first < heights.length && above + heights[first] < start - AROUND) above += heights[first++];
    let last = first;
    let reach = above;
    while (last < heights.length && reach < start + height + AROUND) reach += heights[last++];
    const below = heights.slice(last).reduce((sum, one) => sum + one, 0);
    return { first, last, above, below };
  }
  function virtual(box4, body, { drawOne, keyOf: keyOf4, guess = 32, spacer = emptyItem, drawn = () => {
  } }) {
    const top = spacer();
    const bottom = spacer();
    for (const one of [top, bottom]) one.classList.add("mlab-spacer");
    body.append(top, bottom);
    let items = [];
    let window2 = /* @__PURE__ */ new Map();
    const heights = /* @__PURE__ */ new Map();
    let typical = guess;
    const heightOf = (item) => heights.get(keyOf4(item)) ?? typical;
    function range() {
      const start = box4.getBoundingClientRect().top - top.getBoundingClientRect().top;
      return inView(items.map(heightOf), start, box4.clientHeight);
    }
    function fill() {
      const { first, last, above, below } = range();
      const next = /* @__PURE__ */ new Map();
      let before = top;
      for (let at = first; at < last; at += 1) {
        const key = keyOf4(items[at]);
        const made = JSON.stringify(items[at]);
        const old = window2.get(key);
        const node = old?.made === made ? old.node : drawOne(items[at], at);
        next.set(key, { node, made });
        if (before.nextSibling !== node) before.after(node);
        before = node;
        watch.observe(node);
      }
      for (const [key, { node }] of window2) {
        if (next.get(key)?.node !== node) {
          watch.unobserve(node);
          node.remove();
        }
      }
      window2 = next;
      top.style.height = `${above}px`;
      bottom.style.height = `${below}px`;
      drawn(first, last);
    }
    let wanted = null;
    const hidden = () => !box4.clientHeight || !body.getClientRects().length;
    function settle2() {
      if (hidden()) return;
      if (wanted !== null) {
        fill();
        scrollTo(wanted);
      }
      for (let turn = 0; turn < 4; turn += 1) {
        fill();
        if (!measure()) break;
        if (wanted !== null) scrollTo(wanted);
      }
      wanted = null;
    }
    function measure() {
      const first = !heights.size && window2.size > 0;
      let moved = false;
      for (const [key, { node }] of window2) {
        const height = node.getBoundingClientRect().height;
        if (Math.abs(height - (heights.get(key) ?? typical)) > 0.5) moved = true;
        heights.set(key, height);
      }
      if (first) typical = Math.min(...heights.values()) || guess;
      return moved;
    }
    function scrollTo(index) {
      const item = items[index];
      if (!item) return;
      const above = items.slice(0, index).reduce((sum, one) => sum + heightOf(one), 0);
      const start = top.getBoundingClientRect().top - box4.getBoundingClientRect().top + box4.scrollTop + above;
      const own = heightOf(item);
      const [before, after] = [box4.scrollTop - start, start + own - box4.scrollTop - box4.clientHeight];
      if (Math.max(before, after) > box4.clientHeight / 2) box4.scrollTop = start - (box4.clientHeight - own) / 2;
      else if (before > 0) box4.scrollTop = start;
      else if (after > 0) box4.scrollTop = start + Math.min(0, own - box4.clientHeight);
    }
    let asked = false;
    const soon = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        settle2();
      });
    };
    const watch = new ResizeObserver(soon);
    watch.observe(box4);
    watch.observe(body);
    box4.addEventListener("scroll", soon, { passive: true });
    return {
      show(list) {
        items = list;
        settle2();
      },
      reveal(index) {
        wanted = index;
        settle2();
      },
      stop() {
        watch.disconnect();
        box4.removeEventListener("scroll", soon);
      }
    };
  }
  function emptyItem() {
    return el("li", { "aria-hidden": "true" });
  }

  // board/revision_list.js
  var CHIPS = { "database here": "move", pending: "change" };
  var HERE = "database here";
  function revisionList({ choose, menu, go, canGo }) {
    const id = freshId("revision");
    const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
    const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
    const node = el("div", { class: "mlab-revisions" }, graph, rows);
    let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
    let selected = null;
    const find = (one) => state.entries.findIndex((entry) => entry.id === one);
    function option(entry, index) {
      const option2 = el(
        "li",
        {
          role: "option",
          id: `${id}-${index}`,
          class: "mlab-revision",
          "aria-selected": String(entry.id === selected),
          "aria-setsize": String(state.entries.length),
          "aria-posinset": String(index + 1)
        },
        el("code", {}, entry.id),
        el("span", { class: "mlab-message", title: entry.message }, entry.message),
        entry.named ? chip("named in it", "what you search for is named in the script", "none") : null,
        entry.compared ? chip("compared", "the other revisions are compared with this one", "add") : null,
        entry.problem ? chip("broken", "the script cannot be read, or does not fit the others", "fail") : null,
        entry.tags.map(([words2, about]) => chip(words2, about, CHIPS[words2] ?? "none"))
      );
      option2.style.paddingInlineStart = `${x(state.width, state.width) + 4}px`;
      option2.addEventListener("click", () => choose(entry.id));
      option2.addEventListener("contextmenu", (event) => {
        event.preventDefault();
        event.stopPropagation();
        choose(entry.id);
        menu(entry.id, { x: event.clientX, y: event.clientY });
      });
      return option2;
    }
    const list = virtual(node, rows, {
      drawOne: option,
      keyOf: (entry) => entry.id,
      guess: ROW,
      drawn(first, last) {
        graph.replaceChildren(...graphParts(state, first, last));
        graph.setAttribute("width", String(x(state.width, state.width)));
        graph.setAttribute("height", String(state.entries.length * ROW));
      }
    });
    rows.addEventListener("keydown", (event) => {
      const index = find(selected);
      if (event.key === "ContextMenu" || event.key === "F10" && event.shiftKey) {
        event.preventDefault();
        if (index < 0) return;
        const at = rows.querySelector("[aria-selected=true]")?.getBoundingClientRect();
        if (at) menu(state.entries[index].id, { x: at.left + x(state.width, state.width), y: at.bottom });
        return;
      }
      const end = state.entries.length - 1;
      const page = Math.max(1, Math.floor(node.clientHeight / ROW) - 1);
      const ways = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end };
      const to = ways[event.key];
      if (to === void 0 || !state.entries.length) return;
      event.preventDefault();
      choose(state.entries[Math.min(end, Math.max(0, to))].id);
    });
    const stopDragging = dragMark(node, {
      mark: ".mlab-chip.mlab-mine",
      row: ROW,
      allowed: canGo,
      words(row) {
        const entry = state.entries[row];
        return entry?.command ? entry.command : null;
      },
      drop(row) {
        const entry = state.entries[row];
        if (entry) go(entry.id);
      }
    });
    return {
      node,
      rows,
      /** @param {HistoryState} next */
      show(next) {
        state = next;
        node.style.height = `${state.entries.length * ROW + 2}px`;
        list.show(state.entries);
      },
      /**
       * @param {string} one
       * @param {boolean} reveal
       */
      select(one, reveal) {
        selected = one;
        const index = find(one);
        for (const option2 of rows.querySelectorAll("[role=option]")) {
          option2.setAttribute("aria-selected", String(option2.id === `${id}-${index}`));
        }
        if (index < 0) return rows.removeAttribute("aria-activedescendant");
        if (reveal) list.reveal(index);
        rows.setAttribute("aria-activedescendant", `${id}-${index}`);
      },
      stop() {
        stopDragging();
        list.stop();
      }
    };
  }
  function chip(words2, about, hue2) {
    const mine = words2 === HERE;
    const grip = mine ? el("span", { class: "mlab-grip", "aria-hidden": "true" }, "⠿ ") : null;
    const title2 = mine ? `${about}; drag it to where the database is to go` : about;
    return el("span", { class: `mlab-chip mlab-${hue2}${mine ? " mlab-mine" : ""}`, title: title2 }, grip, words2);
  }

  // board/search.js
  var PAUSE2 = 120;
  function searchField(label2, search) {
    const field2 = el("input", { type: "search", class: "mlab-search", "aria-label": label2, placeholder: label2, spellcheck: "false", autocomplete: "off" });
    const found = el("span", { class: "mlab-found", role: "status" });
    let timer;
    let told = "";
    const tell = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const text = field2.value.trim();
        if (text !== told) search(told = text);
      }, pause);
    };
    field2.addEventListener("input", () => tell(PAUSE2));
    field2.addEventListener("keydown", (event) => {
      if (event.key === "Enter") tell(0);
      if (event.key !== "Escape" || !field2.value) return;
      event.stopPropagation();
      field2.value = "";
      tell(0);
    });
    return {
      field: field2,
      node: el("div", { class: "mlab-searching", role: "search" }, field2, found),
      /** Say how much was found; nothing while nothing is sought. @param {string} words */
      say: (words2) => found.textContent = told ? words2 : "",
      clear() {
        field2.value = told = "";
        found.textContent = "";
      },
      stop: () => clearTimeout(timer)
    };
  }
  function contains(text, sought) {
    return text.toLowerCase().includes(sought.toLowerCase());
  }

  // board/history.js
  function historyPage(ask, focusResult) {
    const title2 = el("p", { class: "mlab-note" });
    const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the scripts", hidden: true });
    const search = searchField("Search id, message, or a name in the scripts", find);
    const id = freshId("machine");
    const slider = el("input", { type: "range", min: "0", step: "1", id });
    const shown2 = el("output", { for: id });
    const follow = el("button", { type: "button", class: "mlab-button mlab-follow", title: "Select the revision at which the database is, and follow it" }, "To the database");
    const machine = el(
      "div",
      { class: "mlab-machine" },
      el("label", { for: id }, "Time machine"),
      el("span", { class: "mlab-end" }, "first"),
      slider,
      el("span", { class: "mlab-end" }, "newest"),
      follow,
      shown2
    );
    const list = revisionList({ choose, menu, go, canGo: () => !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live") });
    const detail = detailOf({ ask, focusResult, menu, openScript, choose, changed: draw3 });
    const hint = el("p", { class: "mlab-note mlab-hint" }, "Each line is one script of changes. Drag the database to another line to take it there; right-click a line for more.");
    const body = el("div", { class: "mlab-page-history" }, title2, problem, search.node, machine, list.node, hint, detail.node);
    let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
    let listed = state;
    let sought = "";
    let named = /* @__PURE__ */ new Set();
    let selected = null;
    let byHand = false;
    let stood = "";
    const entryOf = (one) => state.entries.find((entry) => entry.id === one);
    const here = () => state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];
    function draw3() {
      const from = detail.comparedWith();
      const mark = (entry) => ({ ...entry, compared: entry.id === from, named: named.has(entry.id) });
      const kept2 = sought ? state.entries.filter((entry) => named.has(entry.id) || contains(`${entry.id} ${entry.message}`, sought)) : state.entries;
      const whole2 = kept2.length === state.entries.length;
      const graph = whole2 ? state : { ...state, lanes: kept2.map(() => 0), edges: [], width: 1 };
      listed = { ...graph, entries: kept2.map(mark) };
      list.show(listed);
      slider.max = String(kept2.length);
      search.say(kept2.length ? `${kept2.length.toLocaleString("en")} of ${state.entries.length.toLocaleString("en")}` : "none found");
    }
    async function find(text) {
      sought = text;
      named = /* @__PURE__ */ new Set();
      draw3();
      const answer = text ? await ask("search", { text }) : {};
      if (text !== sought) return;
      named = new Set(answer.ids ?? []);
      draw3();
      if (selected !== null) select(selected, !text);
    }
    function select(chosen, reveal = true, asking2 = false) {
      selected = chosen;
      list.select(chosen, reveal);
      const index = listed.entries.findIndex((entry2) => entry2.id === chosen);
      const entry = entryOf(chosen);
      slider.value = String(index < 0 ? 0 : listed.entries.length - index);
      const words2 = entry ? `${entry.id} ${entry.message}` : "before the first revision";
      slider.setAttribute("aria-valuetext", words2);
      shown2.textContent = entry ? "" : words2;
      follow.disabled = state.here.length ? state.here.includes(chosen) : true;
      detail.show(entry, state, asking2);
    }
    function choose(id2) {
      byHand = true;
      select(id2);
    }
    function go(id2) {
      byHand = true;
      select(id2, true, true);
    }
    async function openScript(entry) {
      const { path, line: line2 } = await ask("script", { id: entry?.id });
      if (!path || !inLab(body, "migration-lab:open-file", { path, line: line2 })) detail.turnTo("Script");
    }
    function menu(id2, place3, owner = (
      /** @type {HTMLElement} */
      list.rows
    )) {
      const entry = entryOf(id2);
      const root = (
        /** @type {HTMLElement | null} */
        body.closest(".mlab")
      );
      if (!root) return;
      const from = detail.comparedWith();
      const can = entry?.command && !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live");
      openMenu(root, owner, place3, `Revision ${id2}`, [
        ...can ? [{ label: ["Go here: ", el("code", {}, entry.command)], act: () => go(id2) }] : [],
        ...entry?.path ? [{ label: "Open the script", act: () => openScript(entry) }] : [],
        { label: "Compare from here", act: () => detail.compareFrom(id2) },
        ...from !== null ? [{ label: "Stop comparing", act: () => detail.compareFrom(null) }] : [],
        { label: ["Copy its id: ", el("code", {}, id2)], act: async () => shown2.textContent = await copyText(id2) ? `Copied ${id2}` : "Copying is not allowed here" }
      ]);
    }
    slider.addEventListener("input", () => choose(listed.entries[listed.entries.length - Number(slider.value)]?.id ?? ""));
    follow.addEventListener("click", () => {
      byHand = false;
      if (!listed.entries.some((entry) => entry.id === here().id)) {
        search.clear();
        named = /* @__PURE__ */ new Set();
      }
      sought = search.field.value;
      draw3();
      select(here().id);
      list.rows.focus();
    });
    function update(next) {
      const before = selected;
      state = next;
      detail.forget();
      title2.textContent = state.title;
      problem.hidden = !state.problem;
      problem.textContent = state.problem ?? "";
      const any = state.entries.length > 0;
      for (const part of [search.node, machine, list.node, hint, detail.node]) part.hidden = !any;
      draw3();
      if (!any) return;
      const stands = state.here.join(" ");
      const moved = stands !== stood;
      stood = stands;
      if (moved) byHand = false;
      const known = before === "" || entryOf(before);
      select(byHand && known && before !== null ? before : here().id, moved || before === null);
    }
    function stop() {
      search.stop();
      list.stop();
    }
    return { body, update, stop, written: detail.written };
  }

  // parts/focus.js
  function tellingButton(attributes, words2, { act, done, not }) {
    const button3 = el("button", { type: "button", ...attributes }, words2);
    const said2 = el("span", { class: "mlab-heard", role: "status" });
    button3.addEventListener("click", () => {
      const well = act();
      said2.className = well ? "mlab-heard" : "mlab-note";
      said2.replaceChildren(el("span", {}, well ? done : not));
    });
    return el("span", { class: "mlab-telling" }, button3, said2);
  }
  var FOCUSABLE = "button, summary, a[href], input, select, [tabindex='0']";
  function keepFocus(node, draw3, instead) {
    const had = node.contains(document.activeElement) ? (
      /** @type {HTMLElement} */
      document.activeElement
    ) : null;
    const which = had ? sameAs(node, had).indexOf(had) : -1;
    draw3();
    if (!had || had.isConnected && !node.hidden) return;
    const same2 = node.hidden ? [] : sameAs(node, had);
    const first = node.hidden ? null : (
      /** @type {HTMLElement | null} */
      node.querySelector(FOCUSABLE)
    );
    for (const to of [same2[which], same2[0], first, instead]) {
      to?.focus({ preventScroll: true });
      if (to && document.activeElement === to) return;
    }
  }
  function sameAs(node, one) {
    const name3 = nameOf(one);
    return [.../** @type {NodeListOf<HTMLElement>} */
    node.querySelectorAll(FOCUSABLE)].filter((other) => nameOf(other) === name3);
  }
  function nameOf(one) {
    return `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent}`;
  }

  // parts/advice.js
  function placeBox(place3) {
    return el(
      "figure",
      { class: "mlab-place-of" },
      el("figcaption", {}, el("code", { title: place3.file }, place3.name), openButton(place3)),
      place3.lines.length ? el(
        "pre",
        { tabindex: "0", "aria-label": `${place3.name}, around line ${place3.line}` },
        place3.lines.map(
          (one) => el(
            one.marked ? "mark" : "span",
            { class: "mlab-code-line" },
            el("span", { class: "mlab-number", "aria-hidden": "true" }, el("b", {}, one.marked ? "▸" : ""), String(one.number)),
            el("span", { style: `--lab-indent: ${one.text.search(/\S|$/)}` }, one.text.trimStart() || " "),
            "\n"
          )
        )
      ) : null
    );
  }
  function openButton(place3) {
    const words2 = place3.line ? `Open line ${place3.line}` : "Open the file";
    const attributes = { class: "mlab-small-button", "aria-label": `${words2} of ${place3.name}`, title: place3.file };
    const args = { path: place3.path, line: place3.line, beside: true };
    const act = () => inLab(node, "migration-lab:open-file", args);
    const node = tellingButton(attributes, words2, { act, done: `${place3.name} opens beside the notebook.`, not: "Open it in your editor." });
    return node;
  }
  function steps2(list, inCell) {
    return el("ol", { class: "mlab-to-do" }, list.map((step2) => el("li", {}, el("p", {}, step2.say), step2.place ? placeBox(step2.place) : null, toType(step2, inCell), change(step2))));
  }
  function toType(step2, inCell) {
    const text = step2.run || step2.sql;
    if (!text) return null;
    return el("div", { class: "mlab-type" }, el("pre", {}, el("code", {}, text)), el("span", { class: "mlab-type-acts" }, copyButton(step2.run ? `the command ${text}` : "the statement", text), inCell && step2.sure && step2.run ? runButton(step2.run, inCell) : null));
  }
  var PLAIN = /^flask db [\w .:@+="'/-]+$/;
  function runButton(command, inCell) {
    if (!PLAIN.test(command)) return null;
    const attributes = { class: "mlab-small-button mlab-run", "aria-label": `Run ${command}` };
    return tellingButton(attributes, "Run", { act: () => inCell(`%${command}`), done: "A cell runs it.", not: NO_NOTEBOOK });
  }
  function change({ replace, by }) {
    if (!replace && !by) return null;
    return el("pre", { class: "mlab-replace" }, replace ? el("del", {}, replace) : null, replace && by ? "\n" : null, by ? el("ins", {}, by) : null);
  }
  var ENTRY = /^[A-Za-z0-9]+$/;
  function more(advice, inCell) {
    const source = `lab.explain("${advice.id}")`;
    return el(
      "p",
      { class: "mlab-more" },
      inCell && ENTRY.test(advice.id) ? pageButton(advice.id, source, inCell) : el("code", {}, source),
      advice.docs ? el("a", { href: advice.docs, target: "_blank", rel: "noopener noreferrer" }, "The documentation") : null,
      advice.chapter ? el("span", {}, `Chapter ${advice.chapter} of the course teaches it.`) : null
    );
  }
  function pageButton(id, source, inCell) {
    const attributes = { class: "mlab-small-button", "aria-label": `Show the whole page about ${id}` };
    const not = ["There is no notebook here. In a cell: ", el("code", {}, source)];
    return tellingButton(attributes, `All about ${id}`, { act: () => inCell(source), done: "A cell shows the page.", not });
  }
  function why2(advice, inCell) {
    return fold("Why?", el("div", { class: "mlab-why-so" }, el("p", {}, advice.why), more(advice, inCell)));
  }

  // parts/warnings.js
  var HUES = { fails: "fail", loses: "drop", blocks: "change", risk: "change", style: "none" };
  function warningList({ title: title2, warnings }, inCell, open = /* @__PURE__ */ new Set()) {
    return el(
      "div",
      { class: "mlab-warnings", role: "group", "aria-label": title2 },
      el("p", { class: "mlab-warnings-title" }, title2),
      el("ul", {}, warnings.map((one) => el("li", {}, warning(one, inCell, open))))
    );
  }
  function keyOf({ id, place: place3, what }) {
    return `${id} ${place3?.file ?? ""} ${what}`;
  }
  function warning(one, inCell, open) {
    const box4 = el(
      "details",
      { class: `mlab-foretold mlab-${HUES[one.severity] ?? "none"}`, open: open.has(keyOf(one)) },
      el(
        "summary",
        {},
        el("span", { class: "mlab-how-bad" }, el("b", { "aria-hidden": "true" }, glyph(one.mark)), ` ${one.words}`),
        el("span", { class: "mlab-what-happens" }, one.what),
        el("span", { class: "mlab-at-line" }, one.place?.line ? `line ${one.place.line}` : one.id)
      ),
      el(
        "div",
        { class: "mlab-foretold-body" },
        one.place ? placeBox(one.place) : null,
        one.steps.length ? [el("p", { class: "mlab-do" }, "What to do"), steps2(one.steps, inCell)] : null,
        el("p", { class: "mlab-do" }, "Why?"),
        el("p", {}, one.why),
        more(one, inCell)
      )
    );
    box4.addEventListener("toggle", () => box4.open ? open.add(keyOf(one)) : open.delete(keyOf(one)));
    return box4;
  }

  // board/goal.js
  function goalPanel() {
    const node = el("section", { class: "mlab-in-hand", "aria-label": "The exercise in hand", hidden: true });
    let met = /* @__PURE__ */ new Map();
    let exercise = "";
    function update(goal) {
      node.hidden = !goal;
      if (!goal) return;
      const fresh = goal.id !== exercise;
      exercise = goal.id;
      const done = goal.items.filter((item) => item.met).length;
      const before = goal.before.length ? el("p", { class: "mlab-note" }, el("b", { "aria-hidden": "true" }, "✓ "), `done: ${goal.before.join(", ")}`) : null;
      const items = goal.items.map((item) => {
        const news = !fresh && met.get(item.words) !== item.met;
        const look = `mlab-${item.met ? "add" : "none"}${news ? " mlab-news-item" : ""}`;
        return el("li", { class: look }, el("span", { class: "mlab-tick", "aria-hidden": "true" }, item.met ? "✓" : "○"), el("span", { class: "mlab-heard" }, item.met ? "met: " : "not yet: "), el("span", {}, item.words));
      });
      met = new Map(goal.items.map((item) => [item.words, item.met]));
      const check = el("p", { class: goal.checked ? "mlab-add" : "mlab-note" }, goal.checked ? "✓ checked, and done" : [goal.met ? "All of it is there. Now run " : "Then run ", el("code", {}, goal.check), goal.met ? ": it tries the scripts too." : ""]);
      const bar = el("span", { class: "mlab-count", role: "status" }, `${done} of ${goal.items.length}`);
      const open = node.querySelector("details")?.open ?? true;
      const box4 = fold([el("strong", {}, goal.name), ` ${goal.title} `, bar], before, el("ul", { class: "mlab-items" }, items), check);
      box4.open = open;
      node.classList.toggle("mlab-all-met", goal.met);
      node.replaceChildren(box4);
    }
    return { node, update };
  }

  // board/lanes.js
  function placeHead(state) {
    const place3 = (title2, about, ids, road) => el("th", { scope: "col" }, el("div", { class: "mlab-place" }, el("span", { class: "mlab-place-name" }, el("strong", {}, title2), " ", el("span", { class: "mlab-at" }, about)), el("span", { class: "mlab-ids" }, ids.map((id) => id.includes(" ") ? el("span", {}, id) : el("code", {}, id)))), road && way(road));
    return [
      el("th", { scope: "col", class: "mlab-heard" }, "What"),
      place3("Models", "", ["your classes"], state.roads[0]),
      place3("Scripts", state.heads.length ? state.heads.length > 1 ? "heads" : "head" : "none yet", state.heads, state.roads[1]),
      place3("Database", "at", state.current.length ? state.current : ["base"], null)
    ];
  }
  function way(one) {
    const [mark, words2, hue2] = !one.known ? ["?", "not known", "none"] : one.differ ? [String(one.differ), "differ", "change"] : ["=", "agree", "add"];
    return el(
      "div",
      { class: `mlab-way mlab-${hue2}` },
      el("span", { class: "mlab-way-mark" }, mark),
      el("span", { class: "mlab-way-words" }, one.known && one.differ && one.command ? el("code", {}, one.command.replace(/^flask db /, ""), " ", el("span", { "aria-hidden": "true" }, "→")) : words2)
    );
  }
  function lane(lane2, at) {
    const { line: line2, stands, table } = lane2;
    const whole2 = lane2.mark !== void 0;
    const mark = line2?.mark ?? lane2.mark ?? "";
    const standing2 = (which) => line2?.cells ? line2.cells[which].standing : stands[which];
    const cells = [0, 1, 2].map((which) => {
      const next = which < 2 && mark ? tie(standing2(which), standing2(which + 1), line2, which) : "";
      return el("td", { class: ["mlab-cell", next && `mlab-tied mlab-tie-${next}`].filter(Boolean).join(" ") }, slot(lane2, which));
    });
    const kind = whole2 ? "table" : line2?.kind;
    const spoken = lane2.more ? `${lane2.more} more columns of ${table}, the same` : `${mark ? `${WORDS[mark]}: ` : ""}${kind} ${whole2 ? table : table && kind === "column" ? `${table}.${line2?.name}` : line2?.name} ${line2?.detail ?? ""}`;
    const look = ["mlab-lane", whole2 && "mlab-lane-first", lane2.last && "mlab-lane-last", mark && `mlab-${KINDS[mark]}`].filter(Boolean);
    return el("tr", { class: look.join(" "), "aria-rowindex": String(at + 2) }, el("th", { scope: "row", class: "mlab-heard" }, spoken), cells);
  }
  function slot(lane2, which) {
    const { line: line2, stands, table } = lane2;
    const mark = line2?.mark ?? lane2.mark ?? "";
    const name3 = line2 ? line2.name : table;
    const there = line2?.cells ? line2.cells[which] : null;
    const standing2 = there?.standing ?? stands[which];
    if (lane2.more) return box2("same", standing2 === "lacks" ? "" : `${lane2.more} more, the same`);
    if (standing2 === "unknown") return box2("unknown", "? ", heard("not known"));
    if (standing2 === "lacks") return mark ? box2("gap", "no ", line2 && line2.kind !== "column" ? line2.kind : el("bdi", {}, name3)) : box2("hole");
    const kind = line2 && line2.kind !== "column" ? el("span", { class: "mlab-kind" }, line2.kind, " ") : null;
    const text = [kind, el("bdi", { class: "mlab-name" }, name3)];
    if (!mark) return box2(lane2.mark === void 0 ? "same" : "title", text);
    const signed = el("b", { class: "mlab-sign", "aria-hidden": "true" }, SIGNS[mark] ?? mark);
    const own = there?.otherwise || (line2 ? line2.detail : "");
    return box2(standing2 === "differs" ? "has mlab-other" : "has", signed, text, own ? el("code", { class: "mlab-detail" }, own) : null, heard(there?.says ?? ""));
  }
  function box2(look, ...children) {
    return el("div", { class: `mlab-slot mlab-slot-${look}` }, children);
  }
  function heard(words2) {
    return words2 ? el("span", { class: "mlab-heard" }, ` (${words2})`) : null;
  }
  function tie(left, right, line2, which) {
    if ([left, right].includes("unknown")) return "unknown";
    const same2 = left === right && (line2?.cells?.[which].otherwise ?? "") === (line2?.cells?.[which + 1].otherwise ?? "");
    return same2 && left !== "lacks" ? "whole" : "broken";
  }

  // board/mini_tables.js
  var MOST2 = 24;
  function miniTables() {
    const title2 = el("h3", { class: "mlab-part" });
    const boxes = el("div", { class: "mlab-minis" });
    const rest = el("p", { class: "mlab-note" });
    const node = el("section", { class: "mlab-live", "aria-label": "The tables as they are now", hidden: true }, title2, boxes, rest);
    let drawn = "";
    function update(state, apart, agreed) {
      const tables = (state?.tables ?? []).filter((table) => table.state !== "dropped" && !apart.includes(table.name));
      const wanted = JSON.stringify([tables.slice(0, MOST2), tables.length, agreed, apart.length]);
      if (wanted === drawn) return;
      drawn = wanted;
      node.hidden = !tables.length;
      const number = tables.length === 1 ? "1 table" : `${tables.length} ${apart.length ? "other " : ""}tables`;
      title2.replaceChildren(agreed ? `${number}, the same in all three` : `${number} of the database`);
      boxes.replaceChildren(...tables.slice(0, MOST2).map(mini));
      rest.textContent = tables.length > MOST2 ? `and ${tables.length - MOST2} more, on the page Tables` : "";
      rest.hidden = !rest.textContent;
    }
    return { node, update };
  }
  function mini(table) {
    const lines = table.columns.filter((line2) => line2.after);
    const words2 = lines.length ? null : el("span", { class: "mlab-quiet" }, ` ${table.words}`);
    const heads2 = ["column", "type"].map((head) => el("th", { scope: "col" }, head));
    const whole2 = el(
      "table",
      {},
      el("caption", {}, el("bdi", {}, table.name), words2),
      el("thead", { class: "mlab-heard" }, el("tr", {}, heads2)),
      el("tbody", {}, lines.map((line2) => column(line2, table.heads)))
    );
    return el("div", { class: "mlab-mini", "data-table": table.name }, whole2);
  }
  function column(line2, heads2) {
    const [name3, type, key] = ["column", "type", "key"].map((head) => line2.after?.[heads2.indexOf(head)] ?? "");
    const look = line2.mark === "+" ? "mlab-line mlab-add" : line2.mark ? "mlab-line mlab-change" : null;
    return el(
      "tr",
      { class: look, title: [name3, type, key].join(" ") },
      el("th", { scope: "row", class: key.startsWith("primary") ? "mlab-primary" : null }, sign(line2.mark), el("span", {}, name3), key ? el("span", { class: "mlab-heard" }, ` (${key})`) : null),
      el("td", {}, key.startsWith("→") ? key : type)
    );
  }

  // board/places.js
  function placesPage(inCell) {
    const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong", hidden: true });
    const heads2 = el("tr", {});
    const rows = el("tbody", {});
    const table = el(
      "table",
      { class: "mlab-lanes" },
      el("caption", { class: "mlab-heard" }, "The three places, and what differs between them"),
      el("thead", {}, heads2),
      rows
    );
    const warned = el("div", { class: "mlab-warned", hidden: true });
    const heard2 = el("p", { class: "mlab-heard", role: "status" });
    const goal = goalPanel();
    const minis = miniTables();
    const rest = el("div", {});
    const body = el("div", { class: "mlab-page-places" }, el("div", { class: "mlab-whole" }, heard2, warned, problem, table), goal.node, minis.node, rest);
    let list = null;
    let state = null;
    const open = /* @__PURE__ */ new Set();
    let told = "";
    function drawWarnings2() {
      const warnings = state?.warnings ?? null;
      if (told === JSON.stringify(warnings)) return;
      told = JSON.stringify(warnings);
      const draw3 = () => {
        warned.hidden = !warnings;
        warned.replaceChildren(...warnings ? [warningList(warnings, inCell, open)] : []);
      };
      keepFocus(warned, draw3, panel());
      heard2.textContent = warnings?.title ?? "";
    }
    const panel = () => body.parentElement;
    let tables = null;
    function update(next, scrolling) {
      state = next;
      list ??= virtual(scrolling, rows, {
        drawOne: lane,
        keyOf: (one) => one.key,
        guess: 28,
        spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" }))
      });
      heads2.replaceChildren(...placeHead(state));
      drawWarnings2();
      const fine = !state.problem;
      keepFocus(problem, () => problem.hidden = fine, panel());
      problem.textContent = state.problem ?? "";
      const all = state.groups.flatMap(lanesOf);
      table.setAttribute("aria-rowcount", String(all.length + 1));
      list.show(all);
      body.classList.toggle("mlab-agreed", !all.length);
      rest.replaceChildren(...state.not_compared.length ? [notCompared(state.not_compared)] : []);
      drawTables2();
    }
    function drawTables2() {
      const known = state?.roads.every((road) => road.known) ?? false;
      minis.update(tables, state?.groups.map((group) => group.table) ?? [], known);
    }
    function showTables(now) {
      tables = now;
      drawTables2();
    }
    return { body, update, showTables, showGoal: goal.update, stop: () => list?.stop() };
  }
  function lanesOf(group) {
    const { table, stands } = group;
    const lines = group.lines.map((line2, at) => ({ key: `${table} ${line2.kind} ${line2.name}`, table, stands, line: line2, last: at === group.lines.length - 1 && !group.more }));
    const more2 = group.more ? [{ key: `${table} more`, table, stands, more: group.more, last: true }] : [];
    const head = table ? [{ key: `${table} table`, table, stands, mark: group.mark, last: !lines.length && !more2.length }] : [];
    return [...head, ...lines, ...more2];
  }
  function notCompared(lines) {
    return fold(
      ["Not compared by ", el("code", {}, "flask db check")],
      el("ul", { class: "mlab-plain" }, lines.map((line2) => el("li", {}, el("code", {}, line2))))
    );
  }

  // board/presence.js
  function presence(model, root, ask) {
    const view = freshId("view");
    let docked = false;
    let told = false;
    let heard2 = false;
    const send = async () => {
      const said2 = told;
      const answer = await ask(said2 ? "seen" : "unseen", { docked, view });
      if (!answer.problem) heard2 = said2;
    };
    const tell = (there) => {
      if (there === told) return;
      told = there;
      if (there) docked = root.closest(PANEL2) !== null;
      if (there && docked) closeOthers(root);
      send();
    };
    const look = () => tell(root.isConnected);
    const left = () => tell(false);
    const watch = new IntersectionObserver(look);
    const timer = setInterval(() => {
      look();
      if (heard2 !== told && model.widget_manager?.kernel?.status !== "busy") send();
    }, 1e3);
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

  // board/sql.js
  function sqlPage() {
    const empty = note("No SQL that changes anything has run in this kernel yet.");
    const commands = el("ul", { class: "mlab-boxes", "aria-label": "Commands, newest first" });
    const body = el("div", { class: "mlab-page-sql" }, empty, commands);
    let list = null;
    function command(one) {
      return el(
        "li",
        {},
        el(
          "details",
          { class: "mlab-box", open: one.newest },
          el("summary", {}, el("code", {}, one.command), one.title.slice(one.command.length)),
          el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${one.command}`, one.copy, "Copy all")),
          statements(one.statements)
        )
      );
    }
    function update(state, scrolling) {
      list ??= virtual(scrolling, commands, { drawOne: command, keyOf: (one) => one.number, guess: 40 });
      empty.hidden = state.length > 0;
      list.show(state.map((one, at) => ({ ...one, newest: at === 0, number: state.length - at })));
    }
    return { body, update, stop: () => list?.stop() };
  }

  // parts/tables.js
  function tablesHead() {
    const title2 = el("strong", {});
    const news = el("span", { class: "mlab-news", role: "status" });
    return {
      words: [title2, " ", news],
      /** @param {{ title: string, news: string }} state */
      update(state) {
        title2.textContent = state.title;
        news.textContent = state.news ? `· last change: ${state.news}` : "";
      }
    };
  }
  function otherWords([kind, name3]) {
    return [`${kind} `, el("code", {}, name3)];
  }

  // board/layer_order.js
  var GAP = 26;
  var BETWEEN = 46;
  var NEAR2 = 9;
  var SWEEPS = 10;
  function order(rows) {
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      const down = sweep % 2 === 0;
      for (const row of down ? rows : [...rows].reverse()) {
        rows.forEach((each) => each.forEach((cell, at) => cell.x = (at + 0.5) / each.length));
        const wish = new Map(row.map((cell) => [cell, mean(down ? cell.ups : cell.downs, cell.x)]));
        row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      }
    }
  }
  function mean(others, otherwise) {
    return others.length ? others.reduce((sum, one) => sum + one.x + one.width / 2, 0) / others.length : otherwise;
  }
  function place2(rows) {
    let y2 = 0;
    for (const row of rows) {
      let x2 = 0;
      for (const cell of row) {
        [cell.x, cell.y] = [x2, y2];
        x2 += cell.width + GAP;
      }
      const high = Math.max(0, ...row.map((cell) => cell.height));
      for (const cell of row) if (!cell.id) cell.height = high;
      y2 += high + BETWEEN;
    }
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      for (const row of sweep % 2 ? [...rows].reverse() : rows) settle(row);
    }
    const left = Math.min(0, ...rows.flat().map((cell) => cell.x));
    for (const cell of rows.flat()) cell.x -= left;
    return Math.max(0, y2 - BETWEEN);
  }
  function settle(row) {
    const wish = row.map((cell) => mean([...cell.ups, ...cell.downs], cell.x + cell.width / 2) - cell.width / 2);
    const right = [...wish];
    for (let at = 1; at < row.length; at += 1) right[at] = Math.max(wish[at], right[at - 1] + row[at - 1].width + gap(row[at - 1], row[at]));
    const left = [...wish];
    for (let at = row.length - 2; at >= 0; at -= 1) left[at] = Math.min(wish[at], left[at + 1] - row[at].width - gap(row[at], row[at + 1]));
    row.forEach((cell, at) => cell.x = (right[at] + left[at]) / 2);
  }
  function gap(one, other) {
    return one.id || other.id ? one.id && other.id ? GAP : GAP / 2 : NEAR2;
  }

  // board/layers.js
  var PASSING = 2;
  function layers(boxes, arrows, widest) {
    const linked = new Set(arrows.filter(({ from, to }) => from !== to).flatMap(({ from, to }) => [from, to]));
    const cells = new Map(boxes.filter(({ id }) => linked.has(id)).map((box4) => [box4.id, cellOf(box4)]));
    const rank = ranks([...cells.keys()], arrows);
    const rows = inRows([...cells.values()], rank, widest);
    const chains = arrows.map(({ from, to }) => chain(cells.get(from), cells.get(to), rows));
    order(rows);
    const height = place2(rows);
    const alone = boxes.filter(({ id }) => !linked.has(id)).map(cellOf);
    const bottom = beside(alone, Math.max(widest, ...rows.flat().map((cell) => cell.x + cell.width)), height);
    const all = [...cells.values(), ...alone];
    return {
      places: new Map(all.map(({ id, x: x2, y: y2 }) => [id, { x: x2, y: y2 }])),
      lines: chains.map(points),
      width: Math.max(0, ...all.map((cell) => cell.x + cell.width)),
      height: bottom
    };
  }
  function cellOf(box4) {
    return { ...box4, x: 0, y: 0, layer: 0, ups: [], downs: [] };
  }
  function ranks(ids, arrows) {
    const above = new Map(ids.map((id) => [id, []]));
    for (const { from, to } of arrows) if (from !== to) above.get(from)?.push(to);
    const found = /* @__PURE__ */ new Map();
    const open = /* @__PURE__ */ new Set();
    for (const start of ids) {
      const stack = [start];
      while (stack.length) {
        const id = stack[stack.length - 1];
        if (found.has(id)) {
          stack.pop();
          continue;
        }
        open.add(id);
        const others = above.get(id) ?? [];
        const next = others.find((one) => !found.has(one) && !open.has(one));
        if (next !== void 0) {
          stack.push(next);
          continue;
        }
        found.set(id, 1 + Math.max(-1, ...others.map((one) => found.get(one) ?? -1)));
        open.delete(id);
        stack.pop();
      }
    }
    return found;
  }
  function inRows(cells, rank, widest) {
    const rows = [];
    const most = Math.max(0, ...rank.values());
    for (let at = 0; at <= most; at += 1) {
      let width = Infinity;
      for (const cell of cells.filter(({ id }) => rank.get(id) === at)) {
        if (width + cell.width > widest) {
          rows.push([]);
          width = 0;
        }
        cell.layer = rows.length - 1;
        rows[cell.layer].push(cell);
        width += cell.width + GAP;
      }
    }
    return rows;
  }
  function chain(from, to, rows) {
    if (!from || !to || from === to) return [];
    const [low, high] = from.layer >= to.layer ? [from, to] : [to, from];
    const cells = [low];
    for (let layer = low.layer - 1; layer > high.layer; layer -= 1) {
      const passing = { ...cellOf({ id: "", width: PASSING, height: 0 }), layer };
      rows[layer].push(passing);
      cells.push(passing);
    }
    cells.push(high);
    cells.slice(1).forEach((upper, at) => {
      cells[at].ups.push(upper);
      upper.downs.push(cells[at]);
    });
    return cells[0] === from ? cells : cells.reverse();
  }
  function beside(cells, widest, from) {
    let [x2, y2, high] = [0, from ? from + BETWEEN : 0, 0];
    for (const cell of cells) {
      if (x2 && x2 + cell.width > widest) [x2, y2, high] = [0, y2 + high + GAP, 0];
      [cell.x, cell.y] = [x2, y2];
      x2 += cell.width + GAP;
      high = Math.max(high, cell.height);
    }
    return cells.length ? y2 + high : from;
  }
  function points(cells) {
    if (cells.length < 2) return [];
    const up = cells[0].layer >= cells[cells.length - 1].layer;
    const end = (cell, next, top) => {
      const others = [...top ? cell.ups : cell.downs].sort((a, b) => a.x - b.x);
      const place3 = (others.indexOf(next) + 1) / (others.length + 1);
      return { x: cell.x + cell.width * place3, y: top ? cell.y : cell.y + cell.height };
    };
    const last = cells.length - 1;
    const passing = cells.slice(1, last).flatMap(({ x: x2, y: y2, width, height }) => {
      const both = [{ x: x2 + width / 2, y: y2 + height }, { x: x2 + width / 2, y: y2 }];
      return up ? both : both.reverse();
    });
    return [end(cells[0], cells[1], up), ...passing, end(cells[last], cells[last - 1], !up)];
  }

  // board/zoom.js
  var LEAST2 = 0.25;
  var MOST3 = 2;
  var STEP = 1.25;
  var READABLE = 0.55;
  function zoomer(box4, draw3) {
    let scale = 1;
    let chosen = false;
    let size2 = { width: 1, height: 1 };
    const shown2 = el("output", { class: "mlab-scale" });
    const button3 = (words2, about, act) => {
      const made = el("button", { type: "button", class: "mlab-button", "aria-label": about, title: about }, words2);
      made.addEventListener("click", act);
      return made;
    };
    const node = el(
      "div",
      { class: "mlab-zoom", role: "group", "aria-label": "Size of the picture" },
      button3("−", "Smaller (key −)", () => to(scale / STEP)),
      shown2,
      button3("+", "Larger (key +)", () => to(scale * STEP)),
      button3("Fit", "The whole width (key 0)", () => whole2())
    );
    function to(wanted, about = { x: box4.clientWidth / 2, y: box4.clientHeight / 2 }) {
      const next = Math.min(MOST3, Math.max(LEAST2, wanted));
      const [x2, y2] = [(box4.scrollLeft + about.x) / scale, (box4.scrollTop + about.y) / scale];
      scale = next;
      chosen = true;
      paint();
      box4.scrollLeft = x2 * scale - about.x;
      box4.scrollTop = y2 * scale - about.y;
    }
    function whole2() {
      chosen = true;
      fit();
    }
    function fit(least = LEAST2) {
      scale = Math.min(1, Math.max(least, box4.clientWidth / size2.width));
      paint();
    }
    function paint() {
      size2 = draw3(scale);
      shown2.textContent = `${Math.round(scale * 100)} %`;
    }
    box4.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") to(scale * STEP);
      else if (event.key === "-") to(scale / STEP);
      else if (event.key === "0") whole2();
      else return;
      event.preventDefault();
    });
    const wheel = (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = box4.getBoundingClientRect();
      to(scale * STEP ** (-Math.sign(event.deltaY) / 2), { x: event.clientX - left, y: event.clientY - top });
    };
    box4.addEventListener("wheel", wheel, { passive: false });
    function begin4(about) {
      chosen = false;
      paint();
      fit(READABLE);
      if (!about) return;
      box4.scrollLeft = about.x * scale - box4.clientWidth / 2;
      box4.scrollTop = about.y * scale - box4.clientHeight / 2;
    }
    let width = 0;
    const watch = new ResizeObserver(() => {
      const changed = box4.clientWidth !== width;
      width = box4.clientWidth;
      if (changed && width && !chosen) fit(READABLE);
    });
    watch.observe(box4);
    return { node, begin: begin4, again: paint, stop: () => watch.disconnect() };
  }

  // board/picture.js
  var LETTER = 7.3;
  var LINE = 18;
  var HEAD = 24;
  var MOST_LETTERS = 24;
  var MOST_LINES = 9;
  var MARGIN = 10;
  var WORDS_OF = { added: "new table", dropped: "dropped", changed: "changed", unchanged: "" };
  function picture(open) {
    const place3 = el("div", { class: "mlab-picture-box", tabindex: "0", role: "group", "aria-label": "Picture of the tables: arrow keys go from one to the next, Enter opens one, + and − change the size" });
    let svg2 = draw("svg");
    let size2 = { width: 1, height: 1 };
    let at = 0;
    const head = freshId("arrow");
    const zoom = zoomer(place3, (scale) => {
      svg2.setAttribute("width", String(Math.ceil(size2.width * scale)));
      svg2.setAttribute("height", String(Math.ceil(size2.height * scale)));
      return size2;
    });
    const groups = () => [...place3.querySelectorAll("g[role=link]")].map((one) => (
      /** @type {SVGElement} */
      one
    ));
    place3.addEventListener("keydown", (event) => {
      const all = groups();
      const ways = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
      const inside = all.findIndex((one) => one === document.activeElement);
      if (event.key in ways && all.length) {
        at = inside < 0 ? at : ways[event.key];
        at = Math.min(all.length - 1, Math.max(0, at));
        all[at].focus();
        all[at].scrollIntoView({ block: "nearest", inline: "nearest" });
      } else if (event.key === "Enter" && inside >= 0) all[inside].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      else return;
      event.preventDefault();
    });
    let drawnNames = "";
    function show(tables, references) {
      const boxes = tables.map(boxOf);
      const laid = layers(boxes, references, Math.max(420, Math.min(900, Math.sqrt(tables.length) * 230)));
      size2 = { width: laid.width + 2 * MARGIN, height: laid.height + 2 * MARGIN };
      const lines = references.map((one, index) => line(one, laid.lines[index], head));
      const drawn = tables.map((table, index) => drawBox(table, boxes[index], laid.places.get(table.name) ?? { x: 0, y: 0 }));
      svg2 = draw("svg", { class: "mlab-tables-picture", viewBox: `${-MARGIN} ${-MARGIN} ${size2.width} ${size2.height}` }, arrowHead(head), ...lines.filter((one) => one !== null), ...drawn);
      tables.forEach((table, index) => drawn[index].addEventListener("click", () => open(table)));
      place3.replaceChildren(svg2);
      const names = tables.map((table) => table.name).join("\n");
      if (names === drawnNames) return zoom.again();
      drawnNames = names;
      at = 0;
      const news = tables.find((table) => table.state !== "unchanged") ?? tables[0];
      const spot = news && laid.places.get(news.name);
      zoom.begin(spot && { x: spot.x + boxes[tables.indexOf(news)].width / 2, y: spot.y });
    }
    return { place: place3, tools: zoom.node, show, stop: zoom.stop };
  }
  function linesOf(table) {
    const list = table.columns.map((line2) => ({ line: line2, cells: line2.after ?? line2.before ?? [], key: keyOf2(table, line2) }));
    if (list.length <= MOST_LINES) return { shown: list, more: 0 };
    const loud = new Set(list.filter(({ line: line2, key }) => line2.mark || key).slice(0, MOST_LINES - 1));
    for (const one of list) if (loud.size < MOST_LINES - 1) loud.add(one);
    const shown2 = list.filter((one) => loud.has(one));
    return { shown: shown2, more: list.length - shown2.length };
  }
  function keyOf2(table, line2) {
    const at = table.heads.indexOf("key");
    return at < 0 ? "" : (line2.after ?? line2.before)?.[at] ?? "";
  }
  var short = (text, most = MOST_LETTERS) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
  function aside({ cells, key }) {
    const to = /→ ([^,]+)/.exec(key)?.[1];
    if (to) return short(`→ ${to}`);
    return key.includes("primary key") ? "primary key" : short(cells[1] ?? "", 16);
  }
  function boxOf(table) {
    const { shown: shown2, more: more2 } = linesOf(table);
    const letters = shown2.map((one) => short(one.cells[0] ?? "").length + aside(one).length + 5);
    const title2 = short(table.name).length + WORDS_OF[
      /** @type {keyof typeof WORDS_OF} */
      table.state
    ].length + 5;
    const below = shown2.length + (more2 || !shown2.length ? 1 : 0);
    return { id: table.name, width: Math.max(110, LETTER * Math.max(title2, ...letters)), height: HEAD + LINE * below + 6 };
  }
  function drawBox(table, { width, height }, place3) {
    const { shown: shown2, more: more2 } = linesOf(table);
    const mark = STATES[table.state];
    const hue2 = mark ? ` mlab-${KINDS[mark]}` : "";
    const words2 = WORDS_OF[
      /** @type {keyof typeof WORDS_OF} */
      table.state
    ];
    const about = [table.name, mark === "~" ? words2 : "", table.words, "go to it"].filter(Boolean).join(", ");
    const text = (said2, more3) => draw("text", more3, document.createTextNode(said2));
    const rows = shown2.flatMap((one, index) => {
      const y2 = HEAD + LINE * (index + 1) - 2;
      const kind = one.line.mark ? ` mlab-line-${KINDS[one.line.mark]} mlab-${KINDS[one.line.mark]}` : "";
      const bold = /primary key/.test(one.key) ? " mlab-key" : "";
      return [
        one.line.mark ? draw("rect", { class: `mlab-row-ground${kind}`, x: 1, y: y2 - 13, width: width - 2, height: LINE }) : null,
        one.line.mark ? text(SIGNS[one.line.mark] ?? one.line.mark, { class: `mlab-row-mark${kind}`, x: 7, y: y2 }) : null,
        text(short(one.cells[0] ?? ""), { class: `mlab-column${kind}${bold}`, x: 20, y: y2 }),
        text(aside(one), { class: `mlab-aside${one.key.includes("→") ? " mlab-to" : ""}`, x: width - 8, y: y2, "text-anchor": "end" })
      ];
    });
    const rest = more2 ? `and ${more2} more columns` : shown2.length ? "" : table.words;
    return draw(
      "g",
      { class: `mlab-table-box${hue2}`, role: "link", tabindex: -1, "aria-label": about, transform: `translate(${place3.x} ${place3.y})` },
      draw("title", {}, document.createTextNode(about)),
      draw("rect", { class: "mlab-table-ground", width, height, rx: 6 }),
      draw("path", { class: "mlab-table-head", d: `M0 ${HEAD}V6a6 6 0 0 1 6-6H${width - 6}a6 6 0 0 1 6 6V${HEAD}Z` }),
      text(`${mark ? `${SIGNS[mark] ?? mark} ` : ""}${short(table.name)}`, { class: "mlab-table-name", x: 8, y: 17 }),
      words2 ? text(words2, { class: "mlab-table-words", x: width - 8, y: 17, "text-anchor": "end" }) : draw("g"),
      .../** @type {Element[]} */
      rows.filter((one) => one !== null),
      rest ? text(rest, { class: "mlab-aside", x: 20, y: HEAD + LINE * (shown2.length + 1) - 2 }) : draw("g"),
      draw("rect", { class: "mlab-table-edge", width, height, rx: 6 })
    );
  }
  function line(one, points2, head) {
    if (points2.length < 2) return null;
    const path = points2.map(({ x: x2, y: y2 }, at) => {
      if (!at) return `M${x2} ${y2}`;
      const before = points2[at - 1];
      const middle2 = (before.y + y2) / 2;
      return `C${before.x} ${middle2} ${x2} ${middle2} ${x2} ${y2}`;
    });
    const kind = one.mark ? ` mlab-${KINDS[one.mark]}` : "";
    const said2 = one.mark ? `${WORDS[one.mark]}: ` : "";
    const middle = points2[Math.floor(points2.length / 2) - (points2.length % 2 ? 0 : 1)];
    const next = points2[Math.floor(points2.length / 2)];
    const mark = one.mark ? draw("text", { class: `mlab-arrow-mark${kind}`, x: (middle.x + next.x) / 2 + 5, y: (middle.y + next.y) / 2 + 4 }, document.createTextNode(SIGNS[one.mark] ?? one.mark)) : draw("g");
    return draw(
      "g",
      { "aria-hidden": "true" },
      draw("title", {}, document.createTextNode(`${said2}${one.from}.${one.columns.join(", ")} refers to ${one.to}`)),
      draw("path", { class: `mlab-arrow${kind}`, d: path.join(""), "marker-end": `url(#${head})` }),
      mark
    );
  }
  function arrowHead(id) {
    const head = draw("path", { class: "mlab-arrow-head", d: "M0 0L8 4L0 8Z" });
    return draw("defs", {}, draw("marker", { id, viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, head));
  }

  // parts/rows.js
  function sampleTable(caption, sample, marks = /* @__PURE__ */ new Map(), inCell = () => null) {
    const kind = (column2) => marks.has(column2) ? `mlab-cell mlab-${KINDS[marks.get(column2) ?? ""]}` : null;
    const head = sample.columns.map((column2) => el("th", { scope: "col", class: kind(column2) }, sign(marks.get(column2)), column2));
    const cell = (value, row, at) => el("td", { class: kind(sample.columns[at]) }, value === null ? el("span", { class: "mlab-null" }, "NULL") : inCell(value, row, at) ?? value);
    const box4 = scroller(
      caption,
      el(
        "table",
        { class: "mlab-rows mlab-sample" },
        el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
        el("thead", {}, el("tr", {}, head)),
        el("tbody", {}, sample.rows.map((row, at) => el("tr", {}, row.map((value, column2) => cell(value, at, column2)))))
      )
    );
    if (marks.size) bringIntoView(box4);
    return box4;
  }
  function bringIntoView(box4) {
    const watch = new ResizeObserver(() => {
      const marked = (
        /** @type {HTMLElement | null} */
        box4.querySelector("th.mlab-add") ?? box4.querySelector("th.mlab-cell")
      );
      if (!marked || !box4.clientWidth) return;
      watch.disconnect();
      const right = marked.offsetLeft + marked.offsetWidth;
      if (right > box4.clientWidth) box4.scrollLeft = right - box4.clientWidth;
    });
    watch.observe(box4);
  }

  // board/rows_on_demand.js
  function rowsOnDemand(ask, follow) {
    const wanted = /* @__PURE__ */ new Map();
    let writes = null;
    async function look(name3, one) {
      const { first, containing, where } = one.query;
      const asked = JSON.stringify(one.query);
      const answer = await ask("rows", { table: one.key, first, containing, where });
      if (asked !== JSON.stringify(one.query)) return;
      const made = JSON.stringify({ ...answer, answer: null });
      if (made === one.made) return;
      one.made = made;
      one.told(answer);
      one.place.replaceChildren(answer.problem ? note(answer.problem) : rowsTable(name3, answer));
    }
    function rowsTable(name3, page) {
      if (!page.rows.length) return note(page.words);
      const links = new Map(page.links.map((link) => [link.at, link]));
      return sampleTable(page.words, page, /* @__PURE__ */ new Map(), (value, row, at) => {
        const link = links.get(at);
        const values = link?.values[row];
        if (!link || !values) return null;
        const where = Object.fromEntries(link.columns.map((column2, place3) => [column2, values[place3]]));
        const to = `${link.table}, ${link.columns.map((column2) => `${column2} = ${where[column2]}`).join(" and ")}`;
        const button3 = el("button", { type: "button", class: "mlab-link", title: `Go to ${to}`, "aria-label": `${value}: go to ${to}` }, value, el("span", { "aria-hidden": "true" }, " →"));
        button3.addEventListener("click", () => follow(link, where, `where ${name3}.${page.columns[at]} leads`));
        return button3;
      });
    }
    function begin4(name3, key) {
      const query = { first: 0, containing: "", where: null, because: "" };
      const search = searchField(`Rows of ${name3} with`, (text) => turn({ containing: text, first: 0 }));
      const back = el("button", { type: "button", class: "mlab-button", "aria-label": `Earlier rows of ${name3}` }, "‹ Earlier");
      const on = el("button", { type: "button", class: "mlab-button", "aria-label": `Later rows of ${name3}` }, "Later ›");
      const only = el("span", { class: "mlab-only" });
      const all = el("button", { type: "button", class: "mlab-button", "aria-label": `All rows of ${name3}` }, "All rows");
      const pager = el("div", { class: "mlab-pager" }, back, on);
      const chosen = el("div", { class: "mlab-chosen" }, only, all);
      let size2 = 0;
      function turn(more2) {
        Object.assign(query, more2);
        look(name3, one);
      }
      back.addEventListener("click", () => !back.ariaDisabled && turn({ first: Math.max(0, query.first - size2) }));
      on.addEventListener("click", () => !on.ariaDisabled && turn({ first: query.first + size2 }));
      all.addEventListener("click", () => {
        turn({ where: null, because: "", first: 0 });
        search.field.focus();
      });
      const one = {
        key,
        query,
        place: el("div", { class: "mlab-table-rows" }),
        tools: el("div", { class: "mlab-row-tools" }, search.node, chosen, pager),
        /** @param {RowPage} answer */
        told(answer) {
          if (answer.problem) return;
          size2 = answer.size;
          query.first = answer.first;
          chosen.hidden = !answer.where;
          only.textContent = answer.where ? `only ${answer.where}${query.because ? `, ${query.because}` : ""}` : "";
          search.node.hidden = Boolean(answer.where) || !query.containing && answer.total <= answer.size;
          pager.hidden = answer.total <= answer.size;
          back.ariaDisabled = answer.first > 0 ? null : "true";
          on.ariaDisabled = answer.first + answer.size < answer.total ? null : "true";
        }
      };
      for (const part of [search.node, chosen, pager]) part.hidden = true;
      return one;
    }
    function of(table) {
      const old = wanted.get(table.name);
      const place3 = el("div", {}, old ? [old.tools, old.place] : null);
      const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
      const button3 = actionButton("Rows", about, async () => {
        if (wanted.delete(table.name)) place3.replaceChildren();
        else {
          await show(table.name, table.key, null);
          wanted.get(table.name)?.place.scrollIntoView({ block: "nearest" });
        }
        button3.setAttribute("aria-expanded", String(wanted.has(table.name)));
      });
      places.set(table.name, { place: place3, button: button3 });
      if (old) {
        old.key = table.key;
        look(table.name, old);
      }
      return [el("div", { class: "mlab-tools" }, button3), place3];
    }
    const places = /* @__PURE__ */ new Map();
    async function show(name3, key, only) {
      const one = wanted.get(name3) ?? begin4(name3, key);
      wanted.set(name3, one);
      if (only) Object.assign(one.query, { ...only, first: 0, containing: "" });
      places.get(name3)?.place.replaceChildren(one.tools, one.place);
      places.get(name3)?.button.setAttribute("aria-expanded", "true");
      await look(name3, one);
    }
    function written(count) {
      if (count === writes) return;
      writes = count;
      for (const [name3, one] of wanted) if (one.place.isConnected) look(name3, one);
    }
    return { of, show, written };
  }

  // board/subset.js
  var MOST_DRAWN = 60;
  function inPicture(state, sought, found) {
    const all = state.tables;
    const chosen = sought ? all.filter(found) : all.length <= MOST_DRAWN ? all : all.filter((table) => table.state !== "unchanged");
    const names = new Set(chosen.map((table) => table.name));
    const linked = new Set(names);
    for (const { from, to } of chosen.length < all.length ? state.references : []) {
      if (names.has(from)) linked.add(to);
      if (names.has(to)) linked.add(from);
    }
    const wanted = [...chosen, ...all.filter((table) => linked.has(table.name) && !names.has(table.name))];
    const tables = wanted.slice(0, MOST_DRAWN).sort((a, b) => all.indexOf(a) - all.indexOf(b));
    const drawn = new Set(tables.map((table) => table.name));
    const references = state.references.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
    return { tables, references, words: words(all.length, chosen.length, wanted.length, sought) };
  }
  function words(all, chosen, wanted, sought) {
    if (!chosen) return sought ? "No table is found." : `There are ${all} tables, too many for one picture: search for those to draw.`;
    if (wanted > MOST_DRAWN) return `The first ${MOST_DRAWN} of ${wanted}: search for fewer.`;
    if (sought && wanted > chosen) return "With the tables that they refer to, or that refer to them.";
    if (!sought && chosen < all) return "What has just changed, with the tables around it: search for others.";
    return "An arrow leads from a foreign key to the table that it refers to.";
  }

  // board/tables.js
  function tablesPage(ask) {
    const head = tablesHead();
    const search = searchField("Search tables and columns", find);
    const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
    const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
    const drawing = picture((table) => goTo(table.name));
    const said2 = el("p", { class: "mlab-note" });
    const source = el("div", {});
    const pictures = el("div", { class: "mlab-picture", hidden: true }, el("div", { class: "mlab-tools" }, said2, drawing.tools), drawing.place, source);
    const body = el("div", { class: "mlab-page-tables" }, el("p", { class: "mlab-tables-head" }, head.words), el("div", { class: "mlab-tools" }, search.node, toggle), boxes, pictures);
    const open = /* @__PURE__ */ new Map();
    const fills = /* @__PURE__ */ new Map();
    const rows = rowsOnDemand(ask, (link, where, because) => {
      const to = state?.tables.find((table) => table.key === link.key);
      if (to) goTo(to.name, { where, because });
    });
    let state = null;
    let items = [];
    let list = null;
    let sought = "";
    let columns = {};
    const drawOne = (item) => item.other ? el("li", {}, otherWords(item.other)) : box4(item.table, item.found);
    function box4(table, found) {
      const details = tableBox(table, open.get(table.name) ?? table.open);
      if (found) details.querySelector("summary")?.append(el("span", { class: "mlab-chip" }, `column ${found}`));
      let full = table.state === "dropped";
      const fill = () => {
        if (!full) details.append(...rows.of(table));
        full = true;
      };
      fills.set(table.name, fill);
      if (details.open) fill();
      details.addEventListener("toggle", async () => {
        open.set(table.name, details.open);
        if (details.open) fill();
        if (!details.open || table.heads.length || details.querySelector("table.mlab-structure")) return;
        const answer = await ask("table", { table: table.key });
        if (answer.table) details.querySelector("summary")?.after(wholeTable(answer.table));
      });
      return el("li", {}, details);
    }
    function draw3() {
      if (!state) return;
      const fits = (table) => !sought || contains(table.name, sought) || table.key in columns;
      const tables = state.tables.filter(fits);
      items = [
        ...tables.map((table) => ({ table, found: sought ? columns[table.key] ?? "" : "" })),
        ...sought ? [] : state.others.map((other) => ({ other }))
      ];
      search.say(tables.length ? `${tables.length.toLocaleString("en")} of ${state.tables.length.toLocaleString("en")}` : "none found");
      list?.show(items);
      toggle.hidden = !state.tables.length;
      if (!pictures.hidden) paint();
    }
    async function find(text) {
      sought = text;
      columns = {};
      draw3();
      const answer = text ? await ask("find", { text }) : {};
      if (text !== sought) return;
      columns = answer.tables ?? {};
      draw3();
    }
    async function goTo(name3, only = null) {
      const table = state?.tables.find((one) => one.name === name3);
      if (!table) return;
      show(false);
      open.set(name3, true);
      if (!items.some((item) => item.table?.name === name3)) {
        search.clear();
        sought = "";
      }
      draw3();
      const reveal = () => list?.reveal(items.findIndex((item) => item.table?.name === name3));
      reveal();
      const details = [...boxes.querySelectorAll("details")].find((one) => one.dataset.table === name3);
      if (details) details.open = true;
      fills.get(name3)?.();
      details?.querySelector("summary")?.focus({ preventScroll: true });
      if (only) await rows.show(name3, table.key, only);
      reveal();
      details?.querySelector(".mlab-table-rows")?.scrollIntoView({ block: "nearest" });
    }
    function paint() {
      if (!state) return;
      const { tables, references, words: words2 } = inPicture(state, sought, (table) => items.some((item) => item.table === table));
      drawing.show(tables, references);
      drawing.place.hidden = drawing.tools.hidden = !tables.length;
      said2.textContent = words2;
      const text = state.diagram;
      source.replaceChildren(
        ...text ? [fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text))] : []
      );
    }
    function show(asPicture) {
      pictures.hidden = !asPicture;
      boxes.hidden = asPicture;
      toggle.setAttribute("aria-pressed", String(asPicture));
      if (asPicture) paint();
    }
    toggle.addEventListener("click", () => show(Boolean(pictures.hidden)));
    function update(next, scrolling) {
      state = next;
      list ??= virtual(scrolling, boxes, { drawOne, keyOf: (item) => item.other?.join(" ") ?? item.table?.name ?? "", guess: 40 });
      head.update(state);
      draw3();
    }
    function stop() {
      search.stop();
      drawing.stop();
      list?.stop();
    }
    return { body, update, stop, written: rows.written };
  }

  // board/why.js
  function whyButton(show, beside2 = () => null) {
    const node = el("span", { class: "mlab-why-state", hidden: true });
    let id = "";
    function update(entry) {
      if (entry === id) return;
      id = entry;
      const draw3 = () => {
        node.hidden = !entry;
        node.replaceChildren(...entry ? [button3(entry)] : []);
      };
      keepFocus(node, draw3, beside2());
    }
    function button3(entry) {
      const attributes = { class: "mlab-button mlab-small", "aria-label": `Why? Show the page about ${entry}` };
      const not = el("code", { title: "In a cell of a notebook, this shows the page." }, `lab.explain("${entry}")`);
      return tellingButton(attributes, "Why?", { act: () => show(entry), done: "A cell shows the page.", not });
    }
    return { node, update };
  }

  // parts/live.js
  function guardKeys(root) {
    const guard = (event) => {
      const { altKey, ctrlKey, metaKey } = (
        /** @type {KeyboardEvent} */
        event
      );
      const target = (
        /** @type {Element} */
        event.target
      );
      target.toggleAttribute("data-lm-suppress-shortcuts", !(altKey || ctrlKey || metaKey));
    };
    for (const type of ["focusin", "keydown", "keyup"]) root.addEventListener(type, guard);
  }
  var AFTER = 1e3;
  function tellKernel(model, message) {
    try {
      model.send(message);
    } catch {
    }
  }
  function drawWith(draw3) {
    return ({ model, el: host }) => {
      const root = el("div", { class: "mlab" });
      guardKeys(root);
      const update = () => draw3(root, model.get("_state"), model);
      update();
      model.on("change:_state", update);
      host.append(root);
      const view = freshId("view");
      tellKernel(model, { view, there: true });
      return () => {
        model.off("change:_state", update);
        root.remove();
        setTimeout(() => tellKernel(model, { view, there: false }), AFTER);
      };
    };
  }

  // board.js
  function render({ model, el: host }) {
    const root = el("section", { class: "mlab mlab-board", "aria-label": "Board: models, scripts and database" });
    guardKeys(root);
    host.append(root);
    const [ask, stopAsking] = asker(model);
    const docked = dock(root, ask);
    const runs = model.stored ? void 0 : runsCells(root, model);
    const inCell = (command) => runs?.(`%${command}`) ?? false;
    const head = boardHead(ask, inCell, ...docked.tools);
    const about = whyButton((id) => runs?.(`lab.explain("${id}")`) ?? false, () => head.node.querySelector(".mlab-sentence"));
    head.node.querySelector(".mlab-state")?.after(about.node);
    const three = placesPage(runs);
    const tables = tablesPage(ask);
    const go = async (what, more2 = {}) => what === "go" && "command" in more2 && inCell(String(more2.command)) ? {} : ask(what, more2);
    const history = historyPage(go, head.focusResult);
    const pages = {
      _places: { title: "Three places", ...three },
      _history: { title: "History", ...history },
      _tables: { title: "Tables", ...tables },
      _sql: { title: "SQL", ...sqlPage() }
    };
    root.append(head.node, tabs2("Board", Object.values(pages)));
    let beat = "live";
    const places = () => model.get("_places").now ?? null;
    const status = () => model.get("_status");
    const drawHead = () => {
      head.update(places(), status(), beat);
      about.update(places()?.entry ?? "");
      root.classList.toggle("mlab-not-live", !TRUSTED.includes(beat));
      root.classList.toggle("mlab-stuck", places()?.can_move === false);
      root.classList.toggle("mlab-read-only", status().read_only);
      root.dataset.title = status().title ?? "";
    };
    const handlers = Object.entries(pages).map(([trait, page]) => {
      const show = () => {
        const state = model.get(trait).now;
        if (state != null && page.body.parentElement) page.update(state, page.body.parentElement);
      };
      show();
      return [trait, show];
    });
    const drawRows2 = () => [tables, history].forEach((page) => page.written(status().writes));
    const drawMinis = () => three.showTables(model.get("_tables")?.now ?? null);
    const drawGoal2 = () => three.showGoal(model.get("_goal")?.now ?? null);
    handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows2], ["_tables", drawMinis], ["_goal", drawGoal2]);
    for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
    const stopPulse = pulse(model, root, (now) => {
      beat = now;
      drawHead();
    });
    drawHead();
    drawRows2();
    drawMinis();
    drawGoal2();
    const leave = model.stored ? () => {
    } : presence(model, root, ask);
    return () => {
      stopPulse();
      leave();
      docked.stop();
      head.stop();
      stopAsking();
      for (const [trait, show] of handlers) model.off(`change:${trait}`, show);
      for (const page of Object.values(pages)) page.stop();
      root.remove();
    };
  }
  var board_default = { render };

  // card/head.js
  function cardHead(card) {
    const loud = card.facts.filter((fact) => fact.mark === "!" && !fact.told);
    const quiet = card.facts.filter((fact) => fact.mark !== "!" && !fact.told);
    const alone = !card.headlines.length && !loud.length;
    const first = alone ? quiet.length ? quiet : [{ mark: "", words: "nothing changed", told: false }] : loud;
    return el(
      "div",
      { class: "mlab-head" },
      first.length ? el("ul", { class: "mlab-facts mlab-loud" }, first.map(factItem)) : null,
      card.why ? el("p", { class: "mlab-why" }, card.why) : null,
      card.headlines.map(headline),
      card.detected.length ? el("ul", { class: "mlab-detected", "aria-label": "What Alembic detected" }, card.detected.map((words2) => el("li", {}, words2))) : null,
      el(
        "div",
        { class: "mlab-ran" },
        el("code", { class: "mlab-command" }, card.command),
        copyButton("the command", card.command),
        alone || !quiet.length ? null : el("ul", { class: "mlab-facts" }, quiet.map(factItem))
      )
    );
  }
  function headline(one) {
    return el(
      "div",
      { class: "mlab-headline" },
      el(
        "p",
        { class: "mlab-what" },
        one.database ? el("span", { class: "mlab-where" }, `${one.database}: `) : null,
        el("strong", {}, one.was ? [el("del", {}, el("bdi", {}, one.was)), " → "] : null, el("bdi", {}, one.name)),
        one.changes.map((fact) => [" ", el("span", { class: `mlab-chip mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), fact.words)])
      ),
      one.rows.length ? el("p", { class: "mlab-became" }, one.rows.map((fact, at) => [at ? " · " : null, el("span", { class: `mlab-${KINDS[fact.mark] ?? "none"}` }, fact.mark === "-" ? sign("-", {}) : null, fact.words)])) : null
    );
  }
  function factItem(fact) {
    return el("li", { class: `mlab-fact mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), el("span", {}, fact.words));
  }

  // parts/aligned.js
  var LONG = 32;
  function alignedTable(caption, { columns, rows }) {
    const marked = rows.some((row) => row.mark);
    const head = columns.map((column2) => el("th", { scope: "col", class: cellClass2(column2) }, sign(column2.mark), column2.was ? [el("del", {}, column2.was), " → "] : null, column2.name));
    const body = rows.map(
      (row) => el(
        "tr",
        { class: row.mark ? `mlab-row mlab-${KINDS[row.mark]}` : "mlab-row" },
        marked ? el("td", { class: "mlab-gutter" }, sign(row.mark)) : null,
        row.cells.map((cell, at) => {
          const isKey = at === 0 && columns[0].key;
          return el(isKey ? "th" : "td", { scope: isKey ? "row" : null, class: cellClass2(columns[at], cell, row.mark) }, cellWords(columns[at], cell, row.mark));
        })
      )
    );
    return scroller(
      caption,
      el(
        "table",
        { class: "mlab-rows mlab-aligned" },
        el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
        el("thead", {}, el("tr", {}, marked ? el("td", { class: "mlab-gutter" }) : null, head)),
        el("tbody", {}, body)
      )
    );
  }
  function cellClass2(column2, cell, row = "") {
    const kind = column2.mark === "+" || column2.mark === "-" ? KINDS[column2.mark] : !cell && column2.mark ? "change" : cell?.changed && !row.match(/[+-]/) ? "change" : "";
    const long = kind === "change" && cell && `${cell.before}${cell.after}`.length > LONG;
    return [kind ? `mlab-cell mlab-${kind}` : "", long ? "mlab-long" : ""].filter(Boolean).join(" ") || null;
  }
  function cellWords(column2, cell, row) {
    const gone = row === "-" || column2.mark === "-";
    if (gone && column2.mark === "+" || row === "+" && column2.mark === "-") return null;
    if (gone) return el("del", {}, shown(cell.before));
    if (row === "+" || column2.mark === "+") return el("ins", {}, shown(cell.after));
    if (!cell.changed) return shown(cell.after);
    return [el("del", {}, shown(cell.before)), el("span", { class: "mlab-to" }, " → "), el("ins", {}, shown(cell.after))];
  }
  function shown(value) {
    return value === null ? el("span", { class: "mlab-null" }, "NULL") : value;
  }

  // card/motion/marks.js
  var keyOf3 = (table, row, column2) => JSON.stringify([table, row, column2]);
  var headOf = (table, column2) => JSON.stringify([table, null, column2]);
  function cellsOf(pictures) {
    const cells = /* @__PURE__ */ new Map();
    for (const { id, columns, rows } of pictures) {
      for (const [column2, name3] of columns) cells.set(headOf(id, column2), name3);
      for (const [row, values] of rows) columns.forEach(([column2], at) => cells.set(keyOf3(id, row, column2), values[at]));
    }
    return cells;
  }
  var pictured = (motion, places) => places.map((place3) => motion.pictures[place3]);
  function marksAfter(motion, at) {
    const step2 = motion.steps[at];
    const before = cellsOf(pictured(motion, step2.before));
    const was = new Set(pictured(motion, step2.before).filter((one) => !one.gone).map((one) => one.id));
    const marks = /* @__PURE__ */ new Map();
    for (const [key, value] of cellsOf(pictured(motion, step2.after))) {
      if (!was.has(JSON.parse(key)[0])) continue;
      if (!before.has(key)) marks.set(key, "+");
      else if (before.get(key) !== value) marks.set(key, "~");
    }
    for (const key of copiedUnderAnotherName(motion, step2)) marks.set(key, "~");
    for (const [table, column2] of doomed(motion, at)) {
      const picture2 = pictured(motion, step2.after).find((one) => one.id === table);
      if (!picture2?.columns.some(([id]) => id === column2)) continue;
      marks.set(headOf(table, column2), "-");
      for (const [row] of picture2.rows) marks.set(keyOf3(table, row, column2), "-");
    }
    return marks;
  }
  function copiedUnderAnotherName(motion, step2) {
    const heads2 = cellsOf([...pictured(motion, step2.before), ...pictured(motion, step2.after)]);
    return step2.flows.filter(({ from_table, to_table }) => from_table !== to_table).flatMap(({ from_table, to_table, columns }) => columns.map(([from, to]) => [headOf(from_table, from), headOf(to_table, to)])).filter(([from, to]) => heads2.get(from) !== heads2.get(to)).flat();
  }
  function doomed(motion, at) {
    const copied = new Set(motion.steps.slice(0, at + 1).flatMap((step2) => step2.flows.map((flow) => flow.from_table)));
    return motion.steps.slice(at + 1).flatMap((step2) => step2.lost.filter(([table, column2]) => column2 && copied.has(table)));
  }

  // card/motion/plan.js
  var ROW2 = 130;
  var CELL = 55;
  var TIMES = { move: 700, fly: 800, slide: 520, enter: 420, change: 620, fall: 950, leave: 380, fade: 260 };
  function planMoves(step2, before, after) {
    const sources = sourcesOf(step2);
    const lost = new Set(step2.lost.map(([table, column2]) => column2 ? headOf(table, column2) : table));
    const rows = new RowCount();
    const moves = [];
    const add = (key, kind, x2 = 0, y2 = 0, delay = 0) => moves.push({ key, kind, x: x2, y: y2, delay, duration: TIMES[kind] });
    for (const [key, to] of after.rects) {
      const from = before.rects.get(key);
      const [table, row, column2] = partsOf(key);
      const source = sources.get(key);
      const start = source && before.rects.get(source);
      if (column2 === void 0) {
        if (!from && step2.flows.some((flow) => flow.to_table === key)) continue;
        if (!from) add(key, "enter");
        else if (far(from, to)) add(key, "move", from.left - to.left, from.top - to.top);
        continue;
      }
      const changed = from && before.cells.get(key) !== after.cells.get(key);
      const at = rows.of(table, row);
      if (changed) add(key, "fade", 0, 0, start ? at * ROW2 + TIMES.fly * 0.7 : at * CELL * 1.5);
      if (start && (!from || changed)) add(key, "fly", start.left - to.left, start.top - to.top, at * ROW2);
      else if (changed) add(key, "change", 0, 0, at * CELL * 1.5);
      else if (from) {
        const [was, now] = [before.rects.get(table), after.rects.get(table)];
        const x2 = from.left - to.left - ((was?.left ?? 0) - (now?.left ?? 0));
        const y2 = from.top - to.top - ((was?.top ?? 0) - (now?.top ?? 0));
        if (Math.abs(x2) > 0.5 || Math.abs(y2) > 0.5) add(key, "move", x2, y2);
      } else if (before.rects.has(table)) {
        if (!before.rects.has(headOf(table, column2))) add(key, "slide", 36, 0, row === null ? 0 : 180 + at * CELL);
        else add(key, "enter", 0, -10, at * ROW2);
      }
    }
    const going2 = new RowCount();
    for (const key of before.rects.keys()) {
      const [table, row, column2] = partsOf(key);
      if (after.rects.has(key) || column2 === void 0) continue;
      const falls = lost.has(headOf(table, column2)) ? before.cells.get(key) !== null : lost.has(table) && row !== null;
      add(key, falls ? "fall" : "leave", 0, 0, falls ? going2.of(table, row) * 90 : 0);
    }
    return moves;
  }
  function sourcesOf(step2) {
    const sources = /* @__PURE__ */ new Map();
    for (const { from_table, to_table, columns, rows } of step2.flows) {
      for (const [from, to] of rows) for (const [old, now] of columns) sources.set(keyOf3(to_table, to, now), keyOf3(from_table, from, old));
    }
    return sources;
  }
  var RowCount = class {
    /** @type {Map<string, Map<string, number>>} */
    tables = /* @__PURE__ */ new Map();
    /**
     * @param {string} table
     * @param {string | null | undefined} row
     */
    of(table, row) {
      if (row == null) return 0;
      const rows = this.tables.get(table) ?? /* @__PURE__ */ new Map();
      this.tables.set(table, rows);
      if (!rows.has(row)) rows.set(row, rows.size);
      return rows.get(row) ?? 0;
    }
  };
  function partsOf(key) {
    return key.startsWith("[") ? JSON.parse(key) : [key];
  }
  function far(one, other) {
    return Math.abs(one.left - other.left) > 0.5 || Math.abs(one.top - other.top) > 0.5;
  }

  // card/motion/moving.js
  var GENTLE = "cubic-bezier(0.3, 0, 0.15, 1)";
  var GRAVITY = "cubic-bezier(0.45, 0, 0.9, 0.55)";
  function isStill() {
    return !("animate" in document.createElement("i")) || globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches === true;
  }
  function framesOf({ kind, x: x2, y: y2, key }, rect, floor = 0) {
    const from = `translate(${x2}px, ${y2}px)`;
    const tilt = (rowOf(key).charCodeAt(0) || 0) % 2 ? 1 : -1;
    switch (kind) {
      case "fly":
        return [
          { transform: from, opacity: 0, zIndex: 3 },
          // so what has not set out yet hides nothing
          { transform: from, opacity: 1, zIndex: 3, offset: 0.06, easing: GENTLE },
          { transform: "none", opacity: 1, zIndex: 3 }
        ];
      case "move":
        return [{ transform: from, zIndex: 2 }, { transform: "none", zIndex: 2 }];
      case "slide":
      case "enter":
        return [{ transform: from, opacity: 0 }, { transform: "none", opacity: 1 }];
      case "change":
        return [{ transform: "rotateX(90deg)", opacity: 0.2 }, { transform: "rotateX(-20deg)", opacity: 1, offset: 0.7 }, { transform: "none", opacity: 1 }];
      case "fall":
        return [
          { transform: "none", opacity: 1 },
          { transform: `translate(${-2 * tilt}px, -5px) rotate(${2 * tilt}deg)`, opacity: 1, offset: 0.18 },
          { transform: `translate(${10 * tilt}px, ${Math.max(floor - (rect?.top ?? 0) - 20, 60)}px) rotate(${16 * tilt}deg)`, opacity: 0 }
        ];
      case "fade":
      case "leave":
        return [{ opacity: 1 }, { opacity: 0 }];
    }
  }
  var rowOf = (key) => key.startsWith("[") ? String(JSON.parse(key)[1]) : "";
  function moveStage(stage, step2, before, cells, wait2) {
    const rects = stage.rects();
    const moves = planMoves(step2, before, { rects, cells });
    const floor = stage.root.clientHeight;
    const running = [];
    const counters = countersOf(stage, step2);
    for (const move of moves) {
      const gone = move.kind === "fall" || move.kind === "leave" || move.kind === "fade";
      const rect = (gone ? before.rects : rects).get(move.key);
      const node = gone ? ghost(stage, before, move, rect) : stage.get(move.key);
      if (!node || !rect) continue;
      const easing = move.kind === "fall" ? GRAVITY : GENTLE;
      const animation = node.animate(framesOf(move, rect, floor), { duration: move.duration, delay: wait2 + move.delay, easing, fill: gone ? "both" : "backwards" });
      if (move.kind === "fall") animation.addEventListener("finish", () => counters.count(move.key));
      running.push(animation);
    }
    for (const count of stage.root.querySelectorAll(".mlab-motion-lost")) {
      running.push(count.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 250, delay: wait2 + 300, fill: "backwards" }));
    }
    return { running, end: counters.end };
  }
  function ghost(stage, before, { key, kind }, rect) {
    const node = before.nodes.get(key);
    if (!node || !rect) return void 0;
    const value = before.cells.get(key);
    const copy = el(
      "div",
      {
        class: `mlab-motion-ghost mlab-motion-${kind}${node.tagName === "TH" ? " mlab-motion-head" : ""}`,
        style: `left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px; height: ${rect.height}px`
      },
      value === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, value)
    );
    stage.ghosts.append(copy);
    return copy;
  }
  function countersOf(stage, step2) {
    const counters = step2.lost.map(([table, column2, words2]) => ({ table, column: column2, words: words2, fallen: /* @__PURE__ */ new Set(), node: [...stage.get(table)?.querySelectorAll("[data-lost]") ?? []].find((node) => node.getAttribute("data-lost") === column2) }));
    for (const one of counters) if (one.node) one.node.textContent = one.words.replace(/^[\d,]+/, "0");
    return {
      count(key) {
        const [table, row, column2] = JSON.parse(key);
        for (const one of counters.filter((each) => each.table === table && (!each.column || each.column === column2))) {
          if (!one.node || row === null) continue;
          one.fallen.add(row);
          one.node.textContent = one.words.replace(/^[\d,]+/, String(one.fallen.size));
        }
      },
      /** What stands there in the end. */
      end() {
        for (const one of counters) if (one.node) one.node.textContent = one.words;
      }
    };
  }

  // card/motion/player.js
  var READ = 650;
  var LOOK = 1500;
  function makePlayer(motion, stage, tell) {
    const { steps: steps3 } = motion;
    let place3 = 0;
    let playing = false;
    let running = [];
    let end = () => {
    };
    const waiting = () => running.filter((one) => one.playState === "paused");
    const say = () => tell(place3, playing, waiting().length > 0);
    const settle2 = () => {
      for (const animation of running.splice(0)) animation.cancel();
      end();
      end = () => {
      };
      stage.ghosts.replaceChildren();
    };
    const draw3 = (to) => {
      settle2();
      place3 = to;
      const step2 = steps3[to - 1];
      const pictures = pictured(motion, step2 ? step2.after : steps3[0].before);
      const before = new Set(step2 ? pictured(motion, step2.before).map((one) => one.id) : pictures.map((one) => one.id));
      const made = new Set(pictures.map((one) => one.id).filter((id) => !before.has(id)));
      stage.draw(pictures, step2 ? marksAfter(motion, to - 1) : void 0, step2?.lost, made);
      stage.root.dataset.place = String(to);
    };
    const run = (to) => {
      const step2 = steps3[to - 1];
      const pictures = pictured(motion, step2.before);
      settle2();
      if (isStill()) return draw3(to);
      const stands = place3 === to - 1 && (to < 2 || same(step2.before, steps3[to - 2].after));
      if (!stands) stage.draw(pictures);
      const before = { rects: stage.rects(), nodes: stage.nodes(), cells: cellsOf(pictures) };
      draw3(to);
      const moved = moveStage(stage, step2, before, cellsOf(pictured(motion, step2.after)), playing ? READ : READ / 4);
      running = moved.running;
      end = moved.end;
      if (playing) running.push(pause());
      const all = running;
      Promise.all(all.map((one) => one.finished)).then(
        () => {
          if (running !== all) return;
          settle2();
          if (playing) go(place3 + 1);
        },
        () => {
        }
        // it was cut short
      );
    };
    const pause = () => {
      const longest = Math.max(READ, ...running.map((one) => Number(one.effect?.getComputedTiming().endTime ?? 0)));
      return stage.ghosts.animate([{ opacity: 1 }, { opacity: 1 }], { duration: longest + LOOK });
    };
    const go = (to) => {
      if (to > steps3.length) playing = false;
      else if (to > 0) run(to);
      else draw3(0);
      say();
    };
    return {
      get place() {
        return place3;
      },
      first() {
        draw3(0);
        say();
      },
      /** Draw this place again, since there is more room now, or less; what was moving has come to its end then. */
      redraw() {
        playing = false;
        draw3(place3);
        say();
      },
      next() {
        playing = false;
        if (place3 < steps3.length) go(place3 + 1);
      },
      back() {
        playing = false;
        draw3(Math.max(0, place3 - 1));
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
        else if (place3 >= steps3.length) {
          draw3(0);
          go(1);
        } else go(place3 + 1);
        say();
      },
      stop() {
        playing = false;
        settle2();
      }
    };
  }
  function same(one, other) {
    return one.length === other.length && one.every((each, at) => each === other[at]);
  }

  // card/motion/fit.js
  var EDGES = 2;
  var NULL_SIGN = 6;
  var FEW = 9;
  var FEWEST_COLUMNS = 2;
  function fitOf(motion, room) {
    const scenes = /* @__PURE__ */ new Map();
    for (const picture2 of motion.pictures) scenes.set(sceneOf(picture2), [...scenes.get(sceneOf(picture2)) ?? [], picture2]);
    const fits = new Map([...scenes].map(([scene, pictures]) => [scene, fitScene(pictures, room)]));
    return (picture2) => {
      const { widths, most } = fits.get(sceneOf(picture2)) ?? { widths: /* @__PURE__ */ new Map(), most: 0 };
      const columns = picture2.columns.flatMap(([id, name3, rank], at) => rank < most ? [{ id, name: name3, at, width: widths.get(id) ?? FEW }] : []);
      return { columns, more: picture2.more + picture2.columns.length - columns.length };
    };
  }
  var sceneOf = (picture2) => picture2.id.split(".")[0];
  function fitScene(pictures, room) {
    const natural = widthsOf(pictures);
    const ranks2 = Math.max(0, ...pictures.flatMap((picture2) => picture2.columns.map(([, , rank]) => rank + 1)));
    const longest = Math.max(FEW, ...natural.values());
    for (let most = ranks2; ; most -= 1) {
      for (let cap = longest; cap >= FEW; cap -= 1) {
        const width = (id) => Math.min(natural.get(id) ?? FEW, cap);
        const wide = (picture2) => picture2.columns.reduce((sum, [id, , rank]) => sum + (rank < most ? width(id) : 0), 0);
        const last = most <= FEWEST_COLUMNS && cap === FEW;
        if (last || pictures.every((picture2) => wide(picture2) <= room)) return { most, widths: new Map([...natural.keys()].map((id) => [id, width(id)])) };
      }
    }
  }
  function widthsOf(pictures) {
    const widths = /* @__PURE__ */ new Map();
    for (const { columns, rows } of pictures) {
      columns.forEach(([id, name3], at) => {
        const longest = Math.max(name3.length + 1, ...rows.map(([, values]) => values[at]?.length ?? NULL_SIGN));
        widths.set(id, Math.max(widths.get(id) ?? 0, longest + EDGES));
      });
    }
    return widths;
  }

  // card/motion/stage.js
  var CHARACTER = 0.93 * 0.605;
  function makeStage(motion) {
    let fit = fitOf(motion, 1e3);
    const tables = el("div", { class: "mlab-motion-tables" });
    const ghosts = el("div", { class: "mlab-motion-ghosts", "aria-hidden": "true" });
    const root = el("div", { class: "mlab-motion-stage" }, tables, ghosts);
    let shown2 = /* @__PURE__ */ new Map();
    function draw3(pictures, marks = /* @__PURE__ */ new Map(), lost = [], made = /* @__PURE__ */ new Set()) {
      const next = /* @__PURE__ */ new Map();
      const cell = (key, tag2, text, children) => {
        const node = shown2.get(key) ?? el(tag2, tag2 === "th" ? { scope: "col" } : {});
        const mark = marks.get(key);
        node.className = mark ? `mlab-${KINDS[mark]}` : "";
        node.title = text;
        node.replaceChildren(...[tag2 === "th" ? sign(mark) : null, ...[children].flat(9)].filter((one) => one != null && one !== false).map((one) => (
          /** @type {Node | string} */
          one
        )));
        next.set(key, node);
        return node;
      };
      const table = (picture2) => {
        const { columns, more: more2 } = fit(picture2);
        const words2 = more2 ? `${picture2.words}, ${more2} more ${more2 === 1 ? "column" : "columns"} not shown` : picture2.words;
        const grid = el(
          "table",
          { style: `width: ${columns.reduce((sum, { width }) => sum + width, 0)}ch` },
          el("caption", {}, el("strong", {}, made.has(picture2.id) ? sign("+") : null, el("bdi", {}, picture2.table)), " ", el("span", {}, words2)),
          el("colgroup", {}, columns.map(({ width }) => el("col", { style: `width: ${width}ch` }))),
          el("thead", {}, el("tr", {}, columns.map(({ id, name: name3 }) => cell(headOf(picture2.id, id), "th", name3, el("bdi", {}, name3))))),
          el("tbody", {}, picture2.rows.map(([row, values]) => el("tr", {}, columns.map(({ id, at }) => value(picture2, row, id, values[at])))))
        );
        return grid;
      };
      const value = (picture2, row, column2, text) => cell(keyOf3(picture2.id, row, column2), "td", text ?? "NULL", text === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, text));
      const boxes = pictures.map((picture2) => {
        const fallen = lost.filter(([id]) => id === picture2.id);
        const box4 = el(
          "div",
          { class: picture2.gone ? "mlab-motion-table mlab-motion-gone" : "mlab-motion-table", "data-table": picture2.table, style: picture2.gone ? `--rows: ${rowsOf(picture2)}` : null },
          picture2.gone ? el("p", {}, sign("-"), el("strong", {}, el("bdi", {}, picture2.table)), " ", el("span", {}, picture2.words)) : table(picture2),
          fallen.map(([, column2, words2]) => el("p", { class: "mlab-motion-lost mlab-drop" }, sign("-"), el("strong", { "data-lost": column2 }, words2), column2 ? [" of ", el("code", {}, nameOf2(picture2.id, column2))] : null, " gone"))
        );
        next.set(picture2.id, box4);
        return box4;
      });
      shown2 = next;
      tables.replaceChildren(...boxes);
      ghosts.replaceChildren();
    }
    const rowsOf = (picture2) => motion.pictures.filter((one) => one.id === picture2.id && !one.gone).at(-1)?.rows.length ?? 0;
    const nameOf2 = (table, column2) => motion.pictures.filter((one) => one.id === table).flatMap((one) => one.columns).find(([id]) => id === column2)?.[1] ?? column2;
    return {
      root,
      ghosts,
      draw: draw3,
      /** Choose the columns for as much room as there is now. */
      fit() {
        if (!root.clientWidth) return;
        fit = fitOf(motion, Math.floor(root.clientWidth / (parseFloat(getComputedStyle(root).fontSize) * CHARACTER)));
      },
      get: (key) => shown2.get(key),
      /** Where everything is, relative to the stage: one look at the layout. */
      rects() {
        const home = root.getBoundingClientRect();
        const found = /* @__PURE__ */ new Map();
        for (const [key, node] of shown2) {
          const { left, top, width, height } = node.getBoundingClientRect();
          found.set(key, { left: left - home.left, top: top - home.top, width, height });
        }
        return found;
      },
      /** The elements on the stage, before others take their place. */
      nodes: () => new Map(shown2)
    };
  }

  // card/motion/motion.js
  var VERB = /^(?:CREATE|ALTER|DROP)(?: TEMPORARY)? \w+|^INSERT INTO|^DELETE FROM|^UPDATE|^\w+/i;
  function motionOf({ motion, name: name3 }) {
    if (!motion?.steps.length) return null;
    const root = el("div", { class: "mlab-motion" });
    const many = motion.steps.length;
    const watch = el(
      "button",
      { type: "button", class: "mlab-motion-watch", "aria-expanded": "false" },
      el("span", { "aria-hidden": "true" }, "▶"),
      isStill() ? " See the rows step by step" : " Watch the rows",
      name3 ? ` of the ${name3}` : null,
      el("span", { class: "mlab-motion-many" }, `${many} ${many === 1 ? "step" : "steps"}`)
    );
    watch.addEventListener("click", () => {
      const close = () => {
        root.replaceChildren(watch);
        watch.focus();
      };
      const opened = openMotion(motion, name3, close);
      root.replaceChildren(opened.root);
      opened.begin();
    });
    root.append(watch);
    return root;
  }
  function openMotion(motion, name3, close) {
    const { steps: steps3 } = motion;
    const stage = makeStage(motion);
    const back = button("Back", "‹", () => player.back(), "Back (←)");
    const next = button("Next", "›", () => player.next(), "Next (→)");
    const play = button("Play", "", () => player.toggle());
    const shut = button(
      "Close",
      "×",
      () => {
        player.stop();
        close();
      },
      "Close (Esc)"
    );
    const at = el("span", { class: "mlab-motion-at" });
    const words2 = el("p", { class: "mlab-motion-words", "aria-live": "polite" });
    const lines = steps3.map((step2, index) => statement2(step2, index + 1, () => player.goTo(index + 1)));
    const list = el("ol", { class: "mlab-motion-sql" }, lines.map((line2) => el("li", {}, line2)));
    const root = el(
      "div",
      { class: "mlab-motion-open", role: "group", "aria-label": name3 ? `The rows of the ${name3}, step by step` : "The rows, step by step" },
      el("div", { class: "mlab-motion-bar" }, back, play, next, at, shut),
      list,
      el("div", { class: "mlab-motion-scene" }, words2, stage.root)
    );
    const player = makePlayer(motion, stage, (place3, playing, paused) => {
      const step2 = steps3[place3 - 1];
      at.textContent = place3 ? `Step ${place3} of ${steps3.length}` : `Before the first of ${steps3.length} ${steps3.length === 1 ? "statement" : "statements"}`;
      words2.replaceChildren(...step2 ? [sign(step2.mark) ?? "", el("span", {}, step2.words)] : ["The rows as they were before the command"]);
      lines.forEach((line2, index) => {
        if (index === place3 - 1) line2.setAttribute("aria-current", "step");
        else line2.removeAttribute("aria-current");
        line2.classList.toggle("mlab-motion-done", index < place3 - 1);
      });
      const done = place3 === steps3.length;
      const again = done && !paused;
      label(play, playing ? "Pause" : again ? "Play again" : "Play", playing ? "❚❚" : again ? "↻" : "▶");
      enable(back, place3 > 0);
      enable(next, !done);
      root.dataset.playing = String(playing);
    });
    play.hidden = isStill();
    root.addEventListener("keydown", (event) => {
      const ways = { ArrowRight: player.next, ArrowLeft: player.back, Home: player.first, End: () => player.goTo(steps3.length), Escape: () => shut.click() };
      const way2 = event.altKey || event.ctrlKey || event.metaKey ? void 0 : ways[event.key];
      if (!way2) return;
      event.preventDefault();
      event.stopPropagation();
      way2();
    });
    let width = 0;
    const watch = new ResizeObserver(() => {
      if (!root.isConnected || !root.clientWidth || Math.abs(root.clientWidth - width) < 8) return;
      width = root.clientWidth;
      reserve(root, motion, stage, lines);
      player.redraw();
    });
    return {
      root,
      begin() {
        width = root.clientWidth;
        reserve(root, motion, stage, lines);
        player.first();
        watch.observe(root);
        root.scrollIntoView?.({ block: "nearest" });
        if (isStill()) return next.focus();
        play.focus();
        player.toggle();
      }
    };
  }
  function statement2({ sql, times, mark }, place3, act) {
    const text = sql ? sql.replace(/\s+/g, " ") : "ROLLBACK";
    const verb = VERB.exec(text)?.[0] ?? "";
    const node = el(
      "button",
      { type: "button", title: text, "data-step": place3, class: mark === "!" ? "mlab-motion-failed" : null },
      el("code", {}, el("b", {}, verb), text.slice(verb.length)),
      mark === "!" ? sign("!") : null,
      times > 1 ? el("span", { class: "mlab-motion-times" }, `${times} times`) : null
    );
    node.addEventListener("click", act);
    return node;
  }
  function reserve(root, motion, stage, lines) {
    const words2 = (
      /** @type {HTMLElement} */
      root.querySelector(".mlab-motion-words")
    );
    const list = (
      /** @type {HTMLElement} */
      root.querySelector("ol")
    );
    for (const one of [words2, list, stage.root]) one.style.minHeight = "";
    stage.fit();
    const stands = motion.steps.map(({ after, lost }) => ({ places: after, lost }));
    const opening2 = motion.steps.filter(({ before }, at) => `${before}` !== `${motion.steps[at - 1]?.after}`).map(({ before }) => ({ places: before, lost: [] }));
    const heights = [...stands, ...opening2].map(({ places, lost }) => {
      stage.draw(places.map((place3) => motion.pictures[place3]), void 0, lost);
      return stage.root.offsetHeight;
    });
    const said2 = motion.steps.map((step2) => {
      words2.replaceChildren(sign(step2.mark) ?? "", el("span", {}, step2.words));
      return words2.offsetHeight;
    });
    words2.style.minHeight = `${Math.max(0, ...said2)}px`;
    stage.root.style.minHeight = `${Math.max(0, ...heights)}px`;
    const lists = lines.map((line2) => {
      line2.setAttribute("aria-current", "step");
      const height = list.offsetHeight;
      line2.removeAttribute("aria-current");
      return height;
    });
    list.style.minHeight = `${Math.max(0, ...lists)}px`;
  }
  function button(words2, face, act, title2) {
    const node = el("button", { type: "button", title: title2 });
    label(node, words2, face);
    node.addEventListener("click", () => {
      if (node.getAttribute("aria-disabled") !== "true") act();
    });
    return node;
  }
  function label(node, words2, face) {
    node.replaceChildren(el("span", { class: "mlab-motion-face", "aria-hidden": "true" }, face), el("span", {}, words2));
  }
  function enable(node, can) {
    node.setAttribute("aria-disabled", String(!can));
  }

  // card.js
  function tableTitle(table, rows) {
    return el(
      "p",
      { class: "mlab-title" },
      sign(STATES[table.state]),
      el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)),
      ` ${table.words}`,
      rows ? rows.words.map((words2, at) => [" · ", el("span", { class: `mlab-kept mlab-${KINDS[rows.marks[at]] ?? "none"}` }, words2)]) : null
    );
  }
  function tablesPage2(card) {
    const rows = new Map(card.rows.map((one) => [one.table, one]));
    const alone = card.tables.length === 1 && !card.name;
    return [
      card.tables.map((table) => el("div", { class: "mlab-table" }, alone ? null : tableTitle(table, rows.get(table.name)), difference(table))),
      card.others.length ? markedLines(card.others) : null,
      unchanged(card)
    ];
  }
  function unchanged(card) {
    const names = card.unchanged_names;
    if (!names.length) return null;
    const title2 = `${names.length} ${names.length === 1 ? "table" : "tables"} unchanged: ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
    return fold(
      title2,
      card.unchanged.length ? card.unchanged.map((table) => scroller(table.name, structure(table, "after", table.name))) : el("p", {}, names.join(", "))
    );
  }
  function inDatabase({ name: name3 }) {
    return name3 ? el("p", { class: "mlab-database" }, "In the ", el("strong", {}, el("bdi", {}, name3))) : null;
  }
  function bookkeeping({ move, name: name3 }) {
    if (!move) return [];
    return fold(
      el("span", {}, name3 ? `In the ${name3}: ` : null, el("code", {}, move.table), move.made ? " is new: Alembic's own table. " : ": ", "revision ", el("code", {}, move.before), " → ", el("code", {}, move.after)),
      el("p", {}, "Alembic made this table for itself. It has one short row, with the revision that this database is at. It is not one of your tables, and you never have to change it by hand.")
    );
  }
  function rowsPage(card) {
    const alone = card.rows.length === 1 && !card.name;
    return card.rows.map((rows) => {
      const marks = columnMarks(rows);
      const side2 = (which, caption) => {
        const sample = rows[which];
        if (!sample) return absent(caption, "no such table");
        return sample.rows.length ? sampleTable(`${caption}: ${sample.words}`, sample, marks[which]) : absent(caption, sample.words);
      };
      return el(
        "div",
        { class: "mlab-table" },
        alone ? null : el("p", { class: "mlab-title" }, sign(rows.mark), el("strong", {}, el("bdi", {}, rows.table))),
        el("ul", { class: "mlab-lines" }, rows.words.map((words2, at) => el("li", {}, sign(rows.marks[at]), words2))),
        rows.aligned ? alignedTable(rows.aligned.words, rows.aligned) : el("div", { class: manyColumns(rows) ? "mlab-sides mlab-stacked" : "mlab-sides" }, side2("before", "Before"), side2("after", "After"))
      );
    });
  }
  function columnMarks(rows) {
    const before = /* @__PURE__ */ new Map();
    const after = /* @__PURE__ */ new Map();
    if (rows.before && rows.after) {
      for (const column2 of rows.before.columns) if (!rows.after.columns.includes(column2)) before.set(column2, "-");
      for (const column2 of rows.after.columns) if (!rows.before.columns.includes(column2)) after.set(column2, "+");
      for (const [old, now] of rows.renames) {
        before.set(old, "~");
        after.set(now, "~");
      }
    }
    return { before, after };
  }
  function manyColumns(rows) {
    return rows.before !== null && rows.after !== null && Math.max(rows.before.columns.length, rows.after.columns.length) > 6;
  }
  function markedLines(lines) {
    return el("ul", { class: "mlab-lines" }, lines.map(([mark, words2]) => el("li", {}, sign(mark), el("code", {}, words2))));
  }
  function outputPage({ command, output }) {
    return [el("div", { class: "mlab-tools" }, copyButton(`what ${command} printed`, output)), el("pre", {}, output)];
  }
  function sqlPage2({ command, statements: ran2 }) {
    const stayed = ran2.filter((one) => !one.note).map((one) => `${one.sql};
`);
    return [
      stayed.length > 1 ? el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${command}`, stayed.join(""), "Copy all")) : null,
      statements(ran2)
    ];
  }
  function filesPage({ files }) {
    const copy = (mark, path) => mark === "+" ? copyButton(`the path ${path}`, path) : null;
    return el("ul", { class: "mlab-lines" }, files.map(([mark, path]) => el("li", {}, sign(mark), el("code", {}, path), copy(mark, path))));
  }
  function drawCard(root, card, model) {
    const databases = [card, ...card.elsewhere];
    const page = (title2, has, draw3) => {
      const body = databases.filter(has).map((one) => [inDatabase(one), draw3(one)]);
      return body.length ? [{ title: title2, body }] : [];
    };
    const pages = [
      ...page("Tables", (one) => one.tables.length || one.others.length, tablesPage2),
      ...page("Rows", (one) => one.rows.length, rowsPage),
      ...card.statements.length ? [{ title: "SQL", body: sqlPage2(card) }] : [],
      ...card.files.length ? [{ title: "Files", body: filesPage(card) }] : [],
      ...card.output ? [{ title: "Output", body: outputPage(card) }] : []
    ];
    root.classList.add("mlab-card");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", `What ${card.command} did`);
    root.replaceChildren(
      cardHead(card),
      ...card.warnings ? [warningList(card.warnings, runsCells(root, model))] : [],
      ...databases.map(motionOf).filter((one) => one !== null),
      ...pages.length ? [tabs2(`What ${card.command} did`, pages)] : [],
      ...databases.flatMap(bookkeeping)
    );
  }
  var card_default = { render: drawWith(drawCard) };

  // coach_card.js
  function drawCoach(root, advice, model) {
    const inCell = runsCells(root, model);
    root.classList.add("mlab-coach");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", `${advice.id}: ${advice.title}`);
    root.replaceChildren(
      el(
        "div",
        { class: `mlab-head mlab-${HUES[advice.severity] ?? "none"}` },
        el("p", { class: "mlab-coach-title" }, el("span", { class: "mlab-id" }, advice.id), el("strong", {}, advice.title)),
        el("p", {}, advice.what)
      ),
      el(
        "div",
        { class: "mlab-coach-body" },
        advice.place ? placeBox(advice.place) : null,
        advice.state ? el("p", { class: "mlab-state-now" }, advice.state) : null,
        advice.steps.length && !advice.folded ? [el("p", { class: "mlab-do" }, "What to do now"), steps2(advice.steps, inCell)] : null
      ),
      ...advice.steps.length && advice.folded ? [fold("What to do now", el("div", { class: "mlab-why-so" }, steps2(advice.steps, inCell)))] : [],
      why2(advice, inCell)
    );
  }
  var coach_card_default = { render: drawWith(drawCoach) };

  // parts/code_words.js
  var CODE = /`([^`\n]+)`/;
  var withCode = (text) => text.split(CODE).map((part, at) => at % 2 ? el("code", {}, part) : part);

  // goal_view.js
  function drawGoal(root, state) {
    root.classList.add("mlab-goal");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", state.title);
    root.replaceChildren(
      el(
        "div",
        { class: state.done ? "mlab-head mlab-add" : "mlab-head" },
        el("p", {}, el("strong", {}, state.title)),
        ...state.how_far.map((line2) => el("p", {}, line2)),
        state.missing.length ? el("ul", {}, state.missing.map((line2) => el("li", {}, el("em", {}, "not yet: "), line2))) : null,
        ...state.notes.map((line2) => el("p", {}, withCode(line2)))
      ),
      ...state.ways.map(([summary, text]) => el("details", {}, el("summary", {}, summary), el("pre", {}, text))),
      ...state.tables.map(
        (table) => el("div", { class: "mlab-panel" }, title(table), difference(table, { before: "Now", after: "Goal", words: state.words, same: "as asked for" }))
      )
    );
  }
  function title(table) {
    const words2 = table.words ? [" ", sign("~", {}), table.words] : null;
    return el("p", { class: "mlab-title" }, el("strong", {}, el("bdi", {}, table.name)), words2);
  }
  var goal_view_default = { render: drawWith(drawGoal) };

  // outcome_view.js
  function drawOutcome(root, state) {
    root.classList.add("mlab-outcome");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", state.title);
    root.replaceChildren(
      el("p", { class: "mlab-prediction-id" }, state.title),
      el("div", { class: "mlab-asked" }, state.question.map((line2) => el("p", {}, withCode(line2)))),
      el(
        "div",
        { class: "mlab-pair" },
        half("You said", state.said),
        half(state.what, state.happened, "mlab-happened")
      ),
      ...state.because.map((line2) => el("p", { class: "mlab-because" }, withCode(line2)))
    );
  }
  function half(title2, words2, kind) {
    return el("div", { class: kind }, el("p", { class: "mlab-half" }, title2), el("p", {}, withCode(words2)));
  }
  var outcome_view_default = { render: drawWith(drawOutcome) };

  // prediction_view.js
  var LONGEST = 200;
  var PATIENCE2 = 4e3;
  var SENT = "This is kept as soon as the kernel is free.";
  var LATE = "The kernel has not kept this yet. If it was started again, run this cell again.";
  var GONE = "There is no kernel that could keep this. Run this cell again.";
  var STORED = "Run this cell to answer.";
  var updates = /* @__PURE__ */ new WeakMap();
  function drawPrediction(root, state, model) {
    const update = updates.get(root) ?? begin2(root, state, model);
    updates.set(root, update);
    update(state);
  }
  function begin2(root, first, model) {
    const question2 = freshId("question");
    const said2 = el("p", { class: "mlab-said", role: "status" });
    const send = sender(model, (words2) => said2.replaceChildren(words2));
    const answers = first.choices.length ? choices(first, question2, send.answer) : field(question2, send.answer);
    root.classList.add("mlab-prediction");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", first.title);
    root.replaceChildren(
      el("p", { class: "mlab-prediction-id" }, first.title),
      el("div", { class: "mlab-asked", id: question2 }, first.question.map((line2) => el("p", {}, withCode(line2)))),
      answers.node,
      said2
    );
    return (state) => {
      if (send.waitsFor(state)) return;
      answers.show(state, state.final || Boolean(model.stored));
      const words2 = model.stored && !state.final ? [...state.answer === null ? [] : state.said.slice(0, 1), STORED] : state.said;
      said2.replaceChildren(...words2.map((line2) => el("span", {}, withCode(line2))));
    };
  }
  function sender(model, tell) {
    let waiting = "";
    return {
      answer(answer) {
        const name3 = waiting = freshId("answer");
        try {
          model.send({ answer, name: name3 });
        } catch {
          waiting = "";
          tell(GONE);
          return;
        }
        tell(SENT);
        setTimeout(() => waiting === name3 && tell(LATE), PATIENCE2);
      },
      /** Tell whether this state is older than the last answer. @param {PredictionState} state */
      waitsFor(state) {
        if (waiting && state.heard !== waiting && !state.final) return true;
        waiting = "";
        return false;
      }
    };
  }
  function choices(state, question2, answer) {
    const name3 = freshId("choices");
    const made = state.choices.map(({ letter, text }) => {
      const input = el("input", { type: "radio", name: name3, value: letter });
      const yours = el("strong", { class: "mlab-yours", hidden: true }, " (your answer)");
      input.addEventListener("change", () => input.checked && answer(letter));
      return { letter, input, yours, label: el("label", {}, input, el("span", {}, `${letter}) `, withCode(text), yours)) };
    });
    return {
      node: el("div", { class: "mlab-choices", role: "radiogroup", "aria-labelledby": question2 }, made.map((one) => one.label)),
      /** @param {PredictionState} now @param {boolean} closed */
      show(now, closed) {
        for (const { letter, input, yours } of made) {
          input.checked = letter === now.chosen;
          input.disabled = closed;
          yours.hidden = !(closed && letter === now.chosen);
        }
      }
    };
  }
  function field(question2, answer) {
    const input = el("input", { type: "text", maxlength: LONGEST, autocomplete: "off", "aria-labelledby": question2 });
    const button3 = el("button", { type: "submit" }, "Answer");
    const form = el("form", { class: "mlab-field" }, input, button3);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) answer(input.value);
    });
    return {
      node: form,
      /** @param {PredictionState} now @param {boolean} closed */
      show(now, closed) {
        if (now.answer !== null) input.value = now.answer;
        input.disabled = button3.disabled = closed;
      }
    };
  }
  var prediction_view_default = { render: drawWith(drawPrediction) };

  // rename_question.js
  var DRAFT = new RegExp(
    String.raw`^%flask db migrate(?: (?:-m|--message) (?:[\w.,:-]+|'[\p{L}\p{N} .,:_-]+'))?(?: --renamed (?:[\w.]+=[\w.]+|'[\p{L}\p{N} ._]+=[\p{L}\p{N} ._]+'))+$`,
    "u"
  );
  var canRun = (command) => DRAFT.test(command);
  var RUNS = "A cell drafts it again as a rename.";
  var STAYS = "The draft stays as it is.";
  function drawRenames(root, state, model) {
    const inCell = runsCells(root, model);
    root.classList.add("mlab-renames");
    root.replaceChildren(...state.questions.map((one) => question(one, state, inCell)));
  }
  function question(asked, words2, inCell) {
    const said2 = el("p", { class: "mlab-note", role: "status" });
    const buttons = inCell && canRun(asked.command) ? el(
      "p",
      { class: "mlab-answers" },
      button2("Yes, it was renamed", asked.title, () => {
        said2.textContent = inCell(asked.command) ? RUNS : NO_NOTEBOOK;
      }),
      button2("No", asked.title, () => said2.textContent = STAYS)
    ) : null;
    return el(
      "div",
      { class: "mlab-head", role: "group", "aria-label": asked.title },
      el("p", {}, el("strong", {}, asked.title)),
      el("p", {}, asked.what),
      el("ul", {}, asked.evidence.map((one) => el("li", {}, one))),
      buttons,
      said2,
      el("p", {}, words2.yes),
      el("div", { class: "mlab-command" }, el("code", {}, asked.command), copyButton("the command", asked.command)),
      el("p", {}, words2.no)
    );
  }
  function button2(label2, title2, act) {
    const made = el("button", { type: "button", "aria-label": `${label2}: ${title2}` }, label2);
    made.addEventListener("click", act);
    return made;
  }
  var rename_question_default = { render: drawWith(drawRenames) };

  // rows_view.js
  function drawRows(root, state) {
    root.classList.add("mlab-rowsview");
    const marks = new Map(state.marks);
    const since = marks.size ? `; marked is what ${state.since} changed` : "";
    root.replaceChildren(sampleTable(`${state.table}: ${state.sample.words}${since}`, state.sample, marks));
  }
  var rows_view_default = { render: drawWith(drawRows) };

  // tables_view.js
  var MANY3 = 12;
  var heads = /* @__PURE__ */ new WeakMap();
  function drawTables(root, state) {
    const boxes = () => [...root.querySelectorAll(".mlab-box")].map((box4) => (
      /** @type {HTMLDetailsElement} */
      box4
    ));
    const open = new Map(boxes().map((box4) => [box4.dataset.table, box4.open]));
    const focused = boxes().find((box4) => box4.contains(document.activeElement))?.dataset.table;
    const few = state.tables.length <= MANY3;
    const head = heads.get(root) ?? begin3(root);
    head.update(state);
    root.querySelector(".mlab-boxes")?.replaceChildren(
      ...state.tables.map((table) => box3(table, open.get(table.name) ?? (few || table.state !== "unchanged"))),
      ...state.others.map((other) => el("p", {}, otherWords(other))),
      ...state.version_table ? [el("p", { class: "mlab-aside" }, el("code", {}, state.version_table), ": Alembic's own table, it records which revision this database is at")] : []
    );
    if (focused !== void 0) {
      boxes().find((box4) => box4.dataset.table === focused)?.querySelector("summary")?.focus();
    }
  }
  function box3(table, open) {
    if (open) return tableBox(table, true);
    const closed = tableBox({ ...table, heads: [] }, false);
    const fill = () => closed.append(wholeTable(table));
    if (table.state !== "dropped" && table.heads.length) closed.addEventListener("toggle", fill, { once: true });
    return closed;
  }
  function begin3(root) {
    const head = tablesHead();
    heads.set(root, head);
    root.append(el("p", { class: "mlab-head" }, head.words), el("div", { class: "mlab-boxes" }));
    root.classList.add("mlab-tables-view");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Tables of the database");
    return head;
  }
  var tables_view_default = { render: drawWith(drawTables) };

  // warnings_view.js
  function drawWarnings(root, state, model) {
    root.classList.add("mlab-warnings-view");
    root.replaceChildren(warningList(state, runsCells(root, model)));
  }
  var warnings_view_default = { render: drawWith(drawWarnings) };

  // jupyterlab/output.js
  var WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
  var HTML = "text/html";
  var NOT_LIVE = "Not live: this is how it was when the cell ran. Run the cell again to see how it is now.";
  var PATIENCE3 = 1e3;
  var NO_WIDGET = "jupyter-widgets";
  var MOST_WAITS = 60;
  var wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
  function outputClass({ Panel, Widget }) {
    return class Output extends Panel {
      /**
       * @param {object} options
       * @param {any} renderers of the notebook
       * @param {any} session of the notebook; null elsewhere
       */
      constructor(options, renderers, session) {
        super();
        this._session = session;
        this.addClass("mlab-output-of-cell");
        this._options = options;
        this._renderers = renderers;
        this._stop = () => {
        };
        this._watch = new MutationObserver(() => this._look());
        this._live = null;
        this._model = null;
      }
      /**
       * Called again when the output changes.
       * @param {MimeModel} model
       */
      async renderModel(model) {
        this._clear();
        this._model = model;
        const view = model.data[WIDGET_VIEW];
        if (view?.model_id && model.trusted && this._renderers.mimeTypes.includes(WIDGET_VIEW)) await this._follow(view);
        if (this.isDisposed || model !== this._model) return;
        this._settled = true;
        this._look();
      }
      dispose() {
        if (this.isDisposed) return;
        this._watch.disconnect();
        this._stop();
        super.dispose();
      }
      _clear() {
        this._watch.disconnect();
        this._stop();
        this._stop = () => {
        };
        for (const one of [...this.widgets]) one.dispose();
        this._live = this._stored = null;
        this._settled = false;
      }
      /**
       * Let ipywidgets show its widget. It does not say whether there is one, but then it is on the page.
       * @param {object} view
       */
      async _follow(view) {
        const by = this._renderers.getFactory(WIDGET_VIEW);
        const live = this._live = this._renderers.createRenderer(WIDGET_VIEW, this._options);
        this.addWidget(live);
        let known = false;
        const shown2 = live.renderModel({ data: { [WIDGET_VIEW]: { ...view } }, metadata: {}, trusted: true }).catch(console.warn);
        shown2.then(() => known = true);
        this._watch.observe(live.node, { childList: true, subtree: true });
        live.hide();
        await Promise.race([shown2, wait(PATIENCE3)]);
        if (!known) this._followLater(view, by);
      }
      /**
       * Before its kernel has started, a notebook has no widgets. Then it gets another renderer for them.
       * @param {object} view
       * @param {any} by the renderer that did not know of any
       */
      async _followLater(view, by) {
        const model = this._model;
        await this._session?.ready;
        for (let waits = 0; waits < MOST_WAITS; waits += 1) {
          if (this.isDisposed || model !== this._model) return;
          if (this._renderers.getFactory(WIDGET_VIEW) !== by) {
            if (this._live) this._leave();
            await this._follow(view);
            return this._look();
          }
          await wait(PATIENCE3 / 2);
        }
      }
      /** Show the widget if it is there, and else what is stored. */
      _look() {
        const live = this._live?.node.querySelector(".mlab") != null;
        if (live || !this._live?.hasClass(NO_WIDGET)) this._live?.setHidden(!live);
        else this._leave();
        if (!this._settled || live === !this._stored) return;
        if (live) {
          this._stop();
          this._stop = () => {
          };
          this._stored.dispose();
          this._stored = null;
        } else if (this._model) {
          this._drawStored(this._model);
        }
      }
      /** Take away what ipywidgets says where there is no such widget. */
      _leave() {
        this._watch.disconnect();
        this._live.dispose();
        this._live = null;
      }
      /** @param {MimeModel} model */
      _drawStored(model) {
        const stored = this._stored = new Panel();
        this.addWidget(stored);
        const drawn = read(model.data[DRAWN]);
        if (WIDGET_VIEW in model.data && drawn?.display !== "board") {
          const note2 = new Widget();
          note2.node.append(el("p", { class: "mlab-stored-note" }, NOT_LIVE));
          stored.addWidget(note2);
        }
        if (drawn) {
          const host = new Widget();
          stored.addWidget(host);
          try {
            this._stop = draw2(drawn, host.node, model.trusted);
            return;
          } catch (error) {
            console.warn("migration-lab cannot draw this display, so its HTML is shown.", error);
            host.dispose();
          }
        }
        const html = this._renderers.createRenderer(HTML, this._options);
        stored.addWidget(html);
        html.renderModel(model);
      }
    };
  }

  // jupyterlab/drawing.js
  var DRAWN = "application/vnd.migration-lab.display";
  var BEFORE_WIDGETS = -20;
  var DISPLAYS = { board: board_default, card: card_default, coach_card: coach_card_default, goal_view: goal_view_default, outcome_view: outcome_view_default, prediction_view: prediction_view_default, rename_question: rename_question_default, rows_view: rows_view_default, tables_view: tables_view_default, warnings_view: warnings_view_default };
  function read(output) {
    try {
      const drawn = JSON.parse(Array.isArray(output) ? output.join("") : String(output));
      return Object.hasOwn(DISPLAYS, drawn.display) && drawn.traits ? drawn : null;
    } catch {
      return null;
    }
  }
  function draw2({ display, traits }, host, trusted = false) {
    const model = {
      get: (name3) => traits[name3],
      on: () => {
      },
      off: () => {
      },
      send: () => {
        throw new Error("There is no kernel behind a display that is drawn from the notebook.");
      },
      stored: true,
      trusted
    };
    return DISPLAYS[display].render({ model, el: host });
  }
  function addDrawing(packages, registry, trackers) {
    loadStyle();
    const Output = outputClass(packages["@lumino/widgets"]);
    const addTo = (renderers, session) => {
      const createRenderer = (options) => new Output(options, renderers, session);
      renderers.addFactory({ safe: true, mimeTypes: [DRAWN], createRenderer }, BEFORE_WIDGETS);
    };
    addTo(registry, null);
    for (const tracker of trackers) {
      const added = (panel) => {
        const content = panel.console ?? panel.content;
        addTo(content.rendermime, panel.sessionContext ?? content.sessionContext);
      };
      tracker.forEach(added);
      tracker.widgetAdded.connect((_, panel) => added(panel));
    }
  }
  var script = (
    /** @type {HTMLScriptElement | null} */
    globalThis.document?.currentScript ?? null
  );
  function loadStyle() {
    if (script) document.head.append(el("link", { rel: "stylesheet", href: script.src.replace(/[^/]*$/, "style.css") }));
  }

  // jupyterlab/icons.js
  var PLACES = `<g class="jp-icon3" fill="#616161">
<rect x="3" y="2.5" width="12" height="4.6" rx="1.2"/>
<rect x="3" y="9.7" width="12" height="4.6" rx="1.2"/>
<rect x="3" y="16.9" width="12" height="4.6" rx="1.2"/>
<path d="M18 3.6h1.7v12.6h2.3l-3.15 4.9-3.15-4.9H18z"/></g>`;
  var svg = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">${inside}</svg>`;
  function labIcon(packages) {
    const { LabIcon } = packages["@jupyterlab/ui-components"];
    return new LabIcon({ name: "migration-lab:icon", svgstr: svg(PLACES) });
  }
  var EYE = `<g class="jp-icon3" fill="#616161" fill-rule="evenodd">
<path d="M1.5 12C4.6 6.9 8 4.6 12 4.6S19.4 6.9 22.5 12C19.4 17.1 16 19.4 12 19.4S4.6 17.1 1.5 12zM12 7.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z"/>
<circle cx="12" cy="12" r="2.7"/></g>`;
  function eyeIcon(packages) {
    const { LabIcon } = packages["@jupyterlab/ui-components"];
    return new LabIcon({ name: "migration-lab:eye", svgstr: svg(EYE) });
  }
  var BADGES = {
    done: '<circle cx="19" cy="5" r="4.6" fill="#14602b"/><path d="M16.7 5.1l1.7 1.8 3-3.5" fill="none" stroke="#fff" stroke-width="1.3"/>',
    next: '<circle cx="19" cy="5" r="4.6" fill="#2a4fa8"/><path d="M17.7 2.8v4.4L21.4 5z" fill="#fff"/>'
  };
  function chapterIcon(packages, number, state) {
    const { LabIcon } = packages["@jupyterlab/ui-components"];
    const digits = /^\d+$/.test(number) ? number : "+";
    const text = `<text class="jp-icon3" fill="#616161" x="11" y="18.5" font-family="system-ui, sans-serif" font-size="15" font-weight="600" text-anchor="middle">${digits}</text>`;
    return new LabIcon({ name: `migration-lab:chapter-${digits === "+" ? "clinic" : digits}-${state}`, svgstr: svg(text + (BADGES[state] ?? "")) });
  }

  // jupyterlab/launcher.js
  var CATEGORY2 = "migration-lab";
  var FIRST = -1;
  var OPEN = "migration-lab:open-chapter";
  function showCourse(lab, launcher) {
    const { app } = lab;
    const course = courseOf(lab);
    let progress = {};
    let tiles = [];
    const chapterOf = (args) => {
      const chapter = course?.chapters.find((one) => one.number === args.number);
      if (!course || !chapter) return {};
      const state = isDone(chapter.number, progress) ? "done" : nextOf(course, progress) === chapter.number ? "next" : null;
      const takes = chapter.minutes ? `${chapter.minutes} min` : null;
      return { chapter, state, words: [chapter.title, takes, state].filter(Boolean).join(" · ") };
    };
    app.commands.addCommand(OPEN, {
      label: (args) => chapterOf(args).words ?? "Open a Chapter",
      caption: (args) => {
        const { chapter, words: words2 } = chapterOf(args);
        return chapter ? `${/^\d+$/.test(chapter.number) ? `Chapter ${chapter.number}: ` : ""}${words2}` : "";
      },
      icon: (args) => {
        const { chapter, state } = chapterOf(args);
        return chapter ? chapterIcon(lab.packages, chapter.number, state ?? "") : lab.icon;
      },
      describedBy: { args: { type: "object", properties: { number: { type: "string" } } } },
      execute: (args) => {
        const { chapter } = chapterOf(args);
        return chapter && app.commands.execute("docmanager:open", { path: chapter.notebook });
      }
    });
    const draw3 = () => {
      for (const tile of tiles) tile.dispose();
      const chapters = (course?.chapters ?? []).map(({ number }) => ({ command: OPEN, args: { number } }));
      const items = [{ command: "migration-lab:show-board" }, ...chapters];
      tiles = items.map((one, rank) => launcher.add({ ...one, category: CATEGORY2, categoryRank: FIRST, rank }));
    };
    const read2 = async () => {
      if (!course) return;
      const now = await progressOf(lab, course);
      if (JSON.stringify(now) === JSON.stringify(progress)) return;
      progress = now;
      draw3();
    };
    draw3();
    read2();
    app.commands.commandExecuted.connect((_, { id }) => id === "launcher:create" && read2());
    lab.labShell?.currentChanged.connect((_, { newValue }) => newValue?.id?.startsWith("launcher") && read2());
  }

  // jupyterlab/requests.js
  function listen(lab) {
    const { commands } = lab.app;
    document.addEventListener("migration-lab", (event) => {
      const { command, args: asked } = (
        /** @type {CustomEvent} */
        event.detail ?? {}
      );
      const notebook = notebookAround(
        lab,
        /** @type {Node} */
        event.target
      )?.id;
      const args = notebook ? { ...asked, notebook } : asked;
      if (!ASKED.includes(command) || !commands.hasCommand(command)) return;
      if (command === OPEN_FILE && OUTSIDE.test(filePath(lab, args))) return;
      event.preventDefault();
      commands.execute(command, args).catch((error) => console.error(error));
    });
  }
  var OPEN_FILE = "migration-lab:open-file";
  var ASKED = [OPEN_FILE, "migration-lab:run-in-cell", "migration-lab:open-notebook"];
  var OUTSIDE = /^(\/|[A-Za-z]:|\.\.\/)/;

  // jupyterlab/notice.js
  var CLOSED = "migration-lab:closed-notice";
  function closedBefore(id) {
    try {
      return localStorage.getItem(CLOSED) === id;
    } catch {
      return false;
    }
  }
  function noteClosed(id) {
    try {
      localStorage.setItem(CLOSED, id);
    } catch {
    }
  }
  function buttonWords({ opens, target }) {
    if (opens === "chapter") return /^\d+$/.test(target) ? `Open chapter ${target}` : `Open the ${target}`;
    return opens === "exercise" ? `Go to exercise ${target}` : opens === "card" ? `Show the card ${target}` : "";
  }
  function notice(sent, open, close) {
    const words2 = buttonWords(sent);
    const opener2 = words2 && el("button", { type: "button", class: "mlab-notice-open" }, words2);
    const closer = el("button", { type: "button", class: "mlab-notice-close" }, "Close");
    if (opener2) opener2.addEventListener("click", open);
    closer.addEventListener("click", close);
    return el(
      "div",
      { class: "mlab-notice" },
      el("p", {}, el("b", {}, "From the instructor:"), " ", sent.text || sent.title && `${sent.title}.`),
      sent.text && sent.title && el("p", { class: "mlab-notice-title" }, sent.title),
      el("p", { class: "mlab-notice-buttons" }, opener2, closer)
    );
  }
  function noticeBar({ app, packages, labShell }, palette, open) {
    const { Widget } = packages["@lumino/widgets"];
    const bar = new Widget();
    bar.id = "migration-lab-notice";
    bar.addClass("mlab-notices");
    bar.node.setAttribute("role", "region");
    bar.node.setAttribute("aria-label", "From the instructor");
    const live = el("div", { "aria-live": "polite" });
    bar.node.append(live);
    bar.hide();
    app.shell.add(bar, labShell ? "header" : "top", { rank: 0 });
    new ResizeObserver(() => {
      bar.node.style.minHeight = `${live.offsetHeight}px`;
      bar.parent?.fit();
    }).observe(live);
    let shown2 = null;
    const close = () => {
      if (shown2) noteClosed(shown2.id);
      update(null);
    };
    const update = (sent) => {
      if (sent?.id === shown2?.id) return;
      shown2 = sent;
      bar.setHidden(!sent);
      const showIt = () => {
        if (sent) open(sent).then(close, (error) => packages["@jupyterlab/apputils"].Notification.warning(said(error), { autoClose: 8e3 }));
      };
      setTimeout(() => sent === shown2 && live.replaceChildren(...sent ? [notice(sent, showIt, close)] : []));
    };
    app.commands.addCommand("migration-lab:go-to-notice", {
      label: "Go to the Instructor’s Notice",
      describedBy: { args: { type: "object" } },
      isEnabled: () => shown2 !== null,
      execute: () => (
        /** @type {HTMLElement | null} */
        live.querySelector("button")?.focus()
      )
    });
    palette?.addItem({ command: "migration-lab:go-to-notice", category: "migration-lab" });
    return { update };
  }
  function said(error) {
    return error instanceof Error ? error.message : String(error);
  }

  // jupyterlab/opening_sent.js
  var CARD2 = "migration-lab-card";
  async function openSent(lab, sent, ask, rendermime) {
    if (sent.opens === "card") return showCard(lab, await ask(`/card?id=${encodeURIComponent(sent.target)}`), rendermime);
    const number = sent.opens === "exercise" ? sent.target.split(".")[0] : sent.target;
    const chapter = courseOf(lab)?.chapters.find((one) => one.number === number);
    if (!chapter) throw new Error(`There is no chapter ${number} here.`);
    const panel = await lab.app.commands.execute("docmanager:open", { path: chapter.notebook });
    if (sent.opens === "exercise") await goToExercise(panel, sent.target);
  }
  async function goToExercise(panel, id) {
    await panel.context.ready;
    const at = panel.content.widgets.findIndex(({ model }) => isHeading(model.sharedModel.getSource(), id));
    if (at < 0) return;
    panel.content.activeCellIndex = at;
    await panel.content.scrollToItem(at, "start");
  }
  function isHeading(source, id) {
    return /^#+ Exercise (\S+?):/.exec(source)?.[1] === id;
  }
  async function showCard({ app, packages, icon: icon2 }, { id, title: title2, page }, rendermime) {
    const { MimeModel } = packages["@jupyterlab/rendermime"];
    const { MainAreaWidget } = packages["@jupyterlab/apputils"];
    for (const one of app.shell.widgets("main")) if (one.id === CARD2) one.dispose();
    const content = rendermime.createRenderer("text/markdown");
    content.addClass("mlab-sent-card");
    const panel = new MainAreaWidget({ content });
    panel.id = CARD2;
    Object.assign(panel.title, { label: id, caption: `${id}: ${title2}`, closable: true, icon: icon2 });
    app.shell.add(panel, "main", { mode: "tab-after" });
    app.shell.activateById(CARD2);
    await content.renderModel(new MimeModel({ data: { "text/markdown": page } }));
  }

  // jupyterlab/sharing.js
  var SHARE2 = "migration-lab:share-progress";
  function addSharing({ app, packages }, ask, launcher, palette) {
    let now = { sent: null, name: null, what: "" };
    let tile;
    const draw3 = () => {
      tile?.dispose();
      tile = launcher?.add({ command: SHARE2, category: "migration-lab", categoryRank: -1, rank: 900 });
      app.commands.notifyCommandChanged(SHARE2);
    };
    const update = (next) => {
      const same2 = next.name === now.name;
      now = next;
      if (!same2) draw3();
    };
    const { Dialog, InputDialog, Notification, showDialog } = packages["@jupyterlab/apputils"];
    const share = async () => {
      const asked = await InputDialog.getText({
        title: "Show your progress to the instructor?",
        label: `They see ${now.what}. You can end it at any time, and what they have is deleted. Your name on their page (empty: that of your account):`,
        okLabel: "Show It"
      });
      if (asked.button.accept) update(await ask("/sharing", { method: "PUT", body: JSON.stringify({ name: asked.value ?? "" }) }));
    };
    const stop = async () => {
      const asked = await showDialog({
        title: `The instructor sees your progress${asName(now)}`,
        body: `They see ${now.what}. If you end it, what they have is deleted.`,
        buttons: [Dialog.cancelButton({ label: "Go On Showing It" }), Dialog.warnButton({ label: "Stop Showing It" })]
      });
      if (asked.button.accept) update(await ask("/sharing", { method: "DELETE" }));
    };
    app.commands.addCommand(SHARE2, {
      label: () => sharingWords(now),
      caption: "You decide, and you can change it at any time",
      icon: eyeIcon(packages),
      describedBy: { args: { type: "object" } },
      execute: async () => {
        try {
          update(await ask());
          await (now.name === null ? share() : stop());
        } catch (error) {
          Notification.warning(`Nothing has changed. ${error instanceof Error ? error.message : error}`, { autoClose: 8e3 });
        }
      }
    });
    palette?.addItem({ command: SHARE2, category: "migration-lab" });
    draw3();
    return { update };
  }
  function sharingWords(now) {
    return now.name === null ? "Show My Progress to the Instructor…" : `The Instructor Sees My Progress${asName(now)}`;
  }
  function asName({ name: name3 }) {
    return name3 ? `, as ${name3}` : "";
  }

  // jupyterlab/room.js
  var EVERY = 3e3;
  function followRoom(lab, launcher, palette, rendermime) {
    const where = lab.packages["@jupyterlab/coreutils"].PageConfig.getOption("migrationLabRoom");
    if (!where) return;
    const ask = asking(lab, where);
    const sharing = addSharing(lab, ask, launcher, palette);
    const bar = noticeBar(lab, palette, (sent) => openSent(lab, sent, ask, rendermime));
    let seen = "";
    const follow = async () => {
      try {
        const now = await ask(seen ? `?seen=${encodeURIComponent(seen)}` : "");
        sharing.update(now);
        bar.update(now.sent && !closedBefore(now.sent.id) ? now.sent : null);
        seen = now.sent?.id ?? "";
      } catch {
      }
      setTimeout(follow, EVERY);
    };
    lab.app.restored.then(follow);
  }
  function asking({ app, packages }, where) {
    const { ServerConnection } = packages["@jupyterlab/services"];
    const settings = app.serviceManager.serverSettings;
    return async (name3 = "", options = {}) => {
      const answer = await ServerConnection.makeRequest(`${settings.baseUrl}${where}${name3}`, options, settings);
      if (!answer.ok) throw new Error(answer.statusText || `The answer was ${answer.status}.`);
      return answer.json();
    };
  }

  // jupyterlab/plugins.js
  function pluginsOf(packages) {
    const { IRenderMimeRegistry } = packages["@jupyterlab/rendermime"];
    const { INotebookTracker } = packages["@jupyterlab/notebook"];
    const { IConsoleTracker } = packages["@jupyterlab/console"];
    const { ILauncher } = packages["@jupyterlab/launcher"];
    const { ICommandPalette } = packages["@jupyterlab/apputils"];
    const { ILabShell } = packages["@jupyterlab/application"];
    return [
      {
        id: "migration-lab:displays",
        description: "Draws migration-lab's displays, also in a notebook without a kernel.",
        autoStart: true,
        requires: [IRenderMimeRegistry],
        optional: [INotebookTracker, IConsoleTracker].filter(Boolean),
        activate: (_app, registry, ...trackers) => addDrawing(packages, registry, trackers.filter(Boolean))
      },
      {
        id: "migration-lab:plugin",
        description: "Adds migration-lab's commands, and the course to the launcher.",
        autoStart: true,
        requires: [INotebookTracker, IRenderMimeRegistry],
        optional: [ICommandPalette, ILauncher, ILabShell].filter(Boolean),
        activate: (app, notebooks, rendermime, palette, launcher, labShell) => {
          const lab = { app, notebooks, labShell, packages, icon: labIcon(packages) };
          addCommands(lab, palette);
          listen(lab);
          noteRuns(lab);
          document.body.classList.toggle("mlab-beside", Boolean(labShell));
          if (labShell) followBoard(lab);
          if (launcher) showCourse(lab, launcher);
          followRoom(lab, launcher, palette, rendermime);
        }
      }
    ];
  }

  // jupyterlab/shared.js
  var SHARED = [
    "@jupyterlab/application",
    "@jupyterlab/apputils",
    "@jupyterlab/console",
    "@jupyterlab/coreutils",
    "@jupyterlab/launcher",
    "@jupyterlab/notebook",
    "@jupyterlab/rendermime",
    "@jupyterlab/services",
    "@jupyterlab/ui-components",
    "@lumino/widgets"
  ];
  async function takeShared(scope, names) {
    const taken = await Promise.all(
      names.map(async (name3) => {
        const offer = best(scope[name3] ?? {});
        return [name3, offer ? (await offer.get())() : {}];
      })
    );
    return Object.fromEntries(taken);
  }
  function best(versions) {
    const order2 = Object.keys(versions).sort(newerFirst);
    return versions[order2.find((version) => versions[version].loaded) ?? order2[0]];
  }
  function newerFirst(one, other) {
    return other.localeCompare(one, "en", { numeric: true });
  }

  // jupyterlab/remoteEntry.js
  var NAME = "migration-lab";
  var offered = {};
  var container = {
    /** @param {import("./shared.js").ShareScope} scope */
    init: (scope) => {
      offered = scope;
    },
    /** @param {string} module */
    get: async (module) => {
      if (module !== "./extension") throw new Error(`${NAME} has no module ${module}`);
      const plugins = pluginsOf(await takeShared(offered, SHARED));
      return () => ({ __esModule: true, default: plugins });
    }
  };
  globalThis._JUPYTERLAB = { .../** @type {any} */
  globalThis._JUPYTERLAB, [NAME]: container };
})();
