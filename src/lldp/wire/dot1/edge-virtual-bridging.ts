import { octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { describeFlags, wordOf } from "../words.ts";

// 802.1Q-2018 D.2.12
//
//   +---------------------+----------------------+---------------------+-------------------------------------+--------------------------+
//   |  bridge status (1)  |  station status (1)  | R 0xe0 | RTE 0x1f   | mode 0xc0 | ROL 0x20 | RWD 0x1f     | ROL 0x80 | . | RKA 0x1f |
//   +---------------------+----------------------+---------------------+-------------------------------------+--------------------------+

export interface EdgeVirtualBridging {
  readonly kind: "dot1-edge-virtual-bridging";
  /** 0x04 BGID, 0x02 reflective relay capable, 0x01 reflective relay enabled; others reserved. */
  readonly bridgeStatus: number;
  /** 0x08 SGID, 0x04 reflective relay requested, 0x03 its status; others reserved. */
  readonly stationStatus: number;
  /** ECP: most retries. */
  readonly retries: number;
  /** ECP: retransmission exponent; 10 us x 2^RTE. */
  readonly retransmissionExponent: number;
  /** 0 not supported, 1 bridge, 2 station, 3 reserved. */
  readonly mode: number;
  /** Resource wait delay: whether the value is the local one, and its exponent. */
  readonly waitDelayLocal: boolean;
  readonly waitDelay: number;
  /** Reinit keep alive: likewise. */
  readonly keepAliveLocal: boolean;
  readonly keepAlive: number;
  /** Bits 0x60 of the last octet, as sent. */
  readonly reserved: number;
  readonly surplus: Uint8Array;
}

const length = 5;
const modeNames = ["not-supported", "bridge", "station"];

export const edgeVirtualBridgingTlv: TlvDefinition<EdgeVirtualBridging> = {
  kind: "dot1-edge-virtual-bridging",
  subtype: 13,
  field: "edgeVirtualBridging",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < length) return tlvFault("too-short", start, "802.1Q-2018 D.2.12");
    const [ecp, wait, keep] = [octets[start + 2] as number, octets[start + 3] as number, octets[start + 4] as number];
    return {
      kind: "dot1-edge-virtual-bridging",
      bridgeStatus: octets[start] as number,
      stationStatus: octets[start + 1] as number,
      retries: ecp >> 5,
      retransmissionExponent: ecp & 0x1f,
      mode: wait >> 6,
      waitDelayLocal: (wait & 0x20) !== 0,
      waitDelay: wait & 0x1f,
      keepAliveLocal: (keep & 0x80) !== 0,
      keepAlive: keep & 0x1f,
      reserved: keep & 0x60,
      surplus: octetsBetween(octets, start + length, end),
    };
  },
  encode(tlv) {
    const ecp = (tlv.retries << 5) | tlv.retransmissionExponent;
    const wait = (tlv.mode << 6) | (Number(tlv.waitDelayLocal) << 5) | tlv.waitDelay;
    const keep = (Number(tlv.keepAliveLocal) << 7) | tlv.reserved | tlv.keepAlive;
    return Uint8Array.of(tlv.bridgeStatus, tlv.stationStatus, ecp, wait, keep, ...tlv.surplus);
  },
  describe(tlv, name, sink) {
    const { bridgeStatus, stationStatus } = tlv;
    sink.openObject(name);
    sink.word("mode", wordOf(modeNames, tlv.mode));
    sink.openObject("bridge");
    describeFlags(
      { groupId: (bridgeStatus & 4) !== 0, reflectiveRelayCapable: (bridgeStatus & 2) !== 0, reflectiveRelayEnabled: (bridgeStatus & 1) !== 0 },
      sink,
    );
    sink.closeObject();
    sink.openObject("station");
    describeFlags({ groupId: (stationStatus & 8) !== 0, reflectiveRelayRequested: (stationStatus & 4) !== 0 }, sink);
    sink.number("reflectiveRelayStatus", stationStatus & 3);
    sink.closeObject();
    sink.number("retries", tlv.retries);
    sink.number("retransmissionExponent", tlv.retransmissionExponent);
    sink.flag("waitDelayLocal", tlv.waitDelayLocal);
    sink.number("waitDelay", tlv.waitDelay);
    sink.flag("keepAliveLocal", tlv.keepAliveLocal);
    sink.number("keepAlive", tlv.keepAlive);
    sink.closeObject();
  },
};
