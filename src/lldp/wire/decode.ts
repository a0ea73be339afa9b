import type { Fault } from "../../base/index.ts";
import { decodeCapabilities } from "./capabilities.ts";
import { type ChassisId, decodeChassisId } from "./chassis-id.ts";
import type { Lldpdu, OptionalTlv } from "./lldpdu.ts";
import { decodeManagementAddress } from "./management-address.ts";
import { Occurrences } from "./occurrences.ts";
import { u16At, u24At } from "./octets.ts";
import { organizationHeaderLength } from "./organization.ts";
import { decodePortId, type PortId } from "./port-id.ts";
import { definitionOf } from "./registry.ts";
import { decodeText } from "./text.ts";
import { decodeTimeToLive, type TimeToLive } from "./time-to-live.ts";
import { type TlvFault, tlvFault, tlvHeaderLength, tlvType } from "./tlv.ts";

/** What one LLDPDU adds to the counters of 802.1AB-2016 9.2.6. */
export interface LldpduCounts {
  /** statsTLVsDiscardedTotal. */
  readonly tlvsDiscarded: number;
  /** statsTLVsUnrecognizedTotal. */
  readonly tlvsUnrecognized: number;
  /** statsFramesInErrorsTotal: at most once for each LLDPDU. */
  readonly inErrors: 0 | 1;
  /** statsFramesDiscardedTotal. */
  readonly discarded: 0 | 1;
}

/**
 * The verdict on received octets. `accepted`: store it. `shutdown`: TTL 0, only the MSAP matters and `optional` is empty.
 * `discarded`: nothing may be stored. Faults of an accepted LLDPDU are those of discarded TLVs.
 */
export type LldpduOutcome =
  | { readonly outcome: "accepted" | "shutdown"; readonly value: Lldpdu; readonly faults: readonly Fault[]; readonly counts: LldpduCounts }
  | { readonly outcome: "discarded"; readonly value: null; readonly faults: readonly Fault[]; readonly counts: LldpduCounts };

const noFaults: readonly Fault[] = [];
const clean: LldpduCounts = { tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 0, discarded: 0 };
const refused: LldpduCounts = { tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 1, discarded: 1 };

/**
 * Decodes the LLDPDU in octets `start` to `end` by the rules of 802.1AB-2016 9.2.7.7. Never throws. The value holds views of
 * `octets`: give it octets that nobody changes later. Offsets in faults count from the start of `octets`.
 */
export function decodeLldpdu(octets: Uint8Array, start = 0, end: number = octets.length): LldpduOutcome {
  const chassisId = mandatory(octets, start, end, tlvType.chassisId, decodeChassisId);
  if (chassisId.kind === "fault") return discarded(chassisId, octets, start, end);
  const portStart = start + tlvHeaderLength + 1 + chassisId.id.length;
  const portId = mandatory(octets, portStart, end, tlvType.portId, decodePortId);
  if (portId.kind === "fault") return discarded(portId, octets, portStart, end);
  const ttlStart = portStart + tlvHeaderLength + 1 + portId.id.length;
  const timeToLive = mandatory(octets, ttlStart, end, tlvType.timeToLive, decodeTimeToLive);
  if (timeToLive.kind === "fault") return discarded(timeToLive, octets, ttlStart, end);
  if (timeToLive.seconds === 0) {
    return { outcome: "shutdown", value: { chassisId, portId, timeToLive, optional: [], end: false }, faults: noFaults, counts: clean };
  }
  return decodeOptional({ chassisId, portId, timeToLive }, octets, ttlStart + tlvHeaderLength + 2 + timeToLive.surplus.length, end);
}

type Decoder<T> = (octets: Uint8Array, start: number, end: number) => T | TlvFault;

function mandatory<T>(octets: Uint8Array, at: number, end: number, type: number, decode: Decoder<T>): T | TlvFault {
  if (at + tlvHeaderLength > end) return tlvFault("past-end", at, "802.1AB-2016 9.2.7.7.1");
  const header = u16At(octets, at);
  if (header >> 9 !== type) return tlvFault("mandatory-order", at, "802.1AB-2016 9.2.7.7.1");
  const information = at + tlvHeaderLength;
  const next = information + (header & 0x1ff);
  if (next > end) return tlvFault("past-end", at, "802.1AB-2016 9.2.7.7.1");
  return decode(octets, information, next);
}

function discarded(fault: TlvFault, octets: Uint8Array, at: number, end: number): LldpduOutcome {
  const tlv = at < end ? (octets[at] as number) >> 1 : null;
  return { outcome: "discarded", value: null, faults: [reported(fault, tlv)], counts: refused };
}

function reported({ code, offset, clause }: TlvFault, tlv: number | null): Fault {
  return { code, tlv, offset, clause };
}

interface Mandatory {
  readonly chassisId: ChassisId;
  readonly portId: PortId;
  readonly timeToLive: TimeToLive;
}

function decodeOptional({ chassisId, portId, timeToLive }: Mandatory, octets: Uint8Array, from: number, end: number): LldpduOutcome {
  const optional: OptionalTlv[] = [];
  const occurrences = new Occurrences();
  let faults: Fault[] | null = null;
  let unrecognized = 0;
  let ended = false;
  let at = from;
  while (at < end) {
    const information = at + tlvHeaderLength;
    const header = information <= end ? u16At(octets, at) : 0x1ff;
    const type = information <= end ? header >> 9 : (octets[at] as number) >> 1;
    const next = information + (header & 0x1ff);
    if (type <= tlvType.timeToLive && type !== tlvType.end) {
      return discarded(tlvFault("mandatory-repeated", at, "802.1AB-2016 9.2.7.7.1"), octets, at, end);
    }
    if (next > end) {
      faults = faults ?? [];
      faults.push({ code: "past-end", tlv: type, offset: at, clause: "802.1AB-2016 9.2.7.7.2" });
      break;
    }
    if (type === tlvType.end) {
      if (next !== information) return discarded(tlvFault("end-length", at, "802.1AB-2016 8.5.1"), octets, at, end);
      ended = true;
      break;
    }
    const tlv = decodeOne(type, octets, information, next);
    const fault = tlv.kind === "fault" ? tlv : occurrences.admit(tlv, at);
    if (fault) {
      faults = faults ?? [];
      faults.push(reported(fault, type));
    } else {
      if (tlv.kind === "organization" || tlv.kind === "reserved") unrecognized++;
      optional.push(tlv as OptionalTlv);
    }
    at = next;
  }
  const value: Lldpdu = { chassisId, portId, timeToLive, optional, end: ended };
  if (faults === null && unrecognized === 0) return { outcome: "accepted", value, faults: noFaults, counts: clean };
  const counts: LldpduCounts = { tlvsDiscarded: faults?.length ?? 0, tlvsUnrecognized: unrecognized, inErrors: faults ? 1 : 0, discarded: 0 };
  return { outcome: "accepted", value, faults: faults ?? noFaults, counts };
}

function decodeOne(type: number, octets: Uint8Array, start: number, end: number): OptionalTlv | TlvFault {
  switch (type) {
    case tlvType.portDescription:
      return decodeText("port-description", octets, start, end);
    case tlvType.systemName:
      return decodeText("system-name", octets, start, end);
    case tlvType.systemDescription:
      return decodeText("system-description", octets, start, end);
    case tlvType.systemCapabilities:
      return decodeCapabilities(octets, start, end);
    case tlvType.managementAddress:
      return decodeManagementAddress(octets, start, end);
    case tlvType.organization:
      return decodeOrganization(octets, start, end);
    default:
      return { kind: "reserved", type, octets: octets.subarray(start, end) };
  }
}

function decodeOrganization(octets: Uint8Array, start: number, end: number): OptionalTlv | TlvFault {
  const information = start + organizationHeaderLength;
  if (information > end) return tlvFault("organization-length", start, "802.1AB-2016 8.6.1");
  const oui = u24At(octets, start);
  const subtype = octets[start + 3] as number;
  const definition = definitionOf(oui, subtype);
  if (definition) return definition.decode(octets, information, end);
  return { kind: "organization", oui, subtype, octets: octets.subarray(information, end) };
}
