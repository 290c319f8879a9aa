// The board. Each of its traits is the state of one page; board.py makes them.

const PULSES = {
  live: ["●", "live", ""],
  busy: ["◐", "kernel busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
  silent: ["○", "no sign of life", "The kernel has not answered for a while. What stands here may be out of date."],
  cut: ["○", "not connected", "The connection to the kernel is lost. What stands here may be out of date."],
  gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. Run the notebook's first cell again."],
};

function boardHead(ask) {
  const chip = el("span", { class: "mlab-state" });
  const heart = el("span", { class: "mlab-heart" });
  const where = el("span", { class: "mlab-where" });
  const sentence = el("p", { class: "mlab-sentence", role: "status" });
  const next = el("div", { class: "mlab-next" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });
  const last = el("div", { class: "mlab-last", role: "status" });
  const undone = el("code", {});
  const undo = actionButton(["Undo ", undone], { class: "mlab-button mlab-undo", hidden: true }, () => ask("undo"));
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-line-of" }, chip, where, heart),
    warning,
    sentence,
    next,
    el("div", { class: "mlab-line-of" }, last, undo),
  );
  let command = null;
  let made = null;

  function update(places, status, beat) {
    const trusted = beat === "live" || beat === "busy";
    const [mark, words, about] = PULSES[beat];
    heart.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words}`);
    heart.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    if (warning.textContent !== about) warning.textContent = about;
    warning.hidden = trusted || !about;
    where.textContent = [places?.database, status.read_only ? "open for reading only" : null].filter(Boolean).join(" · ");
    const looking = status.looking || !places;
    const state = !trusted ? "not live" : looking ? "looking …" : places.state;
    const good = places?.state === "in step";
    const hue = !trusted ? "drop" : looking ? "none" : good ? "add" : "change";
    chip.className = `mlab-state mlab-${hue}`;
    chip.replaceChildren(
      el("span", { "aria-hidden": "true" }, !trusted ? "✗ " : looking ? "… " : good ? "✓ " : "≠ "),
      state,
    );
    const told = status.problem ?? places?.sentence ?? "";
    if (sentence.textContent !== told) sentence.textContent = told;
    sentence.classList.toggle("mlab-old", looking || !trusted);
    const wanted = places?.command ?? null;
    if (wanted !== command) {
      command = wanted;
      next.replaceChildren(
        ...(command
          ? [
              el("span", { class: "mlab-prompt" }, "Next"),
              el("code", { class: "mlab-command" }, command),
              actionButton("Run", { class: "mlab-button mlab-act mlab-main", "aria-label": `Run ${command}`, "data-act": "run" }, () => ask("run", { command })),
              copyButton(command, command),
            ]
          : []),
      );
    }
    next.hidden = !command;
    undo.hidden = !status.undo;
    undo.title = `Undo ${status.undo}: database and scripts as they were before it`;
    undo.setAttribute("aria-label", `Undo ${status.undo}`);
    undone.textContent = status.undo === status.last?.command ? "" : (status.undo ?? "");
    const result = status.last ? JSON.stringify(status.last) : null;
    if (result !== made) {
      made = result;
      last.replaceChildren(...(status.last ? lastCommand(status.last) : []));
    }
  }
  return { node, update };
}

/** What the last button did. */
function lastCommand(last) {
  const words = el(
    "p",
    { class: `mlab-${last.ok ? "add" : "fail"}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`,
  );
  return last.output ? [words, fold("What it printed", el("pre", { class: "mlab-output" }, last.output))] : [words];
}

function render({ model, el: host }) {
  const root = el("section", { class: "mlab mlab-board", "aria-label": "Board: models, scripts and database" });
  guardKeys(root);
  host.append(root);
  const [ask, stopAsking] = asker(model);
  const head = boardHead(ask);
  const pages = {
    _places: { title: "Three places", ...placesPage() },
    _history: { title: "History", ...historyPage(ask) },
    _tables: { title: "Tables", ...tablesPage(ask, model) },
    _sql: { title: "SQL", ...sqlPage() },
  };
  root.append(head.node, tabs("Board", Object.values(pages)));
  let beat = "live";
  const places = () => model.get("_places").now ?? null;
  const drawHead = () => {
    head.update(places(), model.get("_status"), beat);
    root.classList.toggle("mlab-not-live", beat !== "live" && beat !== "busy");
    root.classList.toggle("mlab-read-only", model.get("_status").read_only);
  };
  const handlers = Object.entries(pages).map(([trait, page]) => {
    const show = () => {
      const state = model.get(trait).now;
      if (state != null) page.update(state, page.body.parentElement);
    };
    show();
    return [trait, show];
  });
  handlers.push(["_places", drawHead], ["_status", drawHead]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  closeOrphans(root);
  const docked = root.closest(".jupyterlab-sidecar") !== null;
  model.send({ what: "seen", docked });
  return () => {
    stopPulse();
    stopAsking();
    for (const [trait, show] of handlers) model.off(`change:${trait}`, show);
    for (const page of Object.values(pages)) page.stop();
    model.send({ what: "unseen", docked });
    root.remove();
  };
}

/** Close the docked boards whose kernels are gone: this one has come in their place. */
function closeOrphans(root) {
  for (const old of document.querySelectorAll(".jupyterlab-sidecar .mlab-board.mlab-not-live")) {
    const panel = old.closest(".jupyterlab-sidecar");
    const tab = document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
    const close = tab?.querySelector(".lm-TabBar-tabCloseIcon");
    if (root.contains(old) || !close) continue;
    const { left, top, width, height } = close.getBoundingClientRect();
    const where = { bubbles: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
    for (const type of ["pointerdown", "pointerup"]) close.dispatchEvent(new PointerEvent(type, where));
  }
}

export default { render };
