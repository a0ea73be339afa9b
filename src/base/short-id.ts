import { toHex } from "./hex.ts";
import { sha256 } from "./sha256.ts";

/** The first 48 bits of SHA-256 over the parts (joined by NUL), as 12 hexadecimal digits. A name to show and look up by; never a key of identity. */
export function shortId(...parts: readonly string[]): string {
  return toHex(sha256(parts.join("\0")).subarray(0, 6));
}
