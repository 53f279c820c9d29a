// @ts-check
// The tree on the page: what can be pressed on it, and how it grows.

/** @typedef {{left: number, top: number}} Place */

const GROWING = { duration: 380, easing: 'cubic-bezier(0.2, 0.75, 0.2, 1)' };
const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Makes the tree that the server wrote ready to be asked on.
 * @param {string} html
 * @param {{layers: number, folded: Set<string>, full: boolean}} how how many layers there are to go
 *     down; which nodes the reader has folded; whether no more can be opened
 */
export function treeOf(html, { layers, folded, full }) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const section = /** @type {HTMLElement} */ (template.content.querySelector('section.taproot'));
  section.id = 'tree';
  section.dataset.taproot = 'ready';
  // Cards keep their size while the first levels grow.
  const body = /** @type {HTMLElement} */ (section.querySelector('.taproot-body'));
  body.classList.remove('taproot-shallow');
  const depth = Number(body.style.getPropertyValue('--depth'));
  body.style.setProperty('--depth', String(Math.max(3, depth)));
  section.classList.toggle('site-first', depth === 1);
  for (const card of cards(section)) {
    const path = pathOf(card);
    const node = /** @type {HTMLElement} */ (card.closest('.taproot-node'));
    node.id = `node-${path}`;
    card.id = `card-${path}`;
    const name = nameOf(card);
    node.prepend(button('site-look', `Details of ${name}`, 'i', path));
    if (card.parentElement instanceof HTMLDetailsElement) {
      card.parentElement.id = `evidence-${path}`;
      card.parentElement.open = !folded.has(path);
    } else if (path.split('.').length < layers && !full) {
      const why = button('site-why', `Why? What ${name} rests on`, 'why?', path);
      card.querySelector('.taproot-foot')?.append(why);
      card.classList.add('site-asks');
    }
  }
  return section;
}

/**
 * @param {string} kind
 * @param {string} label
 * @param {string} text
 * @param {string} path
 */
function button(kind, label, text, path) {
  const made = document.createElement('button');
  made.type = 'button';
  made.id = `${kind}-${path}`;
  made.className = kind;
  made.dataset.node = path;
  made.textContent = text;
  made.setAttribute('aria-label', label);
  return made;
}

/**
 * Puts a tree in place of the one that stands there: what is in both stays and moves, what is new
 * grows.
 * @param {HTMLElement} where
 * @param {HTMLElement} section
 */
export function grow(where, section) {
  const old = /** @type {HTMLElement | null} */ (where.querySelector('section.taproot'));
  if (old === null) {
    where.replaceChildren(section);
    move(section, new Map());
    return;
  }
  const before = places(old);
  const { Idiomorph } = /** @type {any} */ (window);
  Idiomorph.morph(old, section, { morphStyle: 'outerHTML' });
  move(/** @type {HTMLElement} */ (where.querySelector('section.taproot')), before);
}

/**
 * Moves nodes from where they were to where they are; a node takes along what stands on it.
 * @param {HTMLElement} section
 * @param {Map<string, Place>} before
 */
function move(section, before) {
  if (still.matches) return;
  const after = places(section);
  /** @type {Map<string, Place>} */
  const moved = new Map();
  let fresh = 0;
  for (const [path, place] of after) {
    const above = moved.get(path.slice(0, path.lastIndexOf('.'))) ?? { left: 0, top: 0 };
    const was = before.get(path);
    const node = /** @type {HTMLElement} */ (document.getElementById(`node-${path}`));
    if (was === undefined) {
      moved.set(path, above);
      const delay = 45 * Math.min(fresh++, 8);
      node.animate([{ opacity: 0, transform: 'translateX(-18px)' }, { opacity: 1, transform: 'none' }], { ...GROWING, delay, fill: 'backwards' });
      continue;
    }
    const by = { left: was.left - place.left, top: was.top - place.top };
    moved.set(path, by);
    const left = by.left - above.left;
    const top = by.top - above.top;
    if (Math.abs(left) + Math.abs(top) > 1) {
      node.animate([{ transform: `translate(${left}px, ${top}px)` }, { transform: 'none' }], GROWING);
    }
  }
}

/**
 * Where the nodes in sight stand in the tree.
 * @param {HTMLElement} section
 */
function places(section) {
  const tree = /** @type {HTMLElement} */ (section.querySelector('.taproot-tree'));
  const origin = tree.getBoundingClientRect();
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const card of cards(section)) {
    const node = /** @type {HTMLElement} */ (card.closest('.taproot-node'));
    if (!card.checkVisibility()) continue;
    const { left, top } = node.getBoundingClientRect();
    found.set(pathOf(card), { left: left - origin.left + tree.scrollLeft, top: top - origin.top });
  }
  return found;
}

/**
 * Brings what has grown into sight, as little as that takes.
 * @param {string} path of the node that was asked
 */
export function reveal(path) {
  const card = document.getElementById(`card-${path}`);
  const first = card?.closest('.taproot-node')?.querySelector('.taproot-children > .taproot-node');
  first?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
}

/**
 * Goes from card to card by the arrow keys: up and down in the order they stand, left to the
 * decision above, right to its evidence.
 * @param {HTMLElement} card
 * @param {string} key
 */
export function step(card, key) {
  const section = /** @type {HTMLElement} */ (card.closest('section.taproot'));
  const all = cards(section).filter((one) => one.checkVisibility());
  const path = pathOf(card);
  const at = all.indexOf(card);
  /** @type {Record<string, HTMLElement | undefined>} */
  const next = {
    ArrowDown: all[at + 1],
    ArrowUp: all[at - 1],
    ArrowLeft: all.find((one) => pathOf(one) === path.slice(0, path.lastIndexOf('.'))),
    ArrowRight: all.find((one) => pathOf(one) === `${path}.0`),
  };
  const to = next[key];
  if (to === undefined) return false;
  focus(to);
  return true;
}

/**
 * Gives a card the keyboard.
 * @param {HTMLElement} card
 */
export function focus(card) {
  const taking = card.tagName === 'SUMMARY' ? card : card.querySelector('.site-why') ?? document.getElementById(`site-look-${pathOf(card)}`);
  /** @type {HTMLElement} */ (taking).focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** @param {HTMLElement} section */
export const cards = (section) =>
  /** @type {HTMLElement[]} */ ([...section.querySelectorAll('.taproot-card[data-path]')]);

/**
 * The card that an element is on, or opens the details of.
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
export function cardAt(target) {
  if (!(target instanceof Element)) return null;
  const look = target.closest('.site-look');
  return look instanceof HTMLElement ? document.getElementById(`card-${look.dataset.node}`) : target.closest('.taproot-card');
}

/** @param {HTMLElement} card */
export const pathOf = (card) => /** @type {string} */ (card.dataset.path);

/** @param {HTMLElement} card */
export const nameOf = (card) =>
  `${card.querySelector('.taproot-channel')?.textContent} of ${card.querySelector('.taproot-layer')?.textContent}`;
