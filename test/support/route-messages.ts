import { hostWords, netlinkRequest, readU32 } from "../../src/netns/netlink-message.ts";

/** What a kernel answers, made by hand: the layout is that of rtnetlink(7). */

interface LinkMessage {
  readonly ifindex: number;
  readonly name: string;
  readonly sequence?: number;
  readonly flags?: number;
  readonly mtu?: number;
}

const newLink = 16;
const deleteLink = 17;
const error = 2;
const done = 3;
export const dumpInterrupted = 0x10;

export function linkMessage({ ifindex, name, sequence = 0, flags = 0, mtu = 1500 }: LinkMessage): Uint8Array {
  return netlinkRequest(newLink, flags, sequence, hostWords(0x00010000, ifindex, 1, 0), [
    [3, name],
    [4, mtu],
    [1, Uint8Array.of(2, 0, 0, 0, 0, ifindex)],
  ]);
}

export function departureMessage(ifindex: number, movedTo: number | null = null): Uint8Array {
  return netlinkRequest(deleteLink, 0, 0, hostWords(0, ifindex, 0, 0), movedTo === null ? [] : [[45, movedTo]]);
}

export function doneMessage(sequence: number, flags = 0): Uint8Array {
  return netlinkRequest(done, flags, sequence, hostWords(0));
}

export function errorMessage(sequence: number, errno: number): Uint8Array {
  return netlinkRequest(error, 0, sequence, hostWords(-errno >>> 0, 0, 0, 0, 0));
}

/** Sequence number of a request. */
export function sequenceOf(request: Uint8Array): number {
  return readU32(request, 8, 12);
}
