// Pointing at a card lights its way from the decision and lays its relevance over the photograph.
// A click on its pictures keeps it so. All that is said can be read without this script.
(() => {
  const ready = (section) => {
    section.dataset.taproot = 'ready';
    const photograph = section.querySelector('.taproot-photograph');
    const frame = section.querySelector('.taproot-frame');
    if (photograph === null || frame === null) return;
    const veil = document.createElement('img');
    veil.className = 'taproot-veil';
    veil.alt = '';
    veil.hidden = true;
    veil.style.cssText = frame.style.cssText;
    const box = document.createElement('span');
    box.hidden = true;
    photograph.append(veil, box);
    let pinned = null;

    // In a tree a node stands inside the one above it; in a graph it names those above it.
    const above = (node) =>
      node.dataset.above === undefined
        ? [node.parentElement.closest('.taproot-node')]
        : node.dataset.above.split(' ').map((number) => section.querySelector(`[data-node="${number}"]`));
    const light = (node) => {
      if (node === null || node.matches('.taproot-on')) return;
      node.classList.add('taproot-on');
      above(node).forEach(light);
    };
    const show = (card) => {
      section.classList.toggle('taproot-lit', card !== null);
      section.querySelectorAll('.taproot-on').forEach((node) => node.classList.remove('taproot-on'));
      veil.hidden = box.hidden = card === null;
      if (card === null) return;
      veil.src = card.querySelectorAll('.taproot-pictures img')[1].src;
      box.className = 'taproot-here' + (card.closest('.taproot-node').matches('.taproot-blue') ? ' taproot-blue' : '');
      box.style.cssText = card.dataset.box;
      light(card.closest('.taproot-node'));
    };
    const pin = (card) => {
      section.querySelectorAll('.taproot-pinned').forEach((other) => other.classList.remove('taproot-pinned'));
      pinned = card;
      if (card !== null) card.classList.add('taproot-pinned');
      show(card);
    };

    section.querySelectorAll('.taproot-card').forEach((card) => {
      if (card.tagName !== 'SUMMARY') card.tabIndex = 0;
      card.querySelector('.taproot-pictures').addEventListener('click', (event) => {
        event.preventDefault();
        pin(pinned === card ? null : card);
      });
      ['mouseenter', 'focus'].forEach((name) => card.addEventListener(name, () => show(pinned ?? card)));
      ['mouseleave', 'blur'].forEach((name) => card.addEventListener(name, () => show(pinned)));
      card.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey) return;
        if (event.key === 'p') pin(pinned === card ? null : card);
      });
    });
    section.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') pin(null);
    });
  };
  document.querySelectorAll('section.taproot:not([data-taproot])').forEach(ready);
})();
