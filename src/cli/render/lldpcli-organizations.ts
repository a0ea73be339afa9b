import type { LldpduDocument } from "../../topology/index.ts";
import { child, type Json0, textChild } from "./json0.ts";

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const flag = (value: unknown): boolean => value === true;
const text = (value: unknown): string => String(value ?? "");

/** What 802.3 TLVs say of the port: `mfs`, `aggregation`, `auto-negotiation` and `power`. */
export function dot3Children(dot3: LldpduDocument["dot3"]): Json0 {
  if (!dot3) return {};
  const aggregation = fields(dot3["linkAggregation"]);
  return {
    ...(typeof dot3["maximumFrameSize"] === "number" ? { mfs: textChild(dot3["maximumFrameSize"]) } : {}),
    ...(flag(aggregation["enabled"]) ? { aggregation: textChild(text(aggregation["port"])) } : {}),
    ...child("auto-negotiation", dot3["macPhy"] ? [negotiation(fields(dot3["macPhy"]))] : null),
    ...child("power", dot3["power"] ? [power(fields(dot3["power"]))] : null),
  };
}

function negotiation(macPhy: Fields): Json0 {
  const advertised = Array.isArray(macPhy["advertised"]) ? macPhy["advertised"].map(text) : [];
  const types = [...new Set(advertised.map((name) => name.replace(/-fd$/, "")))].filter((name) => name in mediumNames);
  const shown = types.map(
    (name): Json0 => ({ type: mediumNames[name] ?? name, hd: advertised.includes(name), fd: advertised.includes(`${name}-fd`) }),
  );
  return {
    supported: flag(macPhy["autoNegotiationSupported"]),
    enabled: flag(macPhy["autoNegotiationEnabled"]),
    ...child("advertised", shown),
    current: textChild(text(macPhy["mauTypeName"] ?? macPhy["mauType"])),
  };
}

const mediumNames: Readonly<Record<string, string>> = {
  "10base-t": "10Base-T",
  "100base-t4": "100Base-T4",
  "100base-tx": "100Base-TX",
  "100base-t2": "100Base-T2",
  "1000base-x": "1000Base-X",
  "1000base-t": "1000Base-T",
};

function power(value: Fields): Json0 {
  return {
    supported: flag(value["mdiSupported"]),
    enabled: flag(value["mdiEnabled"]),
    paircontrol: flag(value["pairControl"]),
    "device-type": [{ value: text(value["portClass"]).toUpperCase() }],
    pairs: textChild(text(value["pair"])),
    ...(typeof value["powerClass"] === "number" ? { class: textChild(`class ${value["powerClass"]}`) } : {}),
    ...(typeof value["requestedWatts"] === "number" ? { requested: textChild(Math.round(value["requestedWatts"] * 1000)) } : {}),
    ...(typeof value["allocatedWatts"] === "number" ? { allocated: textChild(Math.round(value["allocatedWatts"] * 1000)) } : {}),
  };
}

/** What 802.1 TLVs say: `vlan`, `ppvid` and `pi`, beside chassis and port. */
export function dot1Children(dot1: LldpduDocument["dot1"]): Json0 {
  if (!dot1) return {};
  const own = dot1["portVlanId"];
  const vlans = list(dot1["vlans"]).map((vlan): Json0 => ({ "vlan-id": text(vlan["id"]), pvid: vlan["id"] === own, value: text(vlan["name"]) }));
  const bare = typeof own === "number" && !vlans.some((vlan) => vlan["pvid"] === true) ? [{ "vlan-id": String(own), pvid: true }] : [];
  const identities = Array.isArray(dot1["protocolIdentities"]) ? dot1["protocolIdentities"].map(text) : [];
  return {
    ...child("vlan", [...vlans, ...bare]),
    ...child(
      "ppvid",
      list(dot1["portProtocolVlans"]).map((vlan) => ({
        value: text(vlan["id"]),
        supported: flag(vlan["supported"]),
        enabled: flag(vlan["enabled"]),
      })),
    ),
    ...child(
      "pi",
      identities.map((hex) => ({ value: hex.replaceAll(/(..)(?!$)/g, "$1 ") })),
    ),
  };
}

/** What LLDP-MED says, under `lldp-med`. */
export function medChildren(med: LldpduDocument["med"]): Json0 {
  if (!med) return {};
  const capabilities = fields(med["capabilities"]);
  const supported = Array.isArray(capabilities["supported"]) ? capabilities["supported"].map(text) : [];
  const inventory = Object.entries(inventoryNames).flatMap(([field, name]): [string, readonly Json0[]][] =>
    typeof med[field] === "string" ? [[name, textChild(med[field])]] : [],
  );
  const content: Json0 = {
    ...(med["capabilities"]
      ? { "device-type": textChild(deviceClasses[text(capabilities["deviceClass"])] ?? text(capabilities["deviceClass"])) }
      : {}),
    ...child(
      "capability",
      supported.map((name) => ({ type: medCapabilities[name] ?? name, available: true })),
    ),
    ...child("policy", list(med["networkPolicies"]).map(policy)),
    ...child("location", list(med["locations"]).flatMap(elin)),
    ...child("inventory", inventory.length > 0 ? [Object.fromEntries(inventory)] : null),
  };
  return { "lldp-med": [content] };
}

function policy(value: Fields): Json0 {
  return {
    apptype: words(text(value["application"])),
    defined: !flag(value["unknownPolicy"]),
    vlan: flag(value["tagged"]) ? [{ vid: text(value["vlan"]) }] : textChild("untagged"),
    priority: textChild(priorities[Number(value["priority"])] ?? text(value["priority"])),
    pcp: textChild(text(value["priority"])),
    dscp: textChild(text(value["dscp"])),
  };
}

/** Names of the user priorities (IEEE 802.1Q). */
const priorities = [
  "Best effort",
  "Background",
  "Excellent effort",
  "Critical applications",
  "Video",
  "Voice",
  "Internetwork control",
  "Network control",
];

/** Emergency numbers; coordinates and civic addresses are left out. */
function elin(location: Fields): readonly Json0[] {
  return location["format"] === "elin" ? [{ type: "ELIN", ecs: textChild(text(location["number"])) }] : [];
}

/** `guest-voice` as `Guest Voice`. */
function words(word: string): string {
  return word
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

const deviceClasses: Readonly<Record<string, string>> = {
  "endpoint-class-1": "Generic Endpoint (Class I)",
  "endpoint-class-2": "Media Endpoint (Class II)",
  "endpoint-class-3": "Communication Device Endpoint (Class III)",
  "network-connectivity": "Network Connectivity Device",
};

const medCapabilities: Readonly<Record<string, string>> = {
  capabilities: "Capabilities",
  "network-policy": "Policy",
  location: "Location",
  "power-pse": "MDI/PSE",
  "power-pd": "MDI/PD",
  inventory: "Inventory",
};

const inventoryNames: Readonly<Record<string, string>> = {
  hardwareRevision: "hardware",
  firmwareRevision: "firmware",
  softwareRevision: "software",
  serialNumber: "serial",
  manufacturer: "manufacturer",
  model: "model",
  assetId: "asset",
};

/** Organizational TLVs that nobody knows. */
export function unknownChildren({ organizationSpecific }: Pick<LldpduDocument, "organizationSpecific">): Json0 {
  const tlvs = organizationSpecific.map(
    ({ oui, subtype, bytes }): Json0 => ({
      oui: oui.replaceAll("-", ",").toUpperCase(),
      subtype: String(subtype),
      len: String(bytes.length / 2),
      value: bytes.toUpperCase().replaceAll(/(..)(?!$)/g, "$1,"),
    }),
  );
  return tlvs.length > 0 ? { "unknown-tlvs": [{ "unknown-tlv": tlvs }] } : {};
}
