import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import type { LabFault } from "./fault.ts";
import type { UnplacedFault } from "./reader.ts";

/** A parsed YAML document that can say where a path stands. */
export interface LabDocument {
  readonly value: unknown;
  place(fault: UnplacedFault): LabFault;
}

// Anchors may repeat a value; beyond this many repetitions a file is an attack on memory, not a lab.
const maxAliasCount = 1000;

/** Reads YAML 1.2 with anchors and `<<` merges. Syntax errors and duplicate keys are faults with their line. */
export function readDocument(
  text: string,
): { readonly ok: true; readonly document: LabDocument } | { readonly ok: false; readonly faults: LabFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, uniqueKeys: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0)
    return { ok: false, faults: document.errors.map((error) => ({ ...at(error.pos[0]), message: firstLine(error.message), hint: null })) };
  const twice = repeatedKeys(document.contents).map(({ key, offset }) => ({
    ...at(offset),
    message: `"${key}" stands here a second time`,
    hint: null,
  }));
  if (twice.length > 0) return { ok: false, faults: twice };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { ok: false, faults: [{ line: 1, column: 1, message: `anchors are repeated more than ${maxAliasCount} times`, hint: null }] };
  }
  const place = ({ path, onKey, message, hint }: UnplacedFault) => ({ ...at(offsetOf(document.contents, path, onKey)), message, hint });
  return { ok: true, document: { value, place } };
}

const firstLine = (message: string) => message.split("\n", 1)[0] as string;
const startOf = (node: unknown, otherwise: number) => (isNode(node) ? (node.range?.[0] ?? otherwise) : otherwise);

/** Keys that a mapping has already. The parser's own check compares each key with each. */
function repeatedKeys(top: Node | null): { readonly key: string; readonly offset: number }[] {
  const repeated: { key: string; offset: number }[] = [];
  visit(top, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = keyText(key);
        if (seen.has(name) && name !== "<<") repeated.push({ key: name, offset: startOf(key, 0) });
        seen.add(name);
      }
    },
  });
  return repeated;
}

const keyText = (key: unknown) => String(isScalar(key) ? key.value : key);

/** Offset of what is at the path, or of the last thing on the way to it that stands in the text (merged keys stand elsewhere). */
function offsetOf(top: Node | null, path: readonly (string | number)[], onKey: boolean): number {
  let node: unknown = top;
  let offset = startOf(top, 0);
  for (const [index, key] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item: Pair) => keyText(item.key) === String(key));
      if (pair === undefined) return offset;
      const keyOffset = startOf(pair.key, offset);
      node = pair.value;
      offset = last && onKey ? keyOffset : startOf(node, keyOffset);
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node, offset);
    } else return offset;
  }
  return offset;
}
