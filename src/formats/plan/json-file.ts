import { type ParseError, parseTree, visit } from "jsonc-parser";
import { PlanError } from "./plan-fault.ts";

/** The value of a JSON text. Throws PlanError with the line of what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const errors: ParseError[] = [];
    guarded(() => parseTree(text, errors, { disallowComments: true }));
    throw new PlanError(lineAt(text, errors[0]?.offset ?? text.length), `no JSON: ${(error as Error).message}`);
  }
}

/** Lines of the objects in the array that the top-level object calls `property`, in order. */
export function linesOfItems(text: string, property: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let inside = false;
  const begin = (isItem: boolean, line: number) => {
    if (isItem && inside && depth === 2) lines.push(line + 1);
    depth++;
  };
  guarded(() =>
    visit(text, {
      onObjectProperty: (name) => {
        if (depth === 1) inside = name === property;
      },
      onObjectBegin: (_offset, _length, line) => begin(true, line),
      onArrayBegin: (_offset, _length, line) => begin(false, line),
      onObjectEnd: () => {
        depth--;
      },
      onArrayEnd: () => {
        depth--;
      },
    }),
  );
  return lines;
}

/** A field of an object that came from a file; undefined when there is none or `value` is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof RangeError) throw new PlanError(1, "nested too deeply");
    throw error;
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
