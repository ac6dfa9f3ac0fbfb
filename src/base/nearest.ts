// What somebody may have meant who wrote a word that does not exist.

/** The known word that is written most alike, where it differs in at most a third of its letters or in two. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  // A word longer than this is no slip of the hand, and would only cost time.
  if (word.length > 100) return undefined;
  const ranked = known
    .map((one) => ({ word: one, distance: editDistance(word, one) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const most = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)));
  return best && best.distance <= most ? best.word : undefined;
}

/** Levenshtein distance, by rows. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...b].entries()) {
      const kept = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
