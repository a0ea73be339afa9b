export {
  type CapabilityName,
  capabilityNames,
  type SystemCapabilities,
  systemCapabilities,
} from "./capabilities.ts";
export { type ChassisId, chassisIdSubtypes } from "./chassis-id.ts";
export { chassisId, organizationTlv, portId, textTlv } from "./compose.ts";
export { decodeLldpdu, type LldpduCounts, type LldpduOutcome } from "./decode.ts";
export { describeLldpdu } from "./describe.ts";
export {
  type Dot1Document,
  type Dot3Document,
  type IdentifierDocument,
  type LldpduDocument,
  lldpduDocument,
  type ManagementAddressDocument,
  type MedDocument,
} from "./document.ts";
export type { DocumentSink } from "./document-sink.ts";
export { type PortVlanId, portVlanId } from "./dot1/port-vlan-id.ts";
export { type VlanName, vlanName } from "./dot1/vlan-name.ts";
export { type EncodedLldpdu, type EncodeOptions, encodedLength, encodeLldpdu } from "./encode.ts";
export {
  type DestinationName,
  destinationNames,
  destinationOf,
  ethernetHeaderLength,
  groupAddresses,
  type LldpFrame,
  lldpduStart,
  lldpEthertype,
  minFrameLength,
  openFrame,
  sealFrame,
} from "./frame.ts";
export { findTlv, type Lldpdu, type OptionalTlv, type ReservedTlv, type Tlv } from "./lldpdu.ts";
export { addressFamily, interfaceNumbering, type ManagementAddress, managementAddress } from "./management-address.ts";
export { msapKey, msapOf } from "./msap.ts";
export type { TlvDefinition, UnrecognizedOrganizationTlv } from "./organization.ts";
export type { PortId } from "./port-id.ts";
export { portIdSubtypes } from "./port-id.ts";
export type { Dot1Tlv, Dot3Tlv, MedTlv, RegisteredTlv } from "./registry.ts";
export { type TextKind, type TextTlv, utf8Text } from "./text.ts";
export { type TimeToLive, timeToLive } from "./time-to-live.ts";
export { type FaultCode, faultCodes } from "./tlv.ts";
