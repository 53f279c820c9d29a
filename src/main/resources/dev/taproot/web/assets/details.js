// @ts-check
// All that is known of one node, in a panel beside the tree; over it on a telephone.

/** @typedef {import('./server.js').Node} Node */
/** @typedef {import('./server.js').ClassScore} ClassScore */

const narrow = matchMedia('(max-width: 760px)');

/**
 * Makes an element.
 * @param {string} tag
 * @param {string | null} style
 * @param {...(Node | string | globalThis.Node)} inside
 */
export function element(tag, style, ...inside) {
  const made = document.createElement(tag);
  if (style !== null) made.className = style;
  made.append(.../** @type {(string | globalThis.Node)[]} */ (inside));
  return made;
}

/** @param {number} part */
export function percent(part) {
  const hundredths = Math.abs(part) * 100;
  const digits = hundredths >= 10 ? 0 : hundredths >= 0.095 ? 1 : 2;
  return `${part < 0 ? '−' : ''}${hundredths.toFixed(digits)}%`;
}

/**
 * @param {number} value
 * @param {boolean} [sign] whether a plus is written
 */
export function figure(value, sign = false) {
  const size = Math.abs(value);
  const text = size === 0 ? '0' : size.toFixed(size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5);
  return (value < 0 ? '−' : sign ? '+' : '') + text;
}

/** The panel. */
export class Details {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.layer = /** @type {HTMLElement} */ (dialog.querySelector('#details-layer'));
    this.title = /** @type {HTMLElement} */ (dialog.querySelector('#details-title'));
    this.body = /** @type {HTMLElement} */ (dialog.querySelector('#details-body'));
    /** @type {string | null} the path of the node shown */
    this.path = null;
    /** @type {HTMLElement | null} what had the keyboard before */
    this.from = null;
    dialog.querySelector('#details-close')?.addEventListener('click', () => this.close());
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  /**
   * Opens the panel while what is to be told is asked for.
   * @param {string} path
   * @param {string} layer
   * @param {string} channel
   */
  open(path, layer, channel) {
    this.path = path;
    this.layer.textContent = layer;
    this.title.textContent = channel;
    this.say('Switching it off …');
    if (!this.dialog.open) {
      this.from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      if (narrow.matches) this.dialog.showModal();
      else this.dialog.show();
      document.body.classList.add('with-details');
    }
    this.title.focus({ preventScroll: true });
  }

  /** @param {string} text */
  say(text) {
    this.body.replaceChildren(element('p', 'soft', text));
  }

  /**
   * Tells it.
   * @param {Node} node
   * @param {{target: string, against: string | null, rule: string, value: string}} question
   */
  show(node, question) {
    const { evidence, without } = node;
    const supports = evidence.score >= 0;
    const about = question.against === null ? question.target : `${question.target} rather than ${question.against}`;
    const top = node.path.split('.').length === 1;
    const pictures = element(
      'div',
      'plates',
      plate(node.patch, `Where ${this.title.textContent} counts most`, 'Where it counts most'),
      plate(node.heatmap, `Its relevance over all that the network saw`, 'Its relevance over what the network saw'),
    );
    const facts = element('dl', 'facts');
    /** @param {string} name @param {string} value @param {string} [style] */
    const fact = (name, value, style) =>
      facts.append(element('dt', null, name), element('dd', style ?? null, value));
    const hue = supports ? 'supports' : 'opposes';
    fact(top ? `What it adds to ${question.value}` : 'What it adds to the decision above', figure(evidence.score, true), hue);
    fact('Its share of the evidence there', percent(evidence.share));
    if (!top) fact('Its share of the first decision', percent(evidence.rootShare));
    fact(top ? `What ${question.value} really loses without it` : 'What the decision above really loses without it', figure(without.decision, true), without.decision >= 0 ? 'supports' : 'opposes');
    const fallen = without.root >= 0 ? 'falls' : 'rises';
    const sentence = element(
      'p',
      null,
      `With this channel switched off, ${question.value} of ${about} ${fallen} by `,
      element('b', null, figure(Math.abs(without.root))),
      ', to ',
      element('b', null, figure(without.value)),
      '.',
    );
    const more = [];
    if (node.deeper) {
      const why = element('button', 'solid large', 'Why this channel?');
      why.id = 'details-why';
      /** @type {HTMLButtonElement} */ (why).type = 'button';
      why.dataset.node = node.path;
      more.push(why, element('p', 'fine', `Its evidence in ${node.below} grows beside it.`));
    } else if (node.below === null) {
      more.push(element('p', 'fine', 'This is the lowest layer that is asked; nothing is below it.'));
    }
    this.body.replaceChildren(
      pictures,
      facts,
      element('h3', null, 'What remains without it'),
      sentence,
      classes(without.before, without.top),
      ...more,
    );
  }

  /** Closes the panel; where it had the keyboard, gives it back. */
  close() {
    if (!this.dialog.open) return;
    const had = document.activeElement === document.body || this.dialog.contains(document.activeElement);
    this.path = null;
    this.dialog.close();
    document.body.classList.remove('with-details');
    if (had && this.from?.isConnected) this.from.focus({ preventScroll: true });
    this.dialog.dispatchEvent(new Event('gone'));
  }
}

/**
 * @param {string} source
 * @param {string} text
 * @param {string} caption
 */
function plate(source, text, caption) {
  const picture = document.createElement('img');
  picture.src = source;
  picture.alt = text;
  return element('figure', null, picture, element('figcaption', null, caption));
}

/**
 * Draws the classes as they are, and as they would be.
 * @param {ClassScore[]} before
 * @param {ClassScore[]} after
 */
function classes(before, after) {
  const list = element('ul', 'changes');
  const all = new Map([...before, ...after].map((one) => [one.index, one.label]));
  for (const [index, label] of all) {
    const was = before.find((one) => one.index === index)?.probability;
    const is = after.find((one) => one.index === index)?.probability;
    const row = element('li', null, element('span', 'label', label));
    const bars = element('span', 'pair');
    bars.append(bar('was', was), bar('is', is));
    const numbers = element('span', 'numbers', was === undefined ? '–' : percent(was), ' → ', element('b', null, is === undefined ? '–' : percent(is)));
    row.append(numbers, bars);
    list.append(row);
  }
  return list;
}

/**
 * @param {string} style
 * @param {number} [part]
 */
function bar(style, part) {
  const made = element('span', style);
  made.style.setProperty('--part', `${(part ?? 0) * 100}%`);
  return made;
}
