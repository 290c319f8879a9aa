// The board. Each of its traits is the state of one page; board.py makes them.

import { asker } from "./board/asker.js";
import { dock } from "./board/dock.js";
import { boardHead } from "./board/head.js";
import { historyPage } from "./board/history.js";
import { placesPage } from "./board/places.js";
import { presence } from "./board/presence.js";
import { TRUSTED, pulse } from "./board/pulse.js";
import { sqlPage } from "./board/sql.js";
import { tablesPage } from "./board/tables.js";
import { whyButton } from "./board/why.js";
import { el } from "./parts/element.js";
import { runsCells } from "./parts/in_lab.js";
import { guardKeys } from "./parts/live.js";
import { tabs } from "./parts/tabs.js";

/** @param {{ model: import("./parts/states.js").Model, el: HTMLElement }} given */
function render({ model, el: host }) {
  const root = el("section", { class: "mlab mlab-board", "aria-label": "Board: models, scripts and database" });
  guardKeys(root);
  host.append(root);
  const [ask, stopAsking] = asker(model);
  const docked = dock(root, ask);
  // A stored board may come from anywhere, so nothing of it is ever run.
  const runs = model.stored ? undefined : runsCells(root, model);
  const inCell = (/** @type {string} */ command) => runs?.(`%${command}`) ?? false;
  const head = boardHead(ask, inCell, ...docked.tools);
  const about = whyButton((id) => runs?.(`lab.explain("${id}")`) ?? false, () => head.node.querySelector(".mlab-sentence"));
  head.node.querySelector(".mlab-state")?.after(about.node);
  const three = placesPage(runs);
  const tables = tablesPage(ask);
  /** @type {import("./parts/states.js").Ask} */
  const go = async (what, more = {}) => (what === "go" && "command" in more && inCell(String(more.command)) ? {} : ask(what, more));
  const history = historyPage(go, head.focusResult);
  const pages = {
    _places: { title: "Three places", ...three },
    _history: { title: "History", ...history },
    _tables: { title: "Tables", ...tables },
    _sql: { title: "SQL", ...sqlPage() },
  };
  root.append(head.node, tabs("Board", Object.values(pages)));
  /** @type {import("./board/pulse.js").Beat} */
  let beat = "live";
  /** @type {() => import("./parts/states.js").PlacesState | null} */
  const places = () => model.get("_places").now ?? null;
  /** @type {() => import("./parts/states.js").Status} */
  const status = () => model.get("_status");
  const drawHead = () => {
    head.update(places(), status(), beat);
    about.update(places()?.entry ?? "");
    root.classList.toggle("mlab-not-live", !TRUSTED.includes(beat));
    root.classList.toggle("mlab-stuck", places()?.can_move === false);
    root.classList.toggle("mlab-read-only", status().read_only);
    root.dataset.title = status().title ?? "";
  };
  /** @type {[trait: string, show: () => void][]} */
  const handlers = Object.entries(pages).map(([trait, page]) => {
    const show = () => {
      const state = model.get(trait).now;
      if (state != null && page.body.parentElement) page.update(state, page.body.parentElement);
    };
    show();
    return [trait, show];
  });
  const drawRows = () => [tables, history].forEach((page) => page.written(status().writes));
  const drawMinis = () => three.showTables(model.get("_tables")?.now ?? null);
  const drawGoal = () => three.showGoal(model.get("_goal")?.now ?? null);
  handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows], ["_tables", drawMinis], ["_goal", drawGoal]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  drawRows();
  drawMinis();
  drawGoal();
  const leave = model.stored ? () => {} : presence(model, root, ask);
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

export default { render };
