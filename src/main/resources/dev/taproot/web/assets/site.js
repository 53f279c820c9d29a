// @ts-check
// The page: gives the server a photograph, asks, and shows the tree. The page's address says what
// is shown; every step is a new address, so that the browser's back button undoes it.

import { ask, download, Gone, isUp, network as askNetwork, Problem, upload } from './server.js';
import { address, nothing, parameters, read } from './state.js';
import { cardAt, grow, nameOf, pathOf, reveal, step, treeOf } from './growth.js';
import { Details, element, percent } from './details.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./server.js').Network} Network */
/** @typedef {import('./server.js').Classes} Classes */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
const at = (id) => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLInputElement} */
const targetField = at('target');
/** @type {HTMLInputElement} */
const againstField = at('against');
const answer = at('answer');
const stage = at('stage');
const details = new Details(at('details'));

const TREES = 40;
const PHOTOGRAPHS = 4;
const LARGEST_SIDE = 4096;
const LOOKING = 'Looking at the photograph …';
const FINDING = 'Finding the evidence …';

/** @type {State} what is shown, or about to be */
let now = { ...nothing };
/** @type {State | null} what is shown */
let shown = null;
/** Why a step was refused, until the browser is back where it was taken. @type {string | null} */
let refusal = null;
/** @type {Network} */
let network;
/** The latest photographs given, by id: should the server lose one, it is given it again. @type {Map<string, File>} */
const files = new Map();
/** Ids of samples. @type {Map<string, string>} */
const samples = new Map();
/** @type {Map<string, Classes>} */
const classesOf = new Map();
/** Trees by address, so that undoing asks nobody. @type {Map<string, string>} */
const trees = new Map();
/** The question whose tree stands on the page. @type {string | null} */
let standing = null;
/** @type {string | null} the photograph whose tree stands on the page */
let pictured = null;
/** Nodes that the reader has folded. @type {Set<string>} */
let folded = new Set();
let running = new AbortController();

/** The server has lost the photograph, and the page has not got it. */
class Lost extends Error {
  /** @param {State} state */
  constructor(state) {
    super(`The server no longer has ${state.name ?? 'this photograph'}.`);
    this.subject = subjectOf(state);
  }
}

// ---- Waiting -----------------------------------------------------------------------------------

/** @param {number} ms @param {AbortSignal} signal */
const pause = (ms, signal) =>
  new Promise((done, stop) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });

/**
 * Asks until there is an answer: waits while the server is away or busy, and gives it the photograph
 * again where it has lost it.
 * @template T
 * @param {() => Promise<T>} work
 * @param {AbortSignal} signal
 * @param {State} [state] whose photograph is asked about
 * @returns {Promise<T>}
 */
async function persist(work, signal, state) {
  let again = 0;
  for (;;) {
    try {
      const result = await work();
      signal.throwIfAborted();
      if (at('notice').dataset.kind !== 'error') quiet();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Gone) {
        await whenUp(signal);
      } else if (error instanceof Problem && (error.status === 429 || error.status === 503)) {
        notice('busy', `The server is busy. Asking again in ${error.wait} s …`);
        await pause(1000 * error.wait, signal);
      } else if (error instanceof Problem && error.missing === 'photograph' && state !== undefined && again++ < 3) {
        const photograph = state.sample ?? files.get(state.photograph ?? '');
        if (photograph === undefined) throw new Lost(state);
        await persist(() => upload(photograph, signal), signal);
      } else {
        throw error;
      }
    }
  }
}

/**
 * Waits for the server, longer each time.
 * @param {AbortSignal} signal
 */
async function whenUp(signal) {
  notice('gone', 'The server does not answer. Trying again …');
  for (let wait = 300; ; wait = Math.min(wait * 1.6, 5000)) {
    await pause(wait * (0.85 + 0.3 * Math.random()), signal);
    if (await isUp()) return;
  }
}

/**
 * Says how long the queue is.
 * @param {number} before
 */
function place(before) {
  const line = before === 1 ? '1 question is before yours.' : `${before} questions are before yours.`;
  at('progress-more').textContent = before > 0 ? `In the queue: ${line}` : FINDING;
  if (before === 0) {
    if (at('notice').dataset.kind === 'queue') quiet();
  } else if (at('waiting').hidden) {
    notice('queue', `In the queue: ${line}`);
  }
}

/**
 * Says something above the page.
 * @param {'busy' | 'queue' | 'gone' | 'done' | 'error'} kind
 * @param {string} text
 * @param {(() => void) | null} [retry]
 */
function notice(kind, text, retry = null) {
  const box = at('notice');
  box.hidden = false;
  box.dataset.kind = kind;
  at('notice-text').textContent = text;
  at('retry').hidden = retry === null;
  at('retry').onclick = retry;
  at('dismiss').hidden = kind !== 'error';
  if (kind === 'done') setTimeout(() => box.dataset.kind === 'done' && quiet(), 2200);
}

function quiet() {
  at('notice').hidden = true;
  at('notice').dataset.kind = '';
}

/** @param {string} text */
function tell(text) {
  at('live').textContent = text;
}

/** Ends what is being asked, and begins something new. */
function begin() {
  running.abort();
  running = new AbortController();
  quiet();
  return running.signal;
}

// ---- Steps -------------------------------------------------------------------------------------

/** @param {State} state */
function go(state) {
  history.pushState({ steps: steps() + 1 }, '', address(state));
  show(state, true);
}

const steps = () => Number(history.state?.steps ?? 0);

/** Takes one step back; where there is none, the last node asked why is forgotten. */
function undo() {
  if (steps() > 0) history.back();
  else go({ ...now, open: now.open.slice(0, -1) });
}

/**
 * Takes back a step that the server refused: the page shows what it showed before.
 * @param {string} sentence why
 * @param {State} last what it showed
 * @param {boolean} stepped whether the address is a step that has just been taken
 */
async function takeBack(sentence, last, stepped) {
  if (stepped) {
    refusal = sentence;
    history.back();
  } else {
    history.replaceState(history.state, '', address(last));
    await show(last);
    notice('error', sentence);
  }
}

/**
 * Whether it is the question that is wrong, so that asking again would not help.
 * @param {unknown} error
 * @returns {error is Problem}
 */
const refuses = (error) => error instanceof Problem && error.status < 500 && error.missing === undefined;

/** @param {State} state */
const subjectOf = (state) => state.photograph ?? `sample ${state.sample}`;

/** What is asked of what, whichever nodes are open. @param {State} state */
const questionOf = (state) => `${subjectOf(state)} ${parameters({ ...state, open: [] })}`;

/**
 * Gives a photograph, and asks why the network sees in it what it sees.
 * @param {File | string} given a file, or the name of a sample
 */
async function give(given) {
  const signal = begin();
  await loading;
  const lost = pictured === null && now.photograph !== undefined ? now : null;
  waiting(given);
  try {
    const sent = typeof given === 'string' ? given : await held(given);
    const { id, name } = await persist(() => upload(sent, signal), signal);
    if (typeof sent === 'string') {
      samples.set(sent, id);
      go({ ...nothing, sample: sent });
    } else {
      remember(files, id, sent, PHOTOGRAPHS);
      if (lost?.photograph === id) show(lost);
      else go({ ...nothing, photograph: id, name });
    }
  } catch (error) {
    if (signal.aborted) return;
    if (shown === null) start();
    else await show(shown);
    fail(error, null);
  }
}

/**
 * Takes a photograph into memory, so that it can be given again whatever becomes of its file.
 * @param {File} file
 */
async function held(file) {
  const picture = await readable(file);
  const most = network.limits.bytes;
  const megabytes = (/** @type {number} */ bytes) => `${Math.ceil((bytes / 2 ** 20) * 10) / 10} MB`;
  if (picture.size > most) {
    throw new Problem(413, { error: `${file.name} has ${megabytes(picture.size)}. At most ${megabytes(most)} would be right.` });
  }
  const bytes = await picture.arrayBuffer().catch(() => {
    throw new Problem(422, { error: `The browser cannot read ${file.name}. A file that is still where it was would be right.` });
  });
  return new File([bytes], picture.name, { type: picture.type });
}

/**
 * Makes of a picture one that the server reads: formats that only the browser knows, and pictures
 * too large, are drawn anew. What the browser cannot read either goes as it is.
 * @param {File} file
 */
async function readable(file) {
  const known = /^image\/(jpeg|png|gif|bmp)$/.test(file.type);
  if (known ? file.size <= network.limits.bytes : !file.type.startsWith('image/')) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return file;
  const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
  return blob === null ? file : new File([blob], file.name, { type: 'image/jpeg' });
}

/**
 * Shows what an address says.
 * @param {State} state
 * @param {boolean} [stepped] whether the address is a step that has just been taken
 */
async function show(state, stepped = false) {
  const signal = begin();
  now = state;
  renderSettings();
  /** @type {HTMLButtonElement} */ (at('undo')).disabled = steps() === 0 && state.open.length === 0;
  if (state.photograph === undefined && state.sample === undefined) {
    start();
    shown = state;
    return;
  }
  if (questionOf(state) !== standing) details.close();
  const subject = subjectOf(state);
  if (pictured !== subject) waiting(state.sample ?? files.get(state.photograph ?? ''));
  reach();
  try {
    const id = await idOf(state, signal);
    const asked = parameters(state, { format: 'html' });
    const known = trees.get(id + asked);
    if (known === undefined) {
      stage.setAttribute('aria-busy', 'true');
      markAsked();
    }
    const [html] = await Promise.all([known ?? explain(state, id, asked, signal), seeClasses(state, id, signal)]);
    signal.throwIfAborted();
    remember(trees, id + asked, html, TREES);
    put(html);
    renderClasses(classesOf.get(id));
    share(id);
  } catch (error) {
    if (signal.aborted) return;
    if (refuses(error) && shown !== null && address(shown) !== address(state)) await takeBack(error.message, shown, stepped);
    else fail(error, () => show(state));
  } finally {
    if (!signal.aborted) stage.setAttribute('aria-busy', 'false');
  }
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} asked
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function explain(state, id, asked, signal) {
  const { html } = await persist(() => ask(`api/photographs/${id}/explanation?${asked}`, { signal, place }), signal, state);
  return html;
}

/**
 * @param {State} state
 * @param {AbortSignal} signal
 */
async function idOf(state, signal) {
  if (state.sample === undefined) return /** @type {string} */ (state.photograph);
  const sample = state.sample;
  const id = samples.get(sample) ?? (await persist(() => upload(sample, signal), signal)).id;
  samples.set(sample, id);
  return id;
}

/**
 * Shows the classes as soon as they are known.
 * @param {State} state
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function seeClasses(state, id, signal) {
  if (!classesOf.has(id)) {
    renderClasses(undefined);
    classesOf.set(id, await persist(() => ask(`api/photographs/${id}/classes?top=5`, { signal }), signal, state));
  }
  signal.throwIfAborted();
  const classes = /** @type {Classes} */ (classesOf.get(id));
  renderClasses(classes);
  at('progress-title').textContent = labelOf(now.target) ?? classes.top[0].label;
  if (at('progress-more').textContent === LOOKING) at('progress-more').textContent = FINDING;
}

/**
 * Remembers the latest.
 * @template T
 * @param {Map<string, T>} all
 * @param {string} key
 * @param {T} value
 * @param {number} most how many
 */
function remember(all, key, value, most) {
  all.delete(key);
  all.set(key, value);
  for (const oldest of all.keys()) {
    if (all.size > most) all.delete(oldest);
  }
}

/** Puts the tree on the page. @param {string} html */
function put(html) {
  const subject = subjectOf(now);
  const question = questionOf(now);
  const grows = question === standing;
  const before = shown?.open ?? [];
  if (!grows) {
    folded = new Set();
    details.close();
  }
  const full = now.open.length >= network.limits.open;
  const section = treeOf(html, { layers: network.layers.length, folded, full });
  const hadKeyboard = answer.contains(document.activeElement) || document.activeElement === document.body;
  if (pictured !== subject) answer.replaceChildren();
  at('waiting').hidden = true;
  answer.hidden = false;
  grow(answer, section);
  standing = question;
  pictured = subject;
  shown = now;
  if (document.getElementById(`card-${details.path}`) === null) details.close();
  offerWhy();
  const fresh = grows ? now.open.filter((path) => !before.includes(path)) : [];
  const last = fresh.at(-1);
  if (last !== undefined) {
    const card = at(`card-${last}`);
    if (hadKeyboard) card.focus({ preventScroll: true });
    reveal(last);
    const children = card.parentElement?.querySelectorAll(':scope > .taproot-children > .taproot-node').length ?? 0;
    tell(children === 0 ? `Nothing can be named below ${nameOf(card)}.` : `${nameOf(card)} rests on ${children} channels, shown beside it.`);
  } else {
    tell(`The evidence for ${title()} is shown.`);
  }
  document.title = `${title()} – Taproot`;
}

/** Shows which nodes are being asked. */
function markAsked() {
  if (questionOf(now) !== standing) return;
  for (const path of now.open) {
    const card = document.getElementById(`card-${path}`);
    if (card?.matches('.site-asks')) card.classList.add('site-asking');
  }
}

/**
 * Says what went wrong.
 * @param {unknown} error
 * @param {(() => void) | null} retry
 */
function fail(error, retry) {
  if (error instanceof Lost && error.subject === subjectOf(now)) {
    start(`${error.message} Give it once more, and the tree comes back.`);
    return;
  }
  const sentence = sentenceOf(error);
  if (!at('waiting').hidden) {
    at('waiting').dataset.failed = '';
    at('progress-more').textContent = 'That cannot be shown.';
  }
  document.querySelectorAll('.site-asking').forEach((card) => card.classList.remove('site-asking'));
  const final = error instanceof Lost || (error instanceof Problem && error.status < 500 && error.status !== 404);
  notice('error', sentence, final ? null : retry);
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof Problem || error instanceof Lost) return error.message;
  console.error(error);
  return 'Something went wrong on this page.';
}

// ---- What is seen ------------------------------------------------------------------------------

/** Shows the beginning. @param {string} [request] why a photograph is wanted once more */
function start(request) {
  pictured = standing = shown = null;
  answer.replaceChildren();
  details.close();
  at('start').hidden = false;
  at('asking').hidden = at('actions').hidden = true;
  at('invitation').hidden = request !== undefined;
  at('wish').hidden = request === undefined;
  at('wish').textContent = request ?? '';
  at('drop').classList.toggle('wanted', request !== undefined);
  document.title = 'Taproot';
}

/** Shows that a photograph is asked about. */
function reach() {
  at('start').hidden = true;
  at('asking').hidden = at('actions').hidden = false;
}

/**
 * Shows a photograph at once, and that its tree is being made.
 * @param {File | string | undefined} photograph
 */
function waiting(photograph) {
  const glance = /** @type {HTMLImageElement} */ (at('glance'));
  if (glance.src.startsWith('blob:')) URL.revokeObjectURL(glance.src);
  glance.hidden = photograph === undefined;
  if (photograph !== undefined) {
    glance.src = typeof photograph === 'string' ? `api/samples/${photograph}` : URL.createObjectURL(photograph);
    glance.alt = `The photograph: ${typeof photograph === 'string' ? photograph : photograph.name}`;
  }
  pictured = standing = null;
  answer.replaceChildren();
  details.close();
  at('waiting').hidden = false;
  delete at('waiting').dataset.failed;
  at('progress').textContent = `Why ${network.name} says`;
  at('progress-title').textContent = '…';
  at('progress-more').textContent = LOOKING;
  renderClasses(undefined);
  reach();
  scrollTo({ top: 0 });
  tell(LOOKING);
}

/** @param {string | undefined} name index or label */
const labelOf = (name) => (name === undefined ? undefined : network.classes[Number(name)] ?? name);

/** The question in words. */
function title() {
  const than = now.against === undefined ? '' : ` rather than ${labelOf(now.against)}`;
  return (labelOf(now.target) ?? answer.querySelector('.taproot-title')?.firstChild?.textContent?.trim() ?? '') + than;
}

/**
 * Draws the classes; each can be asked about, or against.
 * @param {Classes | undefined} classes
 */
function renderClasses(classes) {
  const list = at('classes');
  at('sees').textContent = network === undefined ? 'The network sees' : `${network.name} sees`;
  if (classes === undefined) {
    list.replaceChildren(...Array.from({ length: 5 }, () => element('li', 'class ghost')));
    write(targetField, '');
    write(againstField, '');
    return;
  }
  const top = classes.top[0];
  /** @param {string | undefined} name */
  const indexOf = (name) => (name === undefined ? -1 : /^\d+$/.test(name) ? Number(name) : network.classes.indexOf(name));
  const target = now.target === undefined ? top.index : indexOf(now.target);
  const against = indexOf(now.against);
  const focused = document.activeElement?.id;
  list.replaceChildren(
    ...classes.top.map(({ index, label, probability }) => {
      const about = document.createElement('button');
      about.type = 'button';
      about.id = `about-${index}`;
      about.className = 'about';
      about.setAttribute('aria-pressed', String(index === target));
      const bar = element('span', 'gauge');
      bar.style.setProperty('--part', `${100 * probability}%`);
      about.append(element('span', 'label', label), element('b', 'part', percent(probability)), bar);
      about.addEventListener('click', () => index !== target && askAbout(index, top.index));
      const item = element('li', 'class', about);
      item.classList.toggle('chosen', index === target);
      item.classList.toggle('other', index === against);
      if (index !== target) {
        const versus = document.createElement('button');
        versus.type = 'button';
        versus.id = `against-${index}`;
        versus.className = 'versus';
        versus.textContent = 'vs';
        versus.title = `${labelOf(now.target) ?? top.label} rather than ${label}`;
        versus.setAttribute('aria-pressed', String(index === against));
        versus.setAttribute('aria-label', `vs: rather than ${label}`);
        versus.addEventListener('click', () => askAgainst(index === against ? undefined : index));
        item.append(versus);
      }
      return item;
    }),
  );
  if (focused !== undefined && /^(about|against)-/.test(focused)) {
    (document.getElementById(focused) ?? document.getElementById(focused.replace('against', 'about')))?.focus();
  }
  write(targetField, classes.top.some((one) => one.index === target) ? '' : labelOf(now.target) ?? '');
  write(againstField, labelOf(now.against) ?? '');
  if (!typing(targetField) && !typing(againstField)) at('mistake').hidden = true;
}

/** Whether somebody is in the middle of writing there. @param {HTMLInputElement} field */
const typing = (field) => field === document.activeElement && field.dataset.typed !== undefined;

/** @param {HTMLInputElement} field @param {string} text */
function write(field, text) {
  if (typing(field)) return;
  field.value = text;
  delete field.dataset.typed;
}

/** @param {number} index @param {number} top the class asked about where none is named */
function askAbout(index, top) {
  const against = now.against === String(index) ? undefined : now.against;
  go({ ...now, target: index === top ? undefined : String(index), against, open: [] });
}

/** @param {number | undefined} index */
function askAgainst(index) {
  go({ ...now, against: index === undefined ? undefined : String(index), open: [] });
}

/**
 * Finds the class that somebody wrote.
 * @param {HTMLInputElement} field
 * @returns {number | undefined | null} null where there is none
 */
function written(field) {
  const text = field.value.trim().toLowerCase();
  if (text === '') return undefined;
  const exact = network.classes.findIndex((label) => label.toLowerCase() === text);
  if (exact >= 0) return exact;
  const near = network.classes.flatMap((label, index) => (label.toLowerCase().includes(text) ? [index] : []));
  if (near.length === 1) return near[0];
  const mistake = at('mistake');
  mistake.hidden = false;
  mistake.textContent =
    near.length === 0
      ? `The network knows no class like “${field.value.trim()}”.`
      : `${near.length} classes are like that: ${near.slice(0, 6).map((index) => network.classes[index]).join(', ')}${near.length > 6 ? ' …' : '.'}`;
  return null;
}

function commitTarget() {
  const top = classesOf.get(now.photograph ?? samples.get(now.sample ?? '') ?? '')?.top[0].index;
  const index = written(targetField);
  if (index === null || top === undefined) return;
  delete targetField.dataset.typed;
  const target = index === undefined || index === top ? undefined : String(index);
  if (target !== now.target) go({ ...now, target, open: [] });
}

function commitAgainst() {
  const index = written(againstField);
  if (index === null) return;
  delete againstField.dataset.typed;
  const against = index === undefined ? undefined : String(index);
  if (against !== now.against) go({ ...now, against, open: [] });
}

/** @type {Record<string, string>} */
const RULES = {
  flow: 'What the decision above used of the channel. Scores add up all the way down.',
  peak: 'The channel’s activation where it is strongest: why is this neuron on?',
  sum: 'The channel’s activation, summed over its map: why is this channel on?',
};

function renderSettings() {
  for (const name of /** @type {const} */ (['width', 'opposition'])) {
    /** @type {HTMLInputElement} */ (at(name)).value = String(now[name]);
    at(`${name}-value`).textContent = String(now[name]);
  }
  const rule = document.querySelector(`input[name=rule][value="${CSS.escape(now.rule)}"]`);
  if (rule instanceof HTMLInputElement) rule.checked = true;
  at('rule-hint').textContent = RULES[now.rule] ?? '';
  /** @type {HTMLInputElement} */ (at('tested')).checked = now.tested;
  const changed = /** @type {const} */ (['width', 'opposition', 'rule', 'tested']).filter((name) => now[name] !== nothing[name]).length;
  at('set-count').hidden = changed === 0;
  at('set-count').textContent = String(changed);
}

/** @param {string} id */
function share(id) {
  for (const format of ['page', 'png', 'json', 'csv']) {
    const link = /** @type {HTMLAnchorElement} */ (at(`as-${format}`));
    link.href = `api/photographs/${id}/explanation?${parameters(now, { format })}`;
  }
}

// ---- One node ----------------------------------------------------------------------------------

/** @param {string} path */
function askWhy(path) {
  folded.delete(path);
  // Another question may be on its way; the node is one of the tree that stands.
  const state = questionOf(now) === standing ? now : shown ?? now;
  if (!state.open.includes(path)) go({ ...state, open: [...state.open, path] });
  else if (stage.getAttribute('aria-busy') === 'false') show(state);
}

/** Offers to ask why in the panel while that is not asked. */
function offerWhy() {
  const why = document.getElementById('details-why');
  if (why !== null) why.hidden = now.open.includes(why.dataset.node ?? '');
}

let looking = new AbortController();

/** @param {string} path */
async function look(path) {
  const card = document.getElementById(`card-${path}`);
  const asked = shown;
  if (card === null || asked === null) return;
  if (details.path === path) {
    details.close();
    return;
  }
  looking.abort();
  looking = new AbortController();
  const { signal } = looking;
  details.open(path, card.querySelector('.taproot-layer')?.textContent ?? '', card.querySelector('.taproot-channel')?.textContent ?? '');
  pin(card);
  try {
    const id = await idOf(asked, signal);
    const address = `api/photographs/${id}/explanation/nodes/${path}?${parameters(asked)}`;
    const node = await persist(() => ask(address, { signal, place: (before) => before > 0 && details.say(`In the queue: ${before} before this one.`) }), signal, asked);
    const top = classesOf.get(id)?.top[0].label ?? '';
    details.show(node, {
      target: labelOf(asked.target) ?? top,
      against: labelOf(asked.against) ?? null,
      rule: asked.rule,
      value: asked.against === undefined ? 'the logit' : 'the lead',
    });
    offerWhy();
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof Lost) fail(error, null);
    else details.say(sentenceOf(error));
  }
}

/** Keeps a card's way lit. @param {HTMLElement | null} card */
function pin(card) {
  const section = answer.querySelector('section.taproot');
  if (section !== null) tree().pin(section, card);
}

/** What the tree's own script offers. */
const tree = () => /** @type {any} */ (window).taprootTree;

at('details').addEventListener('gone', () => {
  looking.abort();
  pin(null);
});
at('details').addEventListener('click', (event) => {
  const why = /** @type {HTMLElement} */ (event.target).closest('#details-why');
  if (why instanceof HTMLElement && why.dataset.node !== undefined) {
    const path = why.dataset.node;
    details.close();
    askWhy(path);
  }
});

// The tree's own script would keep the way lit on such a click; here it opens the panel.
answer.addEventListener('click', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const card = cardAt(target);
  const looks = target.closest('.site-look, .taproot-pictures') !== null;
  if (card === null || (!looks && target.closest('.site-why') === null)) return;
  event.preventDefault();
  event.stopPropagation();
  if (looks) look(pathOf(card));
  else askWhy(pathOf(card));
});
answer.addEventListener('toggle', (event) => {
  const part = event.target;
  const path = part instanceof HTMLDetailsElement ? part.querySelector('summary')?.dataset.path : undefined;
  if (path === undefined) return;
  if (/** @type {HTMLDetailsElement} */ (part).open) folded.delete(path);
  else folded.add(path);
}, true);
answer.addEventListener('keydown', (event) => {
  const card = cardAt(event.target);
  if (card === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'i') look(pathOf(card));
  else if (!event.key.startsWith('Arrow') || !step(card, event.key)) return;
  event.preventDefault();
});

document.addEventListener('focusin', (event) => {
  if (event.target instanceof Element && event.target.matches('.site-look')) tree().pointAt(cardAt(event.target));
});

// ---- Giving a photograph -----------------------------------------------------------------------

/** @param {DataTransfer | null} data */
const pictureIn = (data) => [...(data?.files ?? [])].find((file) => file.type.startsWith('image/') || file.type === '') ?? data?.files[0];

let inside = 0;
/** @param {DragEvent} event */
const holdsFile = (event) => event.dataTransfer?.types.includes('Files') ?? false;
document.addEventListener('dragenter', (event) => {
  if (!holdsFile(event)) return;
  inside++;
  at('dropping').hidden = false;
});
document.addEventListener('dragleave', (event) => {
  if (holdsFile(event) && --inside <= 0) at('dropping').hidden = true;
});
document.addEventListener('dragover', (event) => {
  if (holdsFile(event)) event.preventDefault();
});
document.addEventListener('drop', (event) => {
  inside = 0;
  at('dropping').hidden = true;
  if (!holdsFile(event)) return;
  event.preventDefault();
  const file = pictureIn(event.dataTransfer);
  if (file !== undefined) give(file);
});
document.addEventListener('paste', (event) => {
  const file = pictureIn(event.clipboardData);
  if (file === undefined) return;
  event.preventDefault();
  give(file);
});
for (const [press, field] of [['choose', 'file'], ['camera', 'capture']]) {
  /** @type {HTMLInputElement} */
  const input = at(field);
  at(press).addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    input.value = '';
    if (file !== undefined) give(file);
  });
}

// ---- Controls ----------------------------------------------------------------------------------

at('undo').addEventListener('click', undo);
for (const id of ['another', 'home']) {
  at(id).addEventListener('click', (event) => {
    event.preventDefault();
    if (now.photograph !== undefined || now.sample !== undefined) go({ ...nothing });
    else start();
    at('choose').focus();
  });
}
at('dismiss').addEventListener('click', quiet);
for (const [field, commit] of /** @type {const} */ ([[targetField, commitTarget], [againstField, commitAgainst]])) {
  field.addEventListener('change', commit);
  field.addEventListener('input', (event) => {
    field.dataset.typed = '';
    // A choice from the list, not a letter typed.
    if (!(event instanceof InputEvent) || event.inputType === 'insertReplacementText') commit();
  });
  field.addEventListener('keydown', (event) => event.key === 'Enter' && commit());
}
at('set').addEventListener('click', () => {
  const open = at('settings').hidden;
  at('settings').hidden = !open;
  at('set').setAttribute('aria-expanded', String(open));
});
at('settings').addEventListener('submit', (event) => event.preventDefault());
at('settings').addEventListener('input', (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type === 'range') at(`${input.id}-value`).textContent = input.value;
});
at('settings').addEventListener('change', () => {
  /** @param {string} id */
  const number = (id) => Number(/** @type {HTMLInputElement} */ (at(id)).value);
  const rule = /** @type {HTMLInputElement} */ (document.querySelector('input[name=rule]:checked')).value;
  const tested = /** @type {HTMLInputElement} */ (at('tested')).checked;
  go({ ...now, width: number('width'), opposition: number('opposition'), rule, tested, open: [] });
});
addEventListener('popstate', async () => {
  const sentence = refusal;
  refusal = null;
  await show(read(location.search));
  if (sentence !== null) notice('error', sentence);
});

at('copy').addEventListener('click', async () => {
  at('sharing').hidePopover();
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    // Where the page comes by plain HTTP from another machine there is no clipboard.
    const field = /** @type {HTMLTextAreaElement} */ (element('textarea', 'unseen', location.href));
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  notice('done', 'The link is copied.');
});
for (const format of ['page', 'png', 'json', 'csv']) {
  const link = /** @type {HTMLAnchorElement} */ (at(`as-${format}`));
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    at('sharing').hidePopover();
    const { signal } = new AbortController();
    const { href } = link;
    try {
      const { file, name } = await persist(() => download(href, signal), signal, shown ?? now);
      const save = document.createElement('a');
      save.href = URL.createObjectURL(file);
      save.download = name ?? `${title().replaceAll(/\W+/g, '-')}.${format}`;
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 60_000);
    } catch (error) {
      fail(error, () => link.click());
    }
  });
}

// ---- The beginning -----------------------------------------------------------------------------

const loading = persist(askNetwork, new AbortController().signal).then((known) => {
  network = known;
});

async function open() {
  const { signal } = running;
  await loading;
  at('network').textContent = network.name;
  at('lead').textContent = `See what ${network.name} makes of a photograph, and what that decision rests on: channel by channel, layer by layer, as deep as you like.`;
  for (const name of /** @type {const} */ (['width', 'opposition'])) {
    /** @type {HTMLInputElement} */ (at(name)).max = String(network.limits[name]);
  }
  at('labels').replaceChildren(...[...new Set(network.classes)].map((label) => new Option(label, label)));
  at('samples').replaceChildren(
    ...network.samples.map(({ name, caption }) => {
      const picture = document.createElement('img');
      picture.src = `api/samples/${name}`;
      picture.alt = '';
      picture.loading = 'lazy';
      const press = /** @type {HTMLButtonElement} */ (element('button', 'sample', picture, element('span', null, caption)));
      press.type = 'button';
      press.addEventListener('click', () => give(name));
      return element('li', null, press);
    }),
  );
  at('samples-part').hidden = network.samples.length === 0;
  document.documentElement.dataset.ready = '';
  // Unless a photograph was given meanwhile.
  if (!signal.aborted) await show(read(location.search));
}

open().catch((error) => fail(error, () => location.reload()));
