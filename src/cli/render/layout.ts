/** What the width of a column depends on. */
export interface Flexible {
  readonly rank: number;
  readonly least: number;
}

/**
 * Widths for columns that want `natural` cells in a line of `width` cells with `gap` blanks between two; 0 for a column that is left out.
 * First the widest columns are cut, down to their least; then the columns with the greatest rank go, the rightmost first; rank 0 never goes.
 */
export function layout(columns: readonly Flexible[], natural: readonly number[], width: number, gap: number): number[] {
  const widths = [...natural];
  let shown = columns.map((_, index) => index);
  const least = (index: number) => Math.min(natural[index] as number, (columns[index] as Flexible).least);
  const total = (size: (index: number) => number) => shown.reduce((sum, index) => sum + size(index), gap * (shown.length - 1));
  while (total(least) > width) {
    const victim = shown.reduce((worst, index) => ((columns[index] as Flexible).rank >= (columns[worst] as Flexible).rank ? index : worst));
    if ((columns[victim] as Flexible).rank === 0) break;
    shown = shown.filter((index) => index !== victim);
  }
  let over = total((index) => widths[index] as number) - width;
  while (over > 0) {
    const widest = shown.filter((index) => (widths[index] as number) > least(index)).sort((a, b) => (widths[b] as number) - (widths[a] as number));
    const [first, second] = widest;
    if (first === undefined) break;
    const floor = Math.max(least(first), second === undefined ? 0 : (widths[second] as number) - 1);
    const cut = Math.min(over, Math.max(1, (widths[first] as number) - floor));
    widths[first] = (widths[first] as number) - cut;
    over -= cut;
  }
  return squeeze(widths, shown, width, gap);
}

/** Where even the least does not fit (a terminal of 20 cells), the columns that may not go share what there is. */
function squeeze(widths: readonly number[], shown: readonly number[], width: number, gap: number): number[] {
  const room = Math.max(shown.length, width - gap * (shown.length - 1));
  const total = shown.reduce((sum, index) => sum + (widths[index] as number), 0);
  if (total <= room) return widths.map((cells, index) => (shown.includes(index) ? cells : 0));
  const share = Math.max(1, Math.floor(room / shown.length));
  return widths.map((cells, index) => (shown.includes(index) ? Math.min(cells, share) : 0));
}
