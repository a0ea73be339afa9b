import type { DocumentSink } from "../document-sink.ts";
import { noOctets, octetsBetween } from "../octets.ts";
import { type TlvFault, tlvFault } from "../tlv.ts";
import { wordOf } from "../words.ts";

// ANSI/TIA-1057 10.2.4.3.1, the layout of RFC 6225 2.1. Angles are two's complement with 25 bits after the point, altitude with 8.
//
//   +-----------------------------+-----------------------------+--------------------------------------------+-----------+
//   | resolution 6 | latitude 34   | resolution 6 | longitude 34  | type 4 | resolution 6 | altitude 30        | datum (1)  |
//   +-----------------------------+-----------------------------+--------------------------------------------+-----------+

export interface Coordinates {
  readonly format: "coordinates";
  readonly latitudeResolution: number;
  /** In units of 2^-25 degree. */
  readonly latitude: number;
  readonly longitudeResolution: number;
  readonly longitude: number;
  /** 1 meters, 2 floors. */
  readonly altitudeType: number;
  readonly altitudeResolution: number;
  /** In units of 2^-8 meter or floor. */
  readonly altitude: number;
  /** 1 WGS84, 2 NAD83 with NAVD88, 3 NAD83 with mean lower low water. */
  readonly datum: number;
  readonly surplus: Uint8Array;
}

const length = 16;
const degree = 2 ** 25;
const angleBits = 34n;
const altitudeBits = 30n;

/** The coordinates in octets `start` to `end`. */
export function decodeCoordinates(octets: Uint8Array, start: number, end: number): Coordinates | TlvFault {
  if (end - start < length) return tlvFault("too-short", start, "TIA-1057 10.2.4.3.1");
  const latitude = bitsAt(octets, start, 5);
  const longitude = bitsAt(octets, start + 5, 5);
  const altitude = bitsAt(octets, start + 10, 5);
  return {
    format: "coordinates",
    latitudeResolution: Number(latitude >> angleBits),
    latitude: Number(BigInt.asIntN(34, latitude)),
    longitudeResolution: Number(longitude >> angleBits),
    longitude: Number(BigInt.asIntN(34, longitude)),
    altitudeType: Number(altitude >> 36n),
    altitudeResolution: Number((altitude >> altitudeBits) & 0x3fn),
    altitude: Number(BigInt.asIntN(30, altitude)),
    datum: octets[start + 15] as number,
    surplus: octetsBetween(octets, start + length, end),
  };
}

/** The coordinates as octets. */
export function encodeCoordinates(tlv: Coordinates): readonly number[] {
  const latitude = (BigInt(tlv.latitudeResolution) << angleBits) | BigInt.asUintN(34, BigInt(tlv.latitude));
  const longitude = (BigInt(tlv.longitudeResolution) << angleBits) | BigInt.asUintN(34, BigInt(tlv.longitude));
  const kind = (BigInt(tlv.altitudeType) << 6n) | BigInt(tlv.altitudeResolution);
  const altitude = (kind << altitudeBits) | BigInt.asUintN(30, BigInt(tlv.altitude));
  return [...[latitude, longitude, altitude].flatMap(fiveOctets), tlv.datum, ...tlv.surplus];
}

/** Tells the sink the coordinates, inside an object that is open. */
export function describeCoordinates(tlv: Coordinates, sink: DocumentSink): void {
  sink.number("latitude", tlv.latitude / degree);
  sink.number("latitudeResolution", tlv.latitudeResolution);
  sink.number("longitude", tlv.longitude / degree);
  sink.number("longitudeResolution", tlv.longitudeResolution);
  sink.word("altitudeType", wordOf([undefined, "meters", "floors"], tlv.altitudeType));
  sink.number("altitude", tlv.altitude / 256);
  sink.number("altitudeResolution", tlv.altitudeResolution);
  sink.word("datum", wordOf([undefined, "wgs84", "nad83-navd88", "nad83-mllw"], tlv.datum));
}

/** A place in WGS84: degrees north and east, meters; rounded to what the layout can hold, at full resolution. */
export function coordinates(latitude: number, longitude: number, altitude: number): Coordinates {
  return {
    format: "coordinates",
    latitudeResolution: 34,
    latitude: Math.round(latitude * degree),
    longitudeResolution: 34,
    longitude: Math.round(longitude * degree),
    altitudeType: 1,
    altitudeResolution: 30,
    altitude: Math.round(altitude * 256),
    datum: 1,
    surplus: noOctets,
  };
}

function bitsAt(octets: Uint8Array, at: number, count: number): bigint {
  let bits = 0n;
  for (let index = at; index < at + count; index++) bits = (bits << 8n) | BigInt(octets[index] as number);
  return bits;
}

function fiveOctets(bits: bigint): readonly number[] {
  return [32n, 24n, 16n, 8n, 0n].map((shift) => Number((bits >> shift) & 0xffn));
}
