import { printable } from "../../base/index.ts";
import type { ExplainDocument } from "../../topology/index.ts";
import { wrap } from "../help/wrap.ts";
import type { Paint } from "./paint.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { fill, textWidth } from "./text-width.ts";
import { verdictLook } from "./verdict-look.ts";

/** The answer of `explain` for people: verdict, reason in words, the evidence with its sources, and the fix. */
export function explainLines(document: ExplainDocument, width: number, paint: Paint): string[] {
  const who = document.peer === null ? printable(document.port) : `${printable(document.port)} -- ${printable(document.peer)}`;
  const verdict = document.verdict ?? "no link";
  const head = `${paint(who, "bold")}  ${paint(verdict, verdictLook(document.verdict))}`;
  const reason = document.reason === null ? [] : [`  ${document.reason}: ${reasonSentence(document.reason)}`];
  return [head, ...reason, ...evidenceLines(document, width, paint), ...fixLines(document.fix, paint)];
}

function evidenceLines({ evidence }: ExplainDocument, width: number, paint: Paint): string[] {
  if (evidence.length === 0) return [];
  const rows = evidence.map((each) => ({ fact: printable(each.fact, 200), value: printable(each.value, 400), source: printable(each.source, 80) }));
  const widest = (pick: (row: (typeof rows)[number]) => string) => Math.max(...rows.map((row) => textWidth(pick(row))));
  const [facts, values, sources] = [widest((row) => row.fact), widest((row) => row.value), widest((row) => row.source)];
  const inColumns = facts + values + sources + 6 <= width;
  const lines = rows.flatMap(({ fact, value, source }) => {
    if (inColumns) return [`  ${fill(fact, facts)}  ${paint(fill(value, values), "bold")}  ${paint(source, "faint")}`];
    const [first = "", ...more] = wrap(`${fact}: ${value} (${source})`, width - 4, textWidth);
    return [`  ${first}`, ...more.map((line) => `    ${line}`)];
  });
  return ["", paint("because", "underline"), ...lines];
}

/** The command that mends it, ready to be copied. */
export function fixLines(fix: string | null, paint: Paint): string[] {
  return fix === null ? [] : ["", paint("fix", "underline"), ...fix.split("\n").map((line) => `  ${paint(printable(line, 1000), "boldCyan")}`)];
}
