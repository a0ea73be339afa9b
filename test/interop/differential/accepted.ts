import type { Difference } from "./compare.ts";

/** A way in which tshark (4.0) may differ, with the reason why that is right or does not matter. */
export interface AcceptedDifference {
  readonly why: string;
  readonly explains: (difference: Difference) => boolean;
}

/** Each octet of a character outside of ASCII as U+FFFD. */
function asAscii(text: string): string {
  return [...text].map((character) => (character < "\u0080" ? character : "\ufffd".repeat(new TextEncoder().encode(character).length))).join("");
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    why: "tshark reads descriptions and names as ASCII and shows every other octet as U+FFFD; we read UTF-8, as the SnmpAdminString of LLDP-V2-MIB is (RFC 3411)",
    explains: ({ tshark, ours }) => tshark !== ours && asAscii(ours) === tshark,
  },
];
