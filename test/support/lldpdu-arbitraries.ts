import fc from "fast-check";
import { inventoryItems, type Lldpdu, type OptionalTlv } from "../../src/lldp/wire/index.ts";

// Every LLDPDU that the decoder could have made, reserved bits and surplus octets included.

/** Octets as the decoder gives them. */
export const octets = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength, maxLength });
const bits = (count: number) => fc.integer({ min: 0, max: 2 ** count - 1 });
const masked = (mask: number) => fc.nat().map((value) => value & mask);
const surplus = fc.oneof({ weight: 4, arbitrary: fc.constant(new Uint8Array(0)) }, octets(0, 9));
const u16 = bits(16);
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const kind = <K extends string>(name: K) => fc.constant(name);
const signed = (count: number) => fc.integer({ min: -(2 ** (count - 1)), max: 2 ** (count - 1) - 1 });
const bigSigned = fc.maxSafeInteger().map((value) => value % 2 ** 33);

const capabilities = fc
  .tuple(u16, u16, surplus)
  .map(([supported, enabled, extra]) => ({ kind: "system-capabilities" as const, supported, enabled: enabled & supported, surplus: extra }));

const managementAddress = fc.record({
  kind: kind("management-address"),
  family: bits(8),
  address: octets(1, 31),
  numbering: bits(8),
  interfaceNumber: u32,
  oid: octets(0, 128),
  surplus,
});

const text = fc.record({
  kind: fc.constantFrom("port-description" as const, "system-name" as const, "system-description" as const),
  octets: octets(0, 255),
});

const reserved = fc.record({ kind: kind("reserved"), type: fc.integer({ min: 9, max: 126 }), octets: octets(0, 511) });
const organization = fc.record({
  kind: kind("organization"),
  oui: bits(24).filter((oui) => ![0x0080c2, 0x00120f, 0x0012bb].includes(oui)),
  subtype: bits(8),
  octets: octets(0, 507),
});

const tables = { priorityAssignment: octets(4, 4), bandwidth: octets(8, 8), algorithms: octets(8, 8) };
const dot1: readonly fc.Arbitrary<OptionalTlv>[] = [
  fc.record({ kind: kind("dot1-port-vlan-id"), vlan: u16, surplus }),
  fc.record({
    kind: kind("dot1-port-protocol-vlan"),
    supported: fc.boolean(),
    enabled: fc.boolean(),
    reserved: masked(0xf9),
    vlan: u16,
    surplus,
  }),
  fc.record({ kind: kind("dot1-vlan-name"), vlan: u16, name: octets(0, 32), surplus }),
  fc.record({ kind: kind("dot1-protocol-identity"), identity: octets(0, 255), surplus }),
  fc.record({ kind: kind("dot1-vid-usage-digest"), digest: u32, surplus }),
  fc.record({ kind: kind("dot1-management-vlan-id"), vlan: u16, surplus }),
  fc.record({ kind: kind("dot1-congestion-notification"), supported: bits(8), ready: bits(8), surplus }),
  fc.record({
    kind: kind("dot1-ets-configuration"),
    willing: fc.boolean(),
    creditBasedShaper: fc.boolean(),
    maxTrafficClasses: bits(3),
    reserved: masked(0x38),
    ...tables,
    surplus,
  }),
  fc.record({ kind: kind("dot1-ets-recommendation"), reserved: bits(8), ...tables, surplus }),
  fc.record({
    kind: kind("dot1-priority-flow-control"),
    willing: fc.boolean(),
    macsecBypass: fc.boolean(),
    capability: bits(4),
    reserved: masked(0x30),
    enabled: bits(8),
    surplus,
  }),
  fc.record({
    kind: kind("dot1-application-priority"),
    reserved: bits(8),
    applications: fc.array(fc.record({ priority: bits(3), reserved: masked(0x18), selector: bits(3), protocol: u16 }), { maxLength: 20 }),
    surplus: octets(0, 2),
  }),
  fc.record({
    kind: kind("dot1-edge-virtual-bridging"),
    bridgeStatus: bits(8),
    stationStatus: bits(8),
    retries: bits(3),
    retransmissionExponent: bits(5),
    mode: bits(2),
    waitDelayLocal: fc.boolean(),
    waitDelay: bits(5),
    keepAliveLocal: fc.boolean(),
    keepAlive: bits(5),
    reserved: masked(0x60),
    surplus,
  }),
  fc.record({
    kind: kind("dot1-s-channels"),
    station: fc.boolean(),
    sComponent: fc.boolean(),
    reserved: masked(0x77fff000),
    capacity: bits(12),
    channels: fc.array(fc.record({ scid: bits(12), svid: bits(12) }), { maxLength: 20 }),
    surplus: octets(0, 2),
  }),
];

const aggregation = fc.record({
  kind: fc.constantFrom("dot1-link-aggregation" as const, "dot3-link-aggregation" as const),
  capable: fc.boolean(),
  enabled: fc.boolean(),
  portType: bits(2),
  reserved: masked(0xf0),
  port: u32,
  surplus,
});

const allocation = fc.record({
  type: bits(2),
  source: bits(2),
  reserved: masked(0x08),
  fourPairPd: fc.boolean(),
  priority: bits(2),
  requested: u16,
  allocated: u16,
});
const fourPair = fc.record({
  requestedA: u16,
  requestedB: u16,
  allocatedA: u16,
  allocatedB: u16,
  psePoweringStatus: bits(2),
  pdPoweredStatus: bits(2),
  psePowerPairs: bits(2),
  classA: bits(3),
  classB: bits(3),
  powerClass: bits(4),
  systemSetup: bits(8),
  maximumAvailable: u16,
  autoclass: bits(8),
  powerDownRequest: bits(6),
  powerDownTime: bits(18),
});
const mdi = {
  kind: kind("dot3-power-via-mdi"),
  portClass: fc.constantFrom("pse" as const, "pd" as const),
  mdiSupported: fc.boolean(),
  mdiEnabled: fc.boolean(),
  pairControl: fc.boolean(),
  reserved: masked(0xf0),
  pair: bits(8),
  powerClass: bits(8),
};
const dot3: readonly fc.Arbitrary<OptionalTlv>[] = [
  aggregation,
  fc.record({
    kind: kind("dot3-mac-phy"),
    autoNegotiationSupported: fc.boolean(),
    autoNegotiationEnabled: fc.boolean(),
    reserved: masked(0xfc),
    advertised: u16,
    mauType: u16,
    surplus,
  }),
  fc.record({ ...mdi, allocation: fc.constant(null), fourPair: fc.constant(null), surplus: octets(0, 4) }),
  fc.record({ ...mdi, allocation, fourPair: fc.constant(null), surplus: octets(0, 16) }),
  fc.record({ ...mdi, allocation, fourPair, surplus }),
  fc.record({ kind: kind("dot3-maximum-frame-size"), size: u16, surplus }),
  fc.record({
    kind: kind("dot3-eee"),
    transmit: u16,
    receive: u16,
    fallbackReceive: u16,
    echoTransmit: u16,
    echoReceive: u16,
    surplus,
  }),
  fc.record({
    kind: kind("dot3-fast-wake"),
    transmit: bits(8),
    receive: bits(8),
    echoTransmit: bits(8),
    echoReceive: bits(8),
    surplus,
  }),
  fc.record({
    kind: kind("dot3-additional-capabilities"),
    preemptionSupported: fc.boolean(),
    preemptionEnabled: fc.boolean(),
    preemptionActive: fc.boolean(),
    additionalFragmentSize: bits(2),
    reserved: masked(0xffe0),
    surplus,
  }),
];

const location = fc.oneof(
  fc.record({
    format: kind("coordinates"),
    latitudeResolution: bits(6),
    latitude: bigSigned,
    longitudeResolution: bits(6),
    longitude: bigSigned,
    altitudeType: bits(4),
    altitudeResolution: bits(6),
    altitude: signed(30),
    datum: bits(8),
    surplus,
  }),
  fc.record({
    format: kind("civic"),
    what: bits(8),
    country: octets(2, 2),
    elements: fc.array(fc.record({ type: bits(8), value: octets(0, 20) }), { maxLength: 11 }),
    surplus,
  }),
  fc.record({ format: kind("elin"), digits: octets(0, 25) }),
  fc.record({ format: kind("reserved"), number: fc.integer({ min: 4, max: 255 }), octets: octets(0, 40) }),
);
const med: readonly fc.Arbitrary<OptionalTlv>[] = [
  fc.record({ kind: kind("med-capabilities"), capabilities: u16, deviceClass: bits(8), surplus }),
  fc.record({
    kind: kind("med-network-policy"),
    application: bits(8),
    unknownPolicy: fc.boolean(),
    tagged: fc.boolean(),
    reserved: fc.boolean(),
    vlan: bits(12),
    priority: bits(3),
    dscp: bits(6),
    surplus,
  }),
  fc.record({ kind: kind("med-location"), location }),
  fc.record({ kind: kind("med-extended-power"), type: bits(2), source: bits(2), priority: bits(4), value: u16, surplus }),
  fc.record({ kind: fc.constantFrom(...inventoryItems).map((item) => `med-${item}` as const), octets: octets(0, 32) }),
];

/** Any optional TLV. */
export const optionalTlv: fc.Arbitrary<OptionalTlv> = fc.oneof(
  capabilities,
  managementAddress,
  text,
  reserved,
  organization,
  ...dot1,
  ...dot3,
  ...med,
);

/** What makes a second TLV a repetition; null for those that may come again. */
function repetitionKey(tlv: OptionalTlv): string | null {
  const again = ["management-address", "organization", "reserved", "dot1-port-protocol-vlan", "dot1-vlan-name", "dot1-protocol-identity"];
  if (again.includes(tlv.kind)) return null;
  if (tlv.kind === "med-network-policy") return `${tlv.kind} ${tlv.application}`;
  if (tlv.kind !== "med-location") return tlv.kind;
  return `${tlv.kind} ${tlv.location.format === "reserved" ? tlv.location.number : tlv.location.format}`;
}

/** An LLDPDU without repetitions, TTL not 0. */
export const lldpdu: fc.Arbitrary<Lldpdu> = fc.record({
  chassisId: fc.record({ kind: kind("chassis-id"), subtype: bits(8), id: octets(1, 255) }),
  portId: fc.record({ kind: kind("port-id"), subtype: bits(8), id: octets(1, 255) }),
  timeToLive: fc.record({ kind: kind("ttl"), seconds: fc.integer({ min: 1, max: 0xffff }), surplus }),
  optional: fc.array(optionalTlv, { maxLength: 12 }).map((tlvs) => {
    const keys = tlvs.map(repetitionKey);
    return tlvs.filter((_, index) => keys[index] === null || keys.indexOf(keys[index] as string) === index);
  }),
  end: fc.boolean(),
});
