import { closestWord } from "./closest-word.ts";

/** A hint for a message: `did you mean X?`, or null when nothing is near. */
export function didYouMean(word: string, known: readonly string[], prefix = ""): string | null {
  const found = closestWord(word, known);
  return found === null ? null : `did you mean ${prefix}${found}?`;
}
