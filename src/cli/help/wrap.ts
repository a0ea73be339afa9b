/** Breaks prose at blanks so that no line takes more than `width` cells (a longer word stands alone). `measure` counts cells; without it the text is ASCII. */
export function wrap(text: string, width: number, measure: (text: string) => number = (ascii) => ascii.length): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && measure(line) + 1 + measure(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** Two columns: terms, and prose that hangs beside them (or below a term that is too long). */
export function definitions(entries: readonly (readonly [string, string])[], width: number): string[] {
  const longest = Math.max(0, ...entries.map(([term]) => term.length).filter((length) => length <= 24));
  const indent = longest + 4;
  const room = Math.max(20, width - indent);
  return entries.flatMap(([term, text]) => {
    const [first = "", ...more] = wrap(text, room);
    const hanging = more.map((line) => " ".repeat(indent) + line);
    if (term.length > longest) return [`  ${term}`, " ".repeat(indent) + first, ...hanging];
    return [`  ${term.padEnd(longest)}  ${first}`.trimEnd(), ...hanging];
  });
}
