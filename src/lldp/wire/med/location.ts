import type { DocumentSink } from "../document-sink.ts";
import type { TlvDefinition } from "../organization.ts";
import { utf8Octets } from "../text.ts";
import { type TlvFault, tlvFault } from "../tlv.ts";
import { type CivicAddress, decodeCivicAddress, describeCivicAddress, encodeCivicAddress } from "./civic-address.ts";
import { type Coordinates, decodeCoordinates, describeCoordinates, encodeCoordinates } from "./coordinates.ts";

// ANSI/TIA-1057 10.2.4
//
//   +--------------+-------------------------------------------------------------+
//   |  format (1)  |  1 coordinates (16)  |  2 civic address  |  3 ELIN (10..25)  |
//   +--------------+-------------------------------------------------------------+

export interface MedLocation {
  readonly kind: "med-location";
  readonly location: Coordinates | CivicAddress | EmergencyNumber | UnknownLocation;
}

/** Emergency call number. Some peers send fewer than the ten digits that the standard asks for. */
export interface EmergencyNumber {
  readonly format: "elin";
  readonly digits: Uint8Array;
}

/** A format that the standard does not know, as it came. */
export interface UnknownLocation {
  readonly format: "reserved";
  readonly number: number;
  readonly octets: Uint8Array;
}

const clause = "TIA-1057 10.2.4";
const maxElinLength = 25;
const formatNumber = { coordinates: 1, civic: 2, elin: 3 } as const;

export const medLocationTlv: TlvDefinition<MedLocation> = {
  kind: "med-location",
  subtype: 3,
  field: "locations",
  occurs: ({ location }) => numberOf(location),
  decode(octets, start, end) {
    if (start >= end) return tlvFault("too-short", start, clause);
    const location = decodeLocation(octets[start] as number, octets, start + 1, end);
    return "kind" in location ? location : { kind: "med-location", location };
  },
  encode: ({ location }) => Uint8Array.of(numberOf(location), ...encodeLocation(location)),
  describe({ location }, name, sink) {
    sink.openObject(name);
    sink.word("format", location.format === "reserved" ? `reserved-${location.number}` : location.format);
    describeLocation(location, sink);
    sink.closeObject();
  },
};

function numberOf(location: MedLocation["location"]): number {
  return location.format === "reserved" ? location.number : formatNumber[location.format];
}

function decodeLocation(format: number, octets: Uint8Array, start: number, end: number): MedLocation["location"] | TlvFault {
  switch (format) {
    case formatNumber.coordinates:
      return decodeCoordinates(octets, start, end);
    case formatNumber.civic:
      return decodeCivicAddress(octets, start, end);
    case formatNumber.elin:
      return end - start > maxElinLength ? tlvFault("too-long", start, clause) : { format: "elin", digits: octets.subarray(start, end) };
    default:
      return { format: "reserved", number: format, octets: octets.subarray(start, end) };
  }
}

function encodeLocation(location: MedLocation["location"]): Iterable<number> {
  switch (location.format) {
    case "coordinates":
      return encodeCoordinates(location);
    case "civic":
      return encodeCivicAddress(location);
    case "elin":
      return location.digits;
    case "reserved":
      return location.octets;
  }
}

function describeLocation(location: MedLocation["location"], sink: DocumentSink): void {
  if (location.format === "coordinates") describeCoordinates(location, sink);
  else if (location.format === "civic") describeCivicAddress(location, sink);
  else if (location.format === "elin") sink.utf8("number", location.digits);
  else sink.hex("bytes", location.octets);
}

/** The location as an emergency call number, cut at 25 digits. */
export function emergencyNumber(digits: string): MedLocation {
  return { kind: "med-location", location: { format: "elin", digits: utf8Octets(digits, maxElinLength) } };
}

/** A location of coordinates or a civic address. */
export function medLocation(location: Coordinates | CivicAddress): MedLocation {
  return { kind: "med-location", location };
}
