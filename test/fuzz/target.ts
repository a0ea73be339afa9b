/** Code that reads octets from somebody it cannot trust. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs to begin with. */
  seeds(): readonly Uint8Array[];
  /** Reads the octets; throws when a promise of the code is broken. */
  run(octets: Uint8Array): void | Promise<void>;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A target that reads text. */
export function textTarget(name: string, seeds: () => readonly string[], run: (text: string) => void | Promise<void>): FuzzTarget {
  return { name, seeds: () => seeds().map((text) => encoder.encode(text)), run: (octets) => run(decoder.decode(octets)) };
}

/** Throws unless `holds`. */
export function promise(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken promise: ${what}`);
}
