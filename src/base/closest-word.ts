/**
 * The known word that a mistyped one most likely means: at most a third of its letters apart (a swap of two neighbors counts once), or
 * begun with it; null when none is near. Case does not matter. Cut `word` before when a stranger chose its length.
 */
export function closestWord(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = Math.floor(Math.max(word.length, 3) / 3) + 1;
  for (const candidate of known) {
    const present = candidate.toLowerCase();
    const begun = wanted.length > 1 && present.startsWith(wanted);
    if (!begun && Math.abs(present.length - wanted.length) >= least) continue;
    const edits = begun ? Math.min(1, present.length - wanted.length) : editDistance(wanted, present);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

// Optimal string alignment: insertions, deletions, replacements, and swaps of neighbors, one each; three rows at a time.
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
