import { type ApplicationPriorities, applicationPriorityTlv } from "./dot1/application-priority.ts";
import { type CongestionNotification, congestionNotificationTlv } from "./dot1/congestion-notification.ts";
import { type EdgeVirtualBridging, edgeVirtualBridgingTlv } from "./dot1/edge-virtual-bridging.ts";
import { type EtsConfiguration, etsConfigurationTlv } from "./dot1/ets-configuration.ts";
import { type EtsRecommendation, etsRecommendationTlv } from "./dot1/ets-recommendation.ts";
import { type ManagementVlanId, managementVlanIdTlv } from "./dot1/management-vlan-id.ts";
import { type PortProtocolVlan, portProtocolVlanTlv } from "./dot1/port-protocol-vlan.ts";
import { type PortVlanId, portVlanIdTlv } from "./dot1/port-vlan-id.ts";
import { type PriorityFlowControl, priorityFlowControlTlv } from "./dot1/priority-flow-control.ts";
import { type ProtocolIdentity, protocolIdentityTlv } from "./dot1/protocol-identity.ts";
import { type SChannels, sChannelsTlv } from "./dot1/s-channels.ts";
import { type VidUsageDigest, vidUsageDigestTlv } from "./dot1/vid-usage-digest.ts";
import { type VlanName, vlanNameTlv } from "./dot1/vlan-name.ts";
import { type AdditionalCapabilities, additionalCapabilitiesTlv } from "./dot3/additional-capabilities.ts";
import { type EnergyEfficientEthernet, energyEfficientEthernetTlv } from "./dot3/energy-efficient-ethernet.ts";
import { type FastWake, fastWakeTlv } from "./dot3/fast-wake.ts";
import { type MacPhy, macPhyTlv } from "./dot3/mac-phy.ts";
import { type MaximumFrameSize, maximumFrameSizeTlv } from "./dot3/maximum-frame-size.ts";
import { type PowerViaMdi, powerViaMdiTlv } from "./dot3/power-via-mdi.ts";
import { type Dot1LinkAggregation, type Dot3LinkAggregation, dot1LinkAggregationTlv, dot3LinkAggregationTlv } from "./link-aggregation.ts";
import { type MedCapabilities, medCapabilitiesTlv } from "./med/capabilities.ts";
import { type ExtendedPower, extendedPowerTlv } from "./med/extended-power.ts";
import { type Inventory, inventoryTlvs } from "./med/inventory.ts";
import { type MedLocation, medLocationTlv } from "./med/location.ts";
import { type NetworkPolicy, networkPolicyTlv } from "./med/network-policy.ts";
import type { TlvDefinition } from "./organization.ts";

export type Dot1Tlv =
  | PortVlanId
  | PortProtocolVlan
  | VlanName
  | ProtocolIdentity
  | VidUsageDigest
  | ManagementVlanId
  | Dot1LinkAggregation
  | CongestionNotification
  | EtsConfiguration
  | EtsRecommendation
  | PriorityFlowControl
  | ApplicationPriorities
  | EdgeVirtualBridging
  | SChannels;
export type Dot3Tlv = MacPhy | PowerViaMdi | Dot3LinkAggregation | MaximumFrameSize | EnergyEfficientEthernet | FastWake | AdditionalCapabilities;
export type MedTlv = MedCapabilities | NetworkPolicy | MedLocation | ExtendedPower | Inventory;
export type RegisteredTlv = Dot1Tlv | Dot3Tlv | MedTlv;

/** A definition whose TLV type is not told; the registry finds it by subtype or kind, so the type fits. */
// biome-ignore lint/suspicious/noExplicitAny: existential type, TypeScript has no other
export type AnyDefinition = TlvDefinition<any>;

/** The TLVs of one organization, and the name of its part of the JSON document. */
export interface Organization {
  readonly name: "dot1" | "dot3" | "med";
  /** 24 bits. */
  readonly oui: number;
  readonly tlvs: readonly AnyDefinition[];
}

const dot1: readonly AnyDefinition[] = [
  portVlanIdTlv,
  portProtocolVlanTlv,
  vlanNameTlv,
  protocolIdentityTlv,
  vidUsageDigestTlv,
  managementVlanIdTlv,
  dot1LinkAggregationTlv,
  congestionNotificationTlv,
  etsConfigurationTlv,
  etsRecommendationTlv,
  priorityFlowControlTlv,
  applicationPriorityTlv,
  edgeVirtualBridgingTlv,
  sChannelsTlv,
];
const dot3: readonly AnyDefinition[] = [
  macPhyTlv,
  powerViaMdiTlv,
  dot3LinkAggregationTlv,
  maximumFrameSizeTlv,
  energyEfficientEthernetTlv,
  fastWakeTlv,
  additionalCapabilitiesTlv,
];
const med: readonly AnyDefinition[] = [medCapabilitiesTlv, networkPolicyTlv, medLocationTlv, extendedPowerTlv, ...inventoryTlvs];

/** Every organization whose TLVs we read. A further TLV is one file with its definition, and one line here. */
export const organizations: readonly Organization[] = [
  { name: "dot1", oui: 0x0080c2, tlvs: dot1 },
  { name: "dot3", oui: 0x00120f, tlvs: dot3 },
  { name: "med", oui: 0x0012bb, tlvs: med },
];

/** Definition and OUI of a registered TLV. */
export interface Registration {
  readonly organization: Organization;
  readonly definition: AnyDefinition;
}

const all: readonly Registration[] = organizations.flatMap((organization) => organization.tlvs.map((definition) => ({ organization, definition })));
/** Every definition there is, in the order of the organizations. */
export const allDefinitions: readonly AnyDefinition[] = all.map(({ definition }) => definition);
const byKind: ReadonlyMap<string, Registration> = new Map(all.map((registration) => [registration.definition.kind, registration]));
const bySubtype = organizations.map(({ oui, tlvs }) => ({ oui, definitions: subtypeTable(tlvs) }));

function subtypeTable(tlvs: readonly AnyDefinition[]): readonly (AnyDefinition | undefined)[] {
  const table = new Array<AnyDefinition | undefined>(256).fill(undefined);
  for (const definition of tlvs) table[definition.subtype] = definition;
  return table;
}

/** The definition of an organizational TLV, undefined when nobody registered it. */
export function definitionOf(oui: number, subtype: number): AnyDefinition | undefined {
  for (const table of bySubtype) if (table.oui === oui) return table.definitions[subtype];
  return undefined;
}

/** Where the TLVs of a kind are registered; undefined when the kind is not an organizational one. */
export function registrationOf(kind: string): Registration | undefined {
  return byKind.get(kind);
}
