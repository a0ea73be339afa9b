import type { SystemCapabilities } from "./capabilities.ts";
import type { ChassisId } from "./chassis-id.ts";
import type { ManagementAddress } from "./management-address.ts";
import type { UnrecognizedOrganizationTlv } from "./organization.ts";
import type { PortId } from "./port-id.ts";
import type { RegisteredTlv } from "./registry.ts";
import type { TextTlv } from "./text.ts";
import type { TimeToLive } from "./time-to-live.ts";

/** A TLV of a reserved basic type, 9 to 126: kept as it came (802.1AB-2016 table 8-1). */
export interface ReservedTlv {
  readonly kind: "reserved";
  readonly type: number;
  readonly octets: Uint8Array;
}

/** Every TLV that may follow the three mandatory ones. */
export type OptionalTlv = TextTlv | SystemCapabilities | ManagementAddress | RegisteredTlv | UnrecognizedOrganizationTlv | ReservedTlv;

/** Any TLV but End Of LLDPDU. */
export type Tlv = ChassisId | PortId | TimeToLive | OptionalTlv;

/**
 * An LLDPDU (802.1AB-2016 8.2), exact: nothing of what was accepted is lost, so that encoding gives the same octets again.
 * Order, reserved bits, surplus octets and unknown TLVs are kept; End Of LLDPDU is optional.
 */
export interface Lldpdu {
  readonly chassisId: ChassisId;
  readonly portId: PortId;
  readonly timeToLive: TimeToLive;
  /** In the order of the wire. */
  readonly optional: readonly OptionalTlv[];
  /** Whether an End Of LLDPDU TLV closes it. */
  readonly end: boolean;
}

/** The first optional TLV of a kind, or undefined. */
export function findTlv<K extends OptionalTlv["kind"]>(lldpdu: Lldpdu, kind: K): Extract<OptionalTlv, { kind: K }> | undefined {
  return lldpdu.optional.find((tlv): tlv is Extract<OptionalTlv, { kind: K }> => tlv.kind === kind);
}
