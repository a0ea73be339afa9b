import { compilePattern, parseMac } from "../base/index.ts";
import {
  type ChassisId,
  dot1LinkAggregation,
  dot3LinkAggregation,
  type LocalInformation,
  maximumFrameSize,
  type OptionalTlv,
  organizationTlv,
  portId,
  portVlanId,
  systemCapabilities,
  textTlv,
  timeToLive,
  vlanName,
} from "../lldp/index.ts";
import { type InterfaceFacts, sourceMacOf } from "../netns/index.ts";
import type { DaemonConfig } from "./config/config.ts";
import { type InventoryFacts, inventoryOf } from "./inventory.ts";
import { macPhyOf } from "./mac-phy.ts";
import { type SystemInformation, supportedCapabilities } from "./system-information.ts";
import { type TlvName, tlvNames } from "./tlv-names.ts";

/** Who speaks. */
export interface Speaker {
  readonly chassisId: ChassisId;
  readonly systemName: string;
  readonly systemDescription: string;
  readonly inventory: InventoryFacts;
}

/** Header and FCS around the MTU, with room for a tag where tags pass. */
const frameOverhead = 18;
const tagLength = 4;

/** What a port says of itself. `facts` are the kernel's of its interface. */
export function localInformation(
  speaker: Speaker,
  system: SystemInformation,
  facts: InterfaceFacts,
  port: string,
  config: DaemonConfig,
): LocalInformation {
  const sends = compilePattern(config.tlvs);
  const optional = tlvNames.filter(sends).flatMap((name) => tlvsOf(name, speaker, system, facts, port, config));
  return {
    sourceMac: parseMac(sourceMacOf(facts)) ?? new Uint8Array(6),
    maxLength: facts.mtu,
    lldpdu: { chassisId: speaker.chassisId, portId: portId("interface-name", facts.name), timeToLive: timeToLive(0), optional, end: true },
  };
}

function tlvsOf(
  name: TlvName,
  speaker: Speaker,
  system: SystemInformation,
  facts: InterfaceFacts,
  port: string,
  config: DaemonConfig,
): readonly OptionalTlv[] {
  switch (name) {
    case "port-description":
      return [textTlv("port-description", facts.alias ?? facts.name)];
    case "system-name":
      return [textTlv("system-name", speaker.systemName)];
    case "system-description":
      return [textTlv("system-description", speaker.systemDescription)];
    case "system-capabilities":
      return [systemCapabilities(supportedCapabilities, system.enabled)];
    case "management-address":
      return system.managementAddresses;
    case "custom":
      return config.customTlvs
        .filter(({ ports }) => compilePattern(ports)(port))
        .map(({ oui, subtype, bytes }) => organizationTlv(oui, subtype, bytes));
    case "inventory":
      return inventoryOf(speaker.inventory);
    default:
      return kernelTlvs(name, facts);
  }
}

function kernelTlvs(
  name: "port-vlan-id" | "link-aggregation" | "dot3-link-aggregation" | "mac-phy" | "maximum-frame-size" | "vlan-name",
  facts: InterfaceFacts,
): readonly OptionalTlv[] {
  switch (name) {
    case "port-vlan-id":
      return facts.vlans ? [portVlanId(facts.vlans.pvid ?? 0)] : [];
    case "vlan-name":
      return (facts.vlans?.tagged ?? []).map((vlan) => vlanName(vlan, `vlan${vlan}`));
    case "link-aggregation":
      return [dot1LinkAggregation(true, aggregateOf(facts))];
    case "dot3-link-aggregation":
      // Deprecated since 802.1AX-2008, and off by default; some switches read no other.
      return [dot3LinkAggregation(true, aggregateOf(facts))];
    case "mac-phy":
      return facts.ethtool ? [macPhyOf(facts.ethtool)] : [];
    case "maximum-frame-size":
      return [maximumFrameSize(facts.mtu + frameOverhead + (facts.vlans ? tagLength : 0))];
  }
}

/** ifIndex of the aggregate that the interface is a member of, or 0. */
function aggregateOf({ masterKind, master }: InterfaceFacts): number {
  return (masterKind === "bond" || masterKind === "team") && master !== null ? master : 0;
}
