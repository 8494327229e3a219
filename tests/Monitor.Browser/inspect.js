// Looks at a painted page as a strict reader would. Returns { clipped, faint, tiny }: lists of sentences, empty when all is well.
(limits) => {
  const visible = (e) => {
    const style = getComputedStyle(e);
    return style.visibility !== 'hidden' && style.display !== 'none' && e.getClientRects().length > 0;
  };
  const ownText = (e) => [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim() !== '');
  const textBox = (e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return range.getBoundingClientRect();
  };
  const texts = [...document.querySelectorAll('main *, header *, dialog *')]
    .filter((e) => !e.closest('[aria-hidden], .measure') && ownText(e).length > 0 && visible(e));
  const name = (e) => `${e.className?.baseVal ?? e.className} "${e.textContent.trim().slice(0, 40)}"`;

  const frames = '.status, .side, .risk, .row, .panel, .link, .caption, .item, .map, .key, main';
  const clipped = [];
  for (const e of limits.clip ? texts : []) {
    if (e.textContent.includes('…')) clipped.push(`${name(e)} had to be shortened`);
    const box = textBox(e);
    const frame = e.closest(frames).getBoundingClientRect();
    if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5) clipped.push(`${name(e)} leaves its frame`);
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) clipped.push(`${name(e)} is wider than its cell`);
  }
  // What a letter paints reaches further than its line box says: Kannada writes below its letters, Devanagari above and below.
  const brush = document.body.appendChild(document.createElement('canvas')).getContext('2d');
  const inkBox = (e, node) => {
    const style = getComputedStyle(e);
    brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const text = node.data.trim();
    const letters = brush.measureText(text);
    const range = document.createRange();
    range.selectNodeContents(node);
    const line = range.getBoundingClientRect();
    const base = line.top + letters.fontBoundingBoxAscent;
    return { left: line.left, right: line.right, top: base - letters.actualBoundingBoxAscent, bottom: base + letters.actualBoundingBoxDescent };
  };
  const opaque = (style) => /^rgb\(/.test(style.backgroundColor);
  const cuts = (style) => /strict|content|paint/.test(style.contain) || style.overflow !== 'visible';
  const covered = (e, ink) => {
    const top = document.elementFromPoint((ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2);
    return top !== null && !top.contains(e) && !e.contains(top);
  };
  const inks = [];
  for (const e of limits.clip ? texts.filter((t) => !t.namespaceURI.endsWith('svg')) : []) {
    for (const node of ownText(e)) {
      const ink = inkBox(e, node);
      if (covered(e, ink)) continue;
      inks.push({ e, ink });
      for (let at = e, ground = false; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const outside = ink.top < box.top - 0.5 || ink.bottom > box.bottom + 0.5;
        if (outside && (cuts(style) || (!ground && opaque(style)))) {
          const [above, below] = [box.top - ink.top, ink.bottom - box.bottom].map((px) => Math.max(0, px).toFixed(1));
          clipped.push(`${name(e)} paints ${above} above and ${below} below ${at === e ? 'its box' : name(at)}`);
          break;
        }
        ground ||= opaque(style);
      }
    }
  }
  brush.canvas.remove();
  for (let i = 0; i < inks.length; i++) {
    for (let k = i + 1; k < inks.length; k++) {
      const [a, b] = [inks[i].ink, inks[k].ink];
      const meet = a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
      if (meet) clipped.push(`${name(inks[i].e)} runs into ${name(inks[k].e)}`);
    }
  }

  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (e) => {
    for (let at = e; at !== null; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a > 0.99) return colour;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const digitGround = (e) => {
    const path = e.matches('.digit') ? e.parentElement.querySelector('path') : null;
    const fill = path === null ? 'none' : getComputedStyle(path).fill;
    return fill === 'none' ? ground(e) : parse(fill);
  };
  const faint = [];
  for (const e of texts) {
    if (e.namespaceURI.endsWith('svg') || e.matches('.build')) continue;
    const [light, dark] = [luminance(parse(getComputedStyle(e).color)), luminance(digitGround(e))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) faint.push(`${name(e)} has contrast ${ratio.toFixed(2)}`);
  }

  const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const tiny = texts
    .filter((e) => limits.smallest > 0 && !e.matches('.build') && parseFloat(getComputedStyle(e).fontSize) / unit < limits.smallest - 0.1)
    .map((e) => `${name(e)} is below ${limits.smallest}`);
  return { clipped, faint, tiny };
}
