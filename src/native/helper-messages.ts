/** As in helper/protocol.h. Both ends run on one machine: fields are in its byte order. */
const magic = 0x4c575031;
const requestOctets = 296;
const replyOctets = 64;
const payloadAt = 40;
const callAt = 16;
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export const requestType = { list: 1, open: 2, namespaceId: 3, findNamespace: 4, notify: 5, confine: 6 } as const;
/** Octets of a state that `notify` takes, or of a part of the pattern that `confine` does. */
export const stateMax = 256;

export interface HelperRequest {
  readonly type: number;
  readonly kind?: number;
  readonly inode?: number;
  readonly ifindex?: number;
  readonly receiveBuffer?: number;
  readonly nsid?: number;
  /** At most `peersMax` inodes. */
  readonly peers?: readonly number[];
  /** At most `stateMax` octets. */
  readonly state?: Uint8Array;
}

/** `id` 0: nobody asked; `value` is a signal that was sent to the helper. */
export interface HelperReply {
  readonly id: number;
  readonly errno: number;
  readonly value: number;
  readonly call: string;
}

export function encodeRequest(id: number, request: HelperRequest): Uint8Array {
  const octets = new Uint8Array(requestOctets);
  const view = new DataView(octets.buffer);
  const { peers = [], state = new Uint8Array(0) } = request;
  const words = [magic, id, request.type, request.kind ?? 0];
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, littleEndian);
  view.setBigUint64(16, BigInt(request.inode ?? 0), littleEndian);
  view.setUint32(24, request.ifindex ?? 0, littleEndian);
  view.setUint32(28, request.receiveBuffer ?? 0, littleEndian);
  view.setInt32(32, request.nsid ?? 0, littleEndian);
  view.setUint32(36, peers.length + state.length, littleEndian);
  for (const [index, peer] of peers.entries()) view.setBigUint64(payloadAt + index * 8, BigInt(peer), littleEndian);
  octets.set(state, payloadAt);
  return octets;
}

/** Null for anything that is no reply of ours. */
export function decodeReply(octets: Uint8Array): HelperReply | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (octets.length !== replyOctets || view.getUint32(0, littleEndian) !== magic) return null;
  const end = octets.indexOf(0, callAt);
  return {
    id: view.getUint32(4, littleEndian),
    errno: view.getInt32(8, littleEndian),
    value: view.getInt32(12, littleEndian),
    call: new TextDecoder().decode(octets.subarray(callAt, end < 0 ? replyOctets : end)),
  };
}
