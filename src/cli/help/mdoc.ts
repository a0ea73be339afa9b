import { wrap } from "./wrap.ts";

/** Text for mdoc(7): what the formatter would take for a command or an escape is made plain. */
export function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("~", "\\(ti")
    .replaceAll("^", "\\(ha")
    .replace(/^\./, "\\&.");
}

/** Arguments of a macro: every word is quoted, so that none is taken for a macro; a single character is no delimiter. */
export function macroWords(words: string): string {
  return words
    .split(" ")
    .map((word) => `"${word.length === 1 ? "\\&" : ""}${roff(word).replaceAll('"', '""')}"`)
    .join(" ");
}

/** Running text, one sentence a line as mdoc likes it. Our own prose has no abbreviations that end in a full stop. */
export function sentences(text: string): string {
  return text
    .split(/(?<=[.;:]) (?=[A-Z])/)
    .flatMap((sentence) => wrap(sentence, 64))
    .map(roff)
    .join("\n");
}

export interface PageHead {
  readonly name: string;
  readonly section: 1 | 5 | 8;
  /** Half a sentence, no full stop. */
  readonly summary: string;
}

/** The beginning of a page. The date is that of the interface, not of the build: builds are reproducible. */
export function pageHead({ name, section, summary }: PageHead): string {
  return `.Dd November 25, 2026
.Dt ${name.toUpperCase()} ${section}
.Os
.Sh NAME
.Nm ${name}
.Nd ${roff(summary)}`;
}

/** A list of terms with their meaning; each term is given as mdoc macros. */
export function tagList(entries: readonly (readonly [term: string, text: string])[]): string {
  return [".Bl -tag -width Ds", ...entries.flatMap(([term, text]) => [`.It ${term}`, sentences(text)]), ".El"].join("\n");
}
