const aligned = (length: number): number => (length + 3) & ~3;

function message(type: number, flags: number, sequence: number, body: Uint8Array): Uint8Array {
  const octets = new Uint8Array(16 + aligned(body.length));
  const view = new DataView(octets.buffer);
  view.setUint32(0, octets.length, true);
  view.setUint16(4, type, true);
  view.setUint16(6, flags, true);
  view.setUint32(8, sequence, true);
  octets.set(body, 16);
  return octets;
}

/** RTM_GETLINK for all links (rtnetlink(7)). */
export const dumpLinks = (sequence: number): Uint8Array => message(18, 0x301, sequence, new Uint8Array(16));

/** CTRL_CMD_GETFAMILY by name (genetlink). */
export function familyQuestion(name: string, sequence: number): Uint8Array {
  const text = new TextEncoder().encode(`${name}\0`);
  const body = new Uint8Array(4 + aligned(4 + text.length));
  body.set([3, 1, 0, 0, 4 + text.length, 0, 2, 0]);
  body.set(text, 8);
  return message(16, 1, sequence, body);
}

/** Types of the netlink messages in a datagram, in order. */
export function messageTypes(datagram: Uint8Array): number[] {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  const types: number[] = [];
  for (let at = 0; at + 16 <= datagram.length; at += aligned(Math.max(16, view.getUint32(at, true)))) types.push(view.getUint16(at + 4, true));
  return types;
}
