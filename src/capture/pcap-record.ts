// The classic capture file of libpcap (pcap-savefile(5)), little-endian, microseconds. Readers take any byte order.

const magic = 0xa1b2c3d4;
const linkTypeEthernet = 1;
const snapLength = 65535;
const macsLength = 12;

/** What a capture file of Ethernet frames begins with. */
export function pcapHeader(): Uint8Array {
  const octets = new Uint8Array(24);
  const view = new DataView(octets.buffer);
  view.setUint32(0, magic, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapLength, true);
  view.setUint32(20, linkTypeEthernet, true);
  return octets;
}

/** One frame with the wall time (milliseconds since 1970) at which it was seen; a VID that was stripped is put back as 802.1Q tag. */
export function pcapRecord(wall: number, frame: Uint8Array, vlan: number | null): Uint8Array {
  const tag = vlan === null ? new Uint8Array(0) : Uint8Array.of(0x81, 0x00, vlan >> 8, vlan & 0xff);
  const length = frame.length + tag.length;
  const octets = new Uint8Array(16 + length);
  const view = new DataView(octets.buffer);
  const microseconds = Math.round(wall * 1000);
  view.setUint32(0, Math.floor(microseconds / 1e6), true);
  view.setUint32(4, microseconds % 1e6, true);
  view.setUint32(8, length, true);
  view.setUint32(12, length, true);
  octets.set(frame.subarray(0, macsLength), 16);
  octets.set(tag, 16 + macsLength);
  octets.set(frame.subarray(macsLength), 16 + macsLength + tag.length);
  return octets;
}
