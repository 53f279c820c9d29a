// @ts-check
// Requests to the server. An answer that takes work comes as a stream of events, so that the place
// in the queue is known, and the server knows when nobody waits any more.

/** @typedef {{index: number, label: string, score: number, probability: number}} ClassScore */
/** @typedef {{id: string, name: string, width: number, height: number}} Photograph */
/** @typedef {{photograph: Photograph, top: ClassScore[]}} Classes */
/** @typedef {{name: string, layers: string[], classes: string[], samples: {name: string, caption: string}[], limits: {bytes: number, pixels: number, width: number, opposition: number, open: number}}} Network */
/** @typedef {{decision: number, root: number, value: number, top: ClassScore[], before: ClassScore[]}} Without */
/** @typedef {{layer: string, channel: number, score: number, share: number, rootShare: number, effect?: {decision: number, root: number}}} Evidence */
/** @typedef {{path: string, evidence: Evidence, deeper: boolean, patch: string, heatmap: string, below: string | null, without: Without}} Node */
/** @typedef {{signal?: AbortSignal, place?: (before: number) => void}} Waiting */

/** What is wrong, in a sentence; most often the server's. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{error?: string, missing?: string}} body
   * @param {number} [wait] seconds after which to ask again
   */
  constructor(status, body, wait = 2) {
    super(body.error ?? `The server answered with ${status}.`);
    this.status = status;
    this.missing = body.missing;
    this.wait = wait;
  }
}

/** The server does not answer, or stopped in the middle. */
export class Gone extends Error {}

const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join('');

/**
 * Sends a request and returns the answer, which is fine.
 * @param {string} address
 * @param {RequestInit} how
 */
async function send(address, how) {
  let response;
  try {
    response = await fetch(address, { ...how, headers: { ...how.headers, 'Taproot-Client': client } });
  } catch (error) {
    throw how.signal?.aborted ? error : new Gone();
  }
  if (response.ok) return response;
  // What stands before the server, such as a proxy, has no sentence to say.
  const body = await response.json().catch(() => null);
  if (body === null && response.status >= 500) throw new Gone();
  throw new Problem(response.status, body ?? {}, waitOf(response.headers));
}

/** @param {Headers} headers */
function waitOf(headers) {
  return Number(headers.get('Retry-After') ?? 2) || 2;
}

/**
 * Asks for what takes no work.
 * @param {string} address
 * @param {RequestInit} [how]
 */
export async function get(address, how = {}) {
  const response = await send(address, how);
  try {
    return await response.json();
  } catch (error) {
    throw how.signal?.aborted ? error : new Gone();
  }
}

/**
 * Asks for what takes work, and waits for it.
 * @param {string} address
 * @param {Waiting} [waiting]
 */
export async function ask(address, { signal, place } = {}) {
  const response = await send(address, { headers: { Accept: 'text/event-stream' }, signal });
  let result;
  try {
    if (!(response.headers.get('Content-Type') ?? '').startsWith('text/event-stream')) return await response.json();
    for await (const { event, data } of events(response)) {
      if (event === 'place') place?.(JSON.parse(data).place);
      if (event === 'result') result = JSON.parse(data);
      if (event === 'error') {
        const body = JSON.parse(data);
        throw new Problem(body.status, body, waitOf(response.headers));
      }
    }
  } catch (error) {
    throw signal?.aborted || error instanceof Problem ? error : new Gone();
  }
  if (result === undefined) throw new Gone();
  return result;
}

/**
 * Reads server-sent events.
 * @param {Response} response
 */
async function* events(response) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split(/\r?\n/);
      /** @param {string} name */
      const field = (name) =>
        lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, '')).join('\n');
      yield { event: field('event') || 'message', data: field('data') };
    }
  }
}

/**
 * Gives the server a photograph.
 * @param {File | string} photograph a file, or the name of a sample
 * @param {AbortSignal} [signal]
 * @returns {Promise<Photograph>}
 */
export function upload(photograph, signal) {
  return typeof photograph === 'string'
    ? get(`api/photographs?sample=${encodeURIComponent(photograph)}`, { method: 'POST', signal })
    : get(`api/photographs?name=${encodeURIComponent(photograph.name)}`, { method: 'POST', body: photograph, signal });
}

/**
 * Fetches a file, and the name that the server gives it.
 * @param {string} address
 * @param {AbortSignal} signal
 */
export async function download(address, signal) {
  const response = await send(address, { signal });
  const name = /filename="?([^";]+)/.exec(response.headers.get('Content-Disposition') ?? '');
  try {
    return { file: await response.blob(), name: name?.[1] };
  } catch (error) {
    throw signal.aborted ? error : new Gone();
  }
}

/** @returns {Promise<Network>} */
export const network = () => get('api/network');

/** @returns {Promise<boolean>} whether the server answers */
export const isUp = () => get('health').then(() => true, () => false);
