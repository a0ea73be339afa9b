import type { DocumentSink } from "./document-sink.ts";

/** Names of the values of a field, by value; undefined where the standard reserves the value. */
export type Names = readonly (string | undefined)[];

/** The name of a value, `reserved-N` when it has none. */
export function wordOf(names: Names, value: number): string {
  return names[value] ?? `reserved-${value}`;
}

/** Tells the sink the names of the bits that are set, from bit 0 on; bits without a name are `reserved-N`. Up to 31 bits. */
export function describeBits(name: string, bits: number, names: Names, sink: DocumentSink): void {
  sink.openList(name);
  for (let bit = 0; bits >>> bit !== 0; bit++) if ((bits >>> bit) & 1) sink.word(null, wordOf(names, bit));
  sink.closeList();
}

/** Tells the sink the numbers of the bits that are set, from bit 0 on. */
export function describeBitNumbers(name: string, bits: number, sink: DocumentSink): void {
  sink.openList(name);
  for (let bit = 0; bits >>> bit !== 0; bit++) if ((bits >>> bit) & 1) sink.number(null, bit);
  sink.closeList();
}

/** Tells the sink a list of numbers. */
export function describeNumbers(name: string, numbers: ArrayLike<number>, sink: DocumentSink): void {
  sink.openList(name);
  for (let index = 0; index < numbers.length; index++) sink.number(null, numbers[index] as number);
  sink.closeList();
}

/** Tells the sink a set of flags by name, in the order given. */
export function describeFlags(flags: Readonly<Record<string, boolean>>, sink: DocumentSink): void {
  for (const name in flags) sink.flag(name, flags[name] as boolean);
}
