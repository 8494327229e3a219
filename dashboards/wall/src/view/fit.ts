/** Width in design pixels (1/1080 of the screen's height) of a text at a font size and weight. */
export type Measure = (text: string, size: number, weight: number) => number;

/** A text with the size it is set in. It always fits its cell: larger sizes are tried first, then other wordings, then it is shortened. */
export interface Cell { text: string; size: number }

export const emptyCell: Cell = { text: '', size: 52 };

/** Row text, largest first. Nothing on the wall is smaller than 44. */
export const ROW_SIZES: readonly number[] = [52, 48, 44];
export const LABEL_SIZES: readonly number[] = [44];

export function fit(measure: Measure, width: number, texts: readonly string[], sizes: readonly number[] = ROW_SIZES, weight = 500): Cell {
  const smallest = sizes[sizes.length - 1] ?? 44;
  for (const text of texts) {
    for (const size of sizes) {
      if (measure(text, size, weight) <= width) return { text, size };
    }
  }
  return { text: shorten(measure, width, texts[texts.length - 1] ?? '', smallest, weight), size: smallest };
}

/** Cuts at grapheme borders, so that no Indic cluster is torn. */
function shorten(measure: Measure, width: number, text: string, size: number, weight: number): string {
  const clusters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map((s) => s.segment);
  while (clusters.length > 1 && measure(`${clusters.join('')}…`, size, weight) > width) clusters.pop();
  return `${clusters.join('').trimEnd()}…`;
}

const CACHE_MAX = 4_000;

/**
 * Measures in the page itself, at 100 px in a hidden line, so that digits are as wide as they are shown (all alike). It remembers, and
 * takes every digit for a 0: a countdown is measured once.
 */
export function pageMeasure(): Measure {
  const line = document.createElement('span');
  line.className = 'measure';
  line.ariaHidden = 'true';
  document.body.append(line);
  const known = new Map<string, number>();
  return (text, size, weight) => {
    const key = `${weight}${text.replaceAll(/\d/g, '0')}`;
    let perHundred = known.get(key);
    if (perHundred === undefined) {
      if (known.size > CACHE_MAX) known.clear();
      line.style.fontWeight = String(weight);
      line.textContent = key.slice(String(weight).length);
      perHundred = line.getBoundingClientRect().width;
      line.textContent = '';
      known.set(key, perHundred);
    }
    return (perHundred * size) / 100;
  };
}
