// Messages and attributes of netlink(7): host byte order, everything aligned to four octets. Nothing here throws, whatever the octets are:
// a message or attribute that does not fit ends the walk.

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const utf8 = new TextDecoder();

export const netlinkFlags = { request: 0x1, acknowledge: 0x4, dump: 0x300, dumpInterrupted: 0x10 } as const;
export const netlinkTypes = { error: 2, done: 3 } as const;
export const headerLength = 16;

export interface NetlinkMessage {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  /** The datagram; the body lies from `start` to before `end`. */
  readonly octets: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The messages of one datagram. */
export function netlinkMessages(octets: Uint8Array): NetlinkMessage[] {
  const messages: NetlinkMessage[] = [];
  let at = 0;
  while (at + headerLength <= octets.length) {
    const length = readU32(octets, at, at + 4);
    if (length < headerLength || at + length > octets.length) break;
    messages.push({
      type: readU16(octets, at + 4, at + 6),
      flags: readU16(octets, at + 6, at + 8),
      sequence: readU32(octets, at + 8, at + 12),
      octets,
      start: at + headerLength,
      end: at + length,
    });
    at += align(length);
  }
  return messages;
}

/** The errno that an NLMSG_ERROR (0: it acknowledges) or NLMSG_DONE carries, as a positive number. */
export function errnoOf(message: NetlinkMessage): number {
  return -(readU32(message.octets, message.start, message.end) | 0) | 0;
}

/** Calls `visit` with type and extent of each attribute between `start` and `end`; flag bits of the type are cleared. */
export function walkAttributes(octets: Uint8Array, start: number, end: number, visit: (type: number, start: number, end: number) => void): void {
  const limit = Math.min(end, octets.length);
  let at = start;
  while (at + 4 <= limit) {
    const length = readU16(octets, at, at + 2);
    if (length < 4 || at + length > limit) return;
    visit(readU16(octets, at + 2, at + 4) & 0x3fff, at + 4, at + length);
    at += align(length);
  }
}

/** The first octet, or 0 when there is none. */
export function readU8(octets: Uint8Array, start: number, end: number): number {
  return end - start >= 1 ? (octets[start] ?? 0) : 0;
}

/** Two octets in host order, or 0 when there are fewer. */
export function readU16(octets: Uint8Array, start: number, end: number): number {
  if (end - start < 2) return 0;
  const [first, second] = [octets[start] ?? 0, octets[start + 1] ?? 0];
  return littleEndian ? first | (second << 8) : (first << 8) | second;
}

/** Four octets in host order, or 0 when there are fewer. */
export function readU32(octets: Uint8Array, start: number, end: number): number {
  if (end - start < 4) return 0;
  const [low, high] = [readU16(octets, start, start + 2), readU16(octets, start + 2, start + 4)];
  return littleEndian ? low + high * 0x10000 : low * 0x10000 + high;
}

/** Two octets in network order, as vlan protocols and vxlan ports have it. */
export function readBigU16(octets: Uint8Array, start: number, end: number): number {
  return end - start < 2 ? 0 : ((octets[start] ?? 0) << 8) | (octets[start + 1] ?? 0);
}

/** Text up to its NUL. What is no UTF-8 becomes U+FFFD. */
export function readText(octets: Uint8Array, start: number, end: number): string {
  const stop = octets.subarray(start, end).indexOf(0);
  return utf8.decode(octets.subarray(start, stop < 0 ? end : start + stop));
}

/** An attribute to send: a number takes four octets, text gets its NUL, a list nests. */
export type Attribute = readonly [type: number, value: number | string | Uint8Array | readonly Attribute[]];

/** A request with the body (its fixed header, a multiple of four octets) and attributes. */
export function netlinkRequest(type: number, flags: number, sequence: number, body: Uint8Array, attributes: readonly Attribute[] = []): Uint8Array {
  const encoded = attributes.map(encodeAttribute);
  const length = headerLength + body.length + encoded.reduce((sum, each) => sum + each.length, 0);
  const octets = new Uint8Array(length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, length, littleEndian);
  view.setUint16(4, type, littleEndian);
  view.setUint16(6, flags | netlinkFlags.request, littleEndian);
  view.setUint32(8, sequence, littleEndian);
  octets.set(body, headerLength);
  let at = headerLength + body.length;
  for (const each of encoded) {
    octets.set(each, at);
    at += each.length;
  }
  return octets;
}

/** Numbers in host order, each of four octets. */
export function hostWords(...words: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(words).buffer);
}

function encodeAttribute([type, value]: Attribute): Uint8Array {
  const payload = encodeValue(value);
  const octets = new Uint8Array(align(4 + payload.length));
  const view = new DataView(octets.buffer);
  view.setUint16(0, 4 + payload.length, littleEndian);
  view.setUint16(2, Array.isArray(value) ? type | 0x8000 : type, littleEndian);
  octets.set(payload, 4);
  return octets;
}

function encodeValue(value: Attribute[1]): Uint8Array {
  if (typeof value === "number") return hostWords(value);
  if (typeof value === "string") return new TextEncoder().encode(`${value}\0`);
  if (value instanceof Uint8Array) return value;
  const parts = value.map(encodeAttribute);
  const octets = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  parts.reduce((at, each) => {
    octets.set(each, at);
    return at + each.length;
  }, 0);
  return octets;
}

function align(length: number): number {
  return (length + 3) & ~3;
}
