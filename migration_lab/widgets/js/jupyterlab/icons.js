// Our icon: three places, one above the other, and the change that goes down through them. It takes the theme's colour.

const PLACES = `<g class="jp-icon3" fill="#616161">
<rect x="3" y="2.5" width="12" height="4.6" rx="1.2"/>
<rect x="3" y="9.7" width="12" height="4.6" rx="1.2"/>
<rect x="3" y="16.9" width="12" height="4.6" rx="1.2"/>
<path d="M18 3.6h1.7v12.6h2.3l-3.15 4.9-3.15-4.9H18z"/></g>`;

/** @param {string} inside */
const svg = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">${inside}</svg>`;

/** @param {import("./shared.js").Packages} packages */
export function labIcon(packages) {
  const { LabIcon } = packages["@jupyterlab/ui-components"];
  return new LabIcon({ name: "migration-lab:icon", svgstr: svg(PLACES) });
}

const EYE = `<g class="jp-icon3" fill="#616161" fill-rule="evenodd">
<path d="M1.5 12C4.6 6.9 8 4.6 12 4.6S19.4 6.9 22.5 12C19.4 17.1 16 19.4 12 19.4S4.6 17.1 1.5 12zM12 7.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z"/>
<circle cx="12" cy="12" r="2.7"/></g>`;

/**
 * An eye, for what somebody else sees.
 * @param {import("./shared.js").Packages} packages
 */
export function eyeIcon(packages) {
  const { LabIcon } = packages["@jupyterlab/ui-components"];
  return new LabIcon({ name: "migration-lab:eye", svgstr: svg(EYE) });
}

/** @type {Record<string, string>} */
const BADGES = {
  done: '<circle cx="19" cy="5" r="4.6" fill="#14602b"/><path d="M16.7 5.1l1.7 1.8 3-3.5" fill="none" stroke="#fff" stroke-width="1.3"/>',
  next: '<circle cx="19" cy="5" r="4.6" fill="#2a4fa8"/><path d="M17.7 2.8v4.4L21.4 5z" fill="#fff"/>',
};

/**
 * A chapter's number, or a cross for the clinic, with a tick when it is done and an arrow when it is the next.
 * @param {import("./shared.js").Packages} packages
 * @param {string} number
 * @param {string} state
 */
export function chapterIcon(packages, number, state) {
  const { LabIcon } = packages["@jupyterlab/ui-components"];
  const digits = /^\d+$/.test(number) ? number : "+";
  const text = `<text class="jp-icon3" fill="#616161" x="11" y="18.5" font-family="system-ui, sans-serif" font-size="15" font-weight="600" text-anchor="middle">${digits}</text>`;
  return new LabIcon({ name: `migration-lab:chapter-${digits === "+" ? "clinic" : digits}-${state}`, svgstr: svg(text + (BADGES[state] ?? "")) });
}
