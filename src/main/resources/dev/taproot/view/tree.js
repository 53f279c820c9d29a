// Pointing at a card lights its way from the decision and lays its relevance over the photograph.
// A click on its pictures keeps it so. All that is said can be read without this script.
(() => {
  document.querySelectorAll('section.taproot:not([data-taproot])').forEach((section) => {
    section.dataset.taproot = 'ready';
    section.querySelectorAll('div.taproot-card').forEach((card) => { card.tabIndex = 0; });
  });
  // One set of listeners serves all trees of the document, those that come later too.
  if (window.taprootTree !== undefined) return;

  // In a tree a node stands inside the one above it; in a graph it names those above it.
  const above = (section, node) =>
    node.dataset.above === undefined
      ? [node.parentElement.closest('.taproot-node')]
      : node.dataset.above.split(' ').map((number) => section.querySelector(`[data-node="${number}"]`));
  const light = (section, node) => {
    if (node === null || node.matches('.taproot-on')) return;
    node.classList.add('taproot-on');
    above(section, node).forEach((one) => light(section, one));
  };
  const added = (section, tag) => {
    const photograph = section.querySelector('.taproot-photograph');
    const found = photograph.querySelector('[data-added=' + tag + ']');
    if (found !== null) return found;
    const element = document.createElement(tag);
    element.dataset.added = tag;
    element.style.cssText = section.querySelector('.taproot-frame').style.cssText;
    photograph.append(element);
    return element;
  };
  const show = (section, card) => {
    if (section.querySelector('.taproot-frame') === null) return;
    const veil = added(section, 'img');
    const box = added(section, 'b');
    section.classList.toggle('taproot-lit', card !== null);
    section.querySelectorAll('.taproot-on').forEach((node) => node.classList.remove('taproot-on'));
    veil.hidden = box.hidden = card === null;
    if (card === null) return;
    const node = card.closest('.taproot-node');
    veil.className = 'taproot-veil';
    veil.alt = '';
    veil.src = card.querySelectorAll('.taproot-pictures img')[1].src;
    box.className = 'taproot-here' + (node.matches('.taproot-blue') ? ' taproot-blue' : '');
    box.style.cssText = card.dataset.box;
    light(section, node);
  };
  const pinned = (section) => section.querySelector('.taproot-pinned');
  const pin = (section, card) => {
    pinned(section)?.classList.remove('taproot-pinned');
    card?.classList.add('taproot-pinned');
    show(section, card);
  };
  const toggle = (card) => {
    const section = card.closest('section.taproot');
    pin(section, card === pinned(section) ? null : card);
  };

  let last = null;
  const pointAt = (card) => {
    if (card === last) return;
    const before = last?.closest('section.taproot');
    const section = card?.closest('section.taproot');
    last = card;
    if (before) show(before, pinned(before));
    if (section) show(section, pinned(section) ?? card);
  };
  const cardAt = (target) => target.closest?.('section.taproot .taproot-card') ?? null;
  ['mouseover', 'focusin'].forEach((name) =>
    document.addEventListener(name, (event) => pointAt(cardAt(event.target))));
  document.addEventListener('focusout', () => pointAt(null));
  document.documentElement.addEventListener('mouseleave', () => pointAt(null));
  document.addEventListener('click', (event) => {
    const pictures = event.target.closest?.('section.taproot .taproot-card .taproot-pictures');
    if (!pictures) return;
    event.preventDefault();
    toggle(pictures.closest('.taproot-card'));
  });
  document.addEventListener('keydown', (event) => {
    const card = cardAt(event.target);
    if (event.key === 'Escape') document.querySelectorAll('section.taproot:has(.taproot-pinned)').forEach((section) => pin(section, null));
    if (card === null) return;
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'p') toggle(card);
  });
  window.taprootTree = { pin, pointAt };
})();
