// One output of a cell with a display of ours: what is stored, or the widget that is behind it as long as its kernel
// lives.

import { el } from "../parts/element.js";
import { DRAWN, draw, read } from "./drawing.js";

export const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
const HTML = "text/html";
const NOT_LIVE = "Not live: this is how it was when the cell ran. Run the cell again to see how it is now.";
const PATIENCE = 1000; // milliseconds, until what is stored is shown; a widget may still come
const NO_WIDGET = "jupyter-widgets"; // ipywidgets gives this class to a place that stays without a widget
const MOST_WAITS = 60; // for ipywidgets, after the kernel has started

/** @typedef {{ data: Record<string, any>, trusted: boolean, metadata: object }} MimeModel */

const wait = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, time));

/** @param {any} lumino */
export function outputClass({ Panel, Widget }) {
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
      /** @type {() => void} */
      this._stop = () => {};
      this._watch = new MutationObserver(() => this._look());
      /** @type {any} */
      this._live = null;
      /** @type {MimeModel | null} */
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
      this._stop = () => {};
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
      const live = (this._live = this._renderers.createRenderer(WIDGET_VIEW, this._options));
      this.addWidget(live);
      let known = false;
      const shown = live.renderModel({ data: { [WIDGET_VIEW]: { ...view } }, metadata: {}, trusted: true }).catch(console.warn);
      shown.then(() => (known = true));
      this._watch.observe(live.node, { childList: true, subtree: true });
      live.hide();
      await Promise.race([shown, wait(PATIENCE)]);
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
        await wait(PATIENCE / 2);
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
        this._stop = () => {};
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
      const stored = (this._stored = new Panel());
      this.addWidget(stored);
      const drawn = read(model.data[DRAWN]);
      if (WIDGET_VIEW in model.data && drawn?.display !== "board") {
        const note = new Widget();
        note.node.append(el("p", { class: "mlab-stored-note" }, NOT_LIVE));
        stored.addWidget(note);
      }
      if (drawn) {
        const host = new Widget();
        stored.addWidget(host);
        try {
          this._stop = draw(drawn, host.node, model.trusted);
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
