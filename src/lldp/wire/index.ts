export {
  type CapabilityName,
  capabilityNames,
  type SystemCapabilities,
  systemCapabilities,
} from "./capabilities.ts";
export { type CapturedLldpdu, capturedLinkType, findLldpdu } from "./captured-frame.ts";
export { type ChassisId, chassisIdSubtypes } from "./chassis-id.ts";
export { chassisId, organizationTlv, portId, textTlv } from "./compose.ts";
export { decodeLldpdu, type LldpduCounts, type LldpduOutcome } from "./decode.ts";
export { describeLldpdu } from "./describe.ts";
export {
  type IdentifierDocument,
  type LldpduDocument,
  lldpduDocument,
  type ManagementAddressDocument,
} from "./document.ts";
export type {
  Dot1Document,
  Dot3Document,
  FourPairPowerDocument,
  LinkAggregationDocument,
  LocationDocument,
  MedDocument,
  TrafficClassesDocument,
  VlanDocument,
} from "./document-organizations.ts";
export type { DocumentSink } from "./document-sink.ts";
export type { ApplicationPriorities, ApplicationPriority } from "./dot1/application-priority.ts";
export { type CongestionNotification, congestionNotification } from "./dot1/congestion-notification.ts";
export type { EdgeVirtualBridging } from "./dot1/edge-virtual-bridging.ts";
export type { EtsConfiguration } from "./dot1/ets-configuration.ts";
export type { EtsRecommendation } from "./dot1/ets-recommendation.ts";
export { type ManagementVlanId, managementVlanId } from "./dot1/management-vlan-id.ts";
export { type PortProtocolVlan, portProtocolVlan } from "./dot1/port-protocol-vlan.ts";
export { type PortVlanId, portVlanId } from "./dot1/port-vlan-id.ts";
export type { PriorityFlowControl } from "./dot1/priority-flow-control.ts";
export { type ProtocolIdentity, protocolIdentity } from "./dot1/protocol-identity.ts";
export type { SChannels } from "./dot1/s-channels.ts";
export { type VidUsageDigest, vidUsageDigest } from "./dot1/vid-usage-digest.ts";
export { type VlanName, vlanName } from "./dot1/vlan-name.ts";
export type { AdditionalCapabilities } from "./dot3/additional-capabilities.ts";
export type { EnergyEfficientEthernet } from "./dot3/energy-efficient-ethernet.ts";
export type { FastWake } from "./dot3/fast-wake.ts";
export type { FourPairPower } from "./dot3/four-pair-power.ts";
export { type MacPhy, macPhy } from "./dot3/mac-phy.ts";
export { mauTypeName } from "./dot3/mau-types.ts";
export { type MaximumFrameSize, maximumFrameSize } from "./dot3/maximum-frame-size.ts";
export { type PowerAllocation, type PowerViaMdi, powerViaMdi } from "./dot3/power-via-mdi.ts";
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
export { type Dot1LinkAggregation, type Dot3LinkAggregation, dot1LinkAggregation, dot3LinkAggregation } from "./link-aggregation.ts";
export { findTlv, type Lldpdu, type OptionalTlv, type ReservedTlv, type Tlv } from "./lldpdu.ts";
export { addressFamily, interfaceNumbering, type ManagementAddress, managementAddress } from "./management-address.ts";
export { type MedCapabilities, medCapabilities } from "./med/capabilities.ts";
export { type CivicAddress, type CivicElement, civicAddress } from "./med/civic-address.ts";
export { type Coordinates, coordinates } from "./med/coordinates.ts";
export { type ExtendedPower, extendedPower } from "./med/extended-power.ts";
export { type Inventory, type InventoryItem, inventory, inventoryItems } from "./med/inventory.ts";
export { emergencyNumber, type MedLocation, medLocation } from "./med/location.ts";
export { type NetworkPolicy, networkPolicy } from "./med/network-policy.ts";
export { msapKey, msapOf } from "./msap.ts";
export type { TlvDefinition, UnrecognizedOrganizationTlv } from "./organization.ts";
export { type PortId, portIdSubtypes } from "./port-id.ts";
export type { Dot1Tlv, Dot3Tlv, MedTlv, RegisteredTlv } from "./registry.ts";
export { type TextKind, type TextTlv, utf8Text } from "./text.ts";
export { type TimeToLive, timeToLive } from "./time-to-live.ts";
export { type FaultCode, faultCodes } from "./tlv.ts";
