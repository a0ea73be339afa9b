import { parseMac } from "../../base/index.ts";
import { type DestinationName, encodeLldpdu, groupAddresses, type Lldpdu, type OptionalTlv, sealFrame, timeToLive } from "../wire/index.ts";

/** What a port says of itself. */
export interface LocalInformation {
  /** Six octets. */
  readonly sourceMac: Uint8Array;
  /** Octets that an LLDPDU may have: the interface's MTU. */
  readonly maxLength: number;
  /** Its TTL is replaced by the agent's. The optional TLVs that matter most come first: the last ones are left out when the frame is full. */
  readonly lldpdu: Lldpdu;
}

/** The two frames that an agent ever sends. */
export interface LocalFrames {
  readonly information: Uint8Array;
  readonly shutdown: Uint8Array;
  readonly leftOut: readonly OptionalTlv[];
}

/** Encodes both frames for a destination; null when not even the mandatory TLVs fit the interface. */
export function localFrames(local: LocalInformation, destination: DestinationName, ttl: number): LocalFrames | null {
  const { chassisId, portId } = local.lldpdu;
  const least = 3 + chassisId.id.length + 3 + portId.id.length + 4 + 2;
  if (local.maxLength < least) return null;
  const address = groupOctets[destination];
  const information = encodeLldpdu({ ...local.lldpdu, timeToLive: timeToLive(ttl), end: true }, { maxLength: local.maxLength });
  const shutdown = encodeLldpdu({ chassisId, portId, timeToLive: timeToLive(0), optional: [], end: true });
  return {
    information: sealFrame(address, local.sourceMac, information.octets),
    shutdown: sealFrame(address, local.sourceMac, shutdown.octets),
    leftOut: information.leftOut,
  };
}

const groupOctets: Readonly<Record<DestinationName, Uint8Array>> = {
  "nearest-bridge": octetsOf("nearest-bridge"),
  "nearest-non-tpmr-bridge": octetsOf("nearest-non-tpmr-bridge"),
  "nearest-customer-bridge": octetsOf("nearest-customer-bridge"),
};

function octetsOf(destination: DestinationName): Uint8Array {
  return parseMac(groupAddresses[destination]) as Uint8Array;
}
