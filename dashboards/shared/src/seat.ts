import type { Words } from './words';

const titles: Record<string, string> = {
  'inspector': 'PI', 'shift-inspector': 'PI', 'night-officer': 'PSI', 'writer': 'HC', 'commissioner': 'CP', 'additional-commissioner': 'Addl CP',
  'joint-commissioner': 'Jt CP',
};

/** A title as it is; a seat of the roster, without its shift and number, by its title or word. */
export function seatName(words: Words, holder: string): string {
  const seat = holder.replace(/^night-(?!officer)/, '').replace(/(-(morning|evening|night|day))?(-\d+)?$/, '');
  const title = titles[seat] ?? (/^[a-z]{2,4}$/.test(seat) ? seat.toUpperCase() : holder);
  return words.seats[seat] ?? words.titles[title] ?? title;
}
