import { formatIp, formatMac, toHex } from "../../base/index.ts";
import { capabilityNames, type SystemCapabilities } from "./capabilities.ts";
import { type ChassisId, chassisIdSubtypes } from "./chassis-id.ts";
import { describeOrganizations, describeUnrecognized } from "./describe-organizations.ts";
import type { DocumentSink } from "./document-sink.ts";
import { type IdentifierSubtype, identifierText } from "./identifier.ts";
import type { Lldpdu, OptionalTlv } from "./lldpdu.ts";
import { addressFamily, type ManagementAddress } from "./management-address.ts";
import { oidText } from "./oid.ts";
import { type PortId, portIdSubtypes } from "./port-id.ts";
import type { TextTlv } from "./text.ts";
import { slotOf, TlvsByKind } from "./tlvs-by-kind.ts";
import { describeBits, wordOf } from "./words.ts";

/** Tells the sink every field of an LLDPDU, in the order and the words of the JSON documents, inside an object that is open. */
export function describeLldpdu(lldpdu: Lldpdu, sink: DocumentSink): void {
  describeIdentifier("chassisId", lldpdu.chassisId, chassisIdSubtypes, sink);
  describeIdentifier("portId", lldpdu.portId, portIdSubtypes, sink);
  sink.number("ttl", lldpdu.timeToLive.seconds);
  const { optional } = lldpdu;
  const byKind = new TlvsByKind(optional);
  for (const { name, slot } of textFields) describeText(name, byKind.first(slot), sink);
  describeCapabilities(byKind.first(capabilitiesSlot), sink);
  describeManagementAddresses(optional, sink);
  describeOrganizations(byKind, optional, sink);
  describeUnrecognized(optional, sink);
}

type Subtypes = readonly (IdentifierSubtype | undefined)[];

function describeIdentifier(name: string, tlv: ChassisId | PortId, subtypes: Subtypes, sink: DocumentSink): void {
  const subtype = subtypes[tlv.subtype];
  sink.openObject(name);
  sink.word("subtype", subtype?.name ?? `reserved-${tlv.subtype}`);
  if (subtype?.form === "text") sink.utf8("value", tlv.id);
  else sink.text("value", subtype ? identifierText(subtype.form, tlv.id) : toHex(tlv.id));
  sink.hex("bytes", tlv.id);
  sink.closeObject();
}

const textFields = [
  { name: "portDescription", slot: slotOf("port-description") },
  { name: "systemName", slot: slotOf("system-name") },
  { name: "systemDescription", slot: slotOf("system-description") },
];
const capabilitiesSlot = slotOf("system-capabilities");

function describeText(name: string, tlv: OptionalTlv | undefined, sink: DocumentSink): void {
  if (tlv) sink.utf8(name, (tlv as TextTlv).octets);
  else sink.nothing(name);
}

function describeCapabilities(given: OptionalTlv | undefined, sink: DocumentSink): void {
  const tlv = given as SystemCapabilities | undefined;
  if (!tlv) {
    sink.nothing("capabilities");
    return;
  }
  sink.openObject("capabilities");
  describeBits("supported", tlv.supported, capabilityNames, sink);
  describeBits("enabled", tlv.enabled, capabilityNames, sink);
  sink.closeObject();
}

function describeManagementAddresses(optional: readonly OptionalTlv[], sink: DocumentSink): void {
  sink.openList("managementAddresses");
  for (const tlv of optional) if (tlv.kind === "management-address") describeManagementAddress(tlv, sink);
  sink.closeList();
}

const familyNames: Readonly<Record<number, string>> = { [addressFamily.ipv4]: "ipv4", [addressFamily.ipv6]: "ipv6", [addressFamily.mac]: "mac" };
const numberingNames = [undefined, "unknown", "ifindex", "system-port-number"];

function describeManagementAddress(tlv: ManagementAddress, sink: DocumentSink): void {
  sink.openObject(null);
  sink.word("family", familyNames[tlv.family] ?? `family-${tlv.family}`);
  sink.word("address", addressText(tlv.family, tlv.address));
  sink.word("interfaceNumbering", wordOf(numberingNames, tlv.numbering));
  sink.number("interfaceNumber", tlv.interfaceNumber);
  const oid = oidText(tlv.oid);
  if (oid === null) sink.nothing("oid");
  else sink.word("oid", oid);
  sink.closeObject();
}

/** An address of an IANA family as text; hex when its length does not suit the family or the family is unknown. */
export function addressText(family: number, address: Uint8Array): string {
  const { length } = address;
  if ((family === addressFamily.ipv4 && length === 4) || (family === addressFamily.ipv6 && length === 16)) return formatIp(address) ?? "";
  return family === addressFamily.mac && length === 6 ? formatMac(address) : toHex(address);
}
