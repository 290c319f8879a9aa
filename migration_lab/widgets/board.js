// The board. Each of its traits is the state of one page; board.py makes them.

function render({ model, el: host }) {
  const root = el("section", { class: "mlab mlab-board", "aria-label": "Board: models, scripts and database" });
  guardKeys(root);
  host.append(root);
  const [ask, stopAsking] = asker(model);
  const head = boardHead(ask);
  const pages = {
    _places: { title: "Three places", ...placesPage() },
    _history: { title: "History", ...historyPage(ask, head.focusResult) },
    _tables: { title: "Tables", ...tablesPage(ask, model) },
    _sql: { title: "SQL", ...sqlPage() },
  };
  root.append(head.node, tabs("Board", Object.values(pages)));
  let beat = "live";
  const places = () => model.get("_places").now ?? null;
  const drawHead = () => {
    head.update(places(), model.get("_status"), beat);
    root.classList.toggle("mlab-not-live", !TRUSTED.includes(beat));
    root.classList.toggle("mlab-stuck", places()?.can_move === false);
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
  const drawRows = () => pages._tables.written(model.get("_status").writes);
  handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  const leave = presence(model, root, ask);
  return () => {
    stopPulse();
    leave();
    stopAsking();
    for (const [trait, show] of handlers) model.off(`change:${trait}`, show);
    for (const page of Object.values(pages)) page.stop();
    root.remove();
  };
}

export default { render };
