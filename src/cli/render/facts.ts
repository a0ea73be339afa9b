import type { Look, Paint } from "./paint.ts";
import { textWidth } from "./text-width.ts";

/** A name and what it is. */
export interface FactLine {
  readonly name: string;
  readonly text: string;
  readonly look?: Look;
}

/** `name:  text` lines with the texts in one column, indented by `indent` blanks. */
export function factLines(facts: readonly FactLine[], paint: Paint, indent = 0): string[] {
  const widest = Math.max(0, ...facts.map((fact) => textWidth(fact.name)));
  return facts.map(
    ({ name, text, look }) =>
      `${" ".repeat(indent)}${paint(`${name}:`, "faint")}${" ".repeat(widest - textWidth(name) + 2)}${paint(text, look ?? "plain")}`,
  );
}
