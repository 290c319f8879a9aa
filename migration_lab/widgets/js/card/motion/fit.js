// How wide the columns are, and which are left out where there is little room. Nothing here draws.

/** @typedef {import("../../parts/motion_states.js").Motion} Motion */
/** @typedef {import("../../parts/motion_states.js").Picture} Picture */
/** @typedef {{ columns: { id: string, name: string, at: number, width: number }[], more: number }} Fit */

/** Widths are in characters; so many more are a cell's edges, and a column with more than so few may be cut. */
const EDGES = 2;
const NULL_SIGN = 6; // in its frame, and in bold where it is new
const FEW = 9;
const FEWEST_COLUMNS = 2;

/**
 * The columns of each picture, as wide in all pictures of a scene, so that nothing moves that stays the same.
 * @param {Motion} motion
 * @param {number} room how wide the stage is
 * @returns {(picture: Picture) => Fit}
 */
export function fitOf(motion, room) {
  /** @type {Map<string, Picture[]>} */
  const scenes = new Map();
  for (const picture of motion.pictures) scenes.set(sceneOf(picture), [...(scenes.get(sceneOf(picture)) ?? []), picture]);
  const fits = new Map([...scenes].map(([scene, pictures]) => [scene, fitScene(pictures, room)]));
  return (picture) => {
    const { widths, most } = fits.get(sceneOf(picture)) ?? { widths: new Map(), most: 0 };
    const columns = picture.columns.flatMap(([id, name, rank], at) => (rank < most ? [{ id, name, at, width: widths.get(id) ?? FEW }] : []));
    return { columns, more: picture.more + picture.columns.length - columns.length };
  };
}

/** @param {Picture} picture */
const sceneOf = (picture) => picture.id.split(".")[0];

/**
 * Cut long columns first, down to a few characters; if that is not enough, leave out the last in rank.
 * @param {Picture[]} pictures
 * @param {number} room
 */
function fitScene(pictures, room) {
  const natural = widthsOf(pictures);
  const ranks = Math.max(0, ...pictures.flatMap((picture) => picture.columns.map(([, , rank]) => rank + 1)));
  const longest = Math.max(FEW, ...natural.values());
  for (let most = ranks; ; most -= 1) {
    for (let cap = longest; cap >= FEW; cap -= 1) {
      const width = (/** @type {string} */ id) => Math.min(natural.get(id) ?? FEW, cap);
      const wide = (/** @type {Picture} */ picture) => picture.columns.reduce((sum, [id, , rank]) => sum + (rank < most ? width(id) : 0), 0);
      const last = most <= FEWEST_COLUMNS && cap === FEW;
      if (last || pictures.every((picture) => wide(picture) <= room)) return { most, widths: new Map([...natural.keys()].map((id) => [id, width(id)])) };
    }
  }
}

/** @param {Picture[]} pictures */
function widthsOf(pictures) {
  /** @type {Map<string, number>} */
  const widths = new Map();
  for (const { columns, rows } of pictures) {
    columns.forEach(([id, name], at) => {
      const longest = Math.max(name.length + 1, ...rows.map(([, values]) => values[at]?.length ?? NULL_SIGN));
      widths.set(id, Math.max(widths.get(id) ?? 0, longest + EDGES));
    });
  }
  return widths;
}
