// @ts-check
// What is shown, as the page's address says it.

/**
 * @typedef {object} State
 * @property {string} [photograph] id of a photograph that the server was given
 * @property {string} [sample] or the name of a sample
 * @property {string} [name] of the photograph's file
 * @property {string} [target] the class asked about, its index or label; else the top class
 * @property {string} [against] the class it is contrasted with
 * @property {string} rule
 * @property {number} width
 * @property {number} opposition
 * @property {boolean} tested
 * @property {string[]} open paths of the nodes asked why, in the order they were asked
 */

/** @type {State} */
export const nothing = { rule: 'flow', width: 3, opposition: 0, tested: false, open: [] };

const ID = /^[0-9a-f]{64}$/;
const SAMPLE = /^[a-z0-9-]{1,40}$/;
const PATH = /^\d+(\.\d+)*$/;

/**
 * Reads an address. What can be no photograph, sample or node is passed over.
 * @param {string} search its query
 * @returns {State}
 */
export function read(search) {
  const query = new URLSearchParams(search);
  /** @param {string} name */
  const text = (name) => query.get(name) || undefined;
  /** @param {string} name @param {RegExp} form */
  const formed = (name, form) => (form.test(query.get(name) ?? '') ? text(name) : undefined);
  return {
    photograph: formed('photograph', ID),
    sample: formed('sample', SAMPLE),
    name: text('name'),
    target: text('target'),
    against: text('against'),
    rule: text('rule') ?? nothing.rule,
    width: Number(text('width') ?? nothing.width),
    opposition: Number(text('opposition') ?? nothing.opposition),
    tested: text('tested') === 'true',
    open: text('open')?.split(',').filter((path) => PATH.test(path)) ?? [],
  };
}

/**
 * Says the question without the photograph, as the server wants to be asked.
 * @param {State} state
 * @param {Record<string, string>} [more]
 */
export function parameters(state, more = {}) {
  const query = new URLSearchParams(more);
  for (const name of /** @type {const} */ (['target', 'against', 'rule', 'width', 'opposition', 'tested'])) {
    if (state[name] !== undefined && state[name] !== nothing[name]) query.set(name, String(state[name]));
  }
  if (state.open.length > 0) query.set('open', state.open.join(','));
  return query.toString().replaceAll('%2C', ',');
}

/**
 * Writes the page's address.
 * @param {State} state
 */
export function address(state) {
  /** @type {Record<string, string>} */
  const photograph = {};
  for (const name of /** @type {const} */ (['photograph', 'sample', 'name'])) {
    const value = state[name];
    if (value !== undefined) photograph[name] = value;
  }
  const query = parameters(state, photograph);
  return query === '' ? location.pathname : `?${query}`;
}
