import type { LldpduDocument } from "../../../src/lldp/index.ts";

// The fields that tshark names and we name too: tshark's field, and what our document says in tshark's terms. Values are compared
// as text; numbers in any base are brought to decimal first.

export interface ComparedField {
  readonly tshark: string;
  readonly ours: (lldpdu: LldpduDocument) => readonly (string | number | boolean | null)[];
  /** tshark prints numbers of this field as text that Number() reads. */
  readonly numeric: boolean;
}

type Value = string | number | boolean | null;
const number = (tshark: string, ours: (lldpdu: LldpduDocument) => readonly Value[]): ComparedField => ({ tshark, ours, numeric: true });
const text = (tshark: string, ours: (lldpdu: LldpduDocument) => readonly Value[]): ComparedField => ({ tshark, ours, numeric: false });
/** A list of one, or empty when there is nothing. */
const one = (value: Value | undefined): readonly Value[] => (value === null || value === undefined ? [] : [value]);
const bits = (names: readonly string[], all: readonly (string | null)[]): number => names.reduce((sum, name) => sum + 2 ** all.indexOf(name), 0);
const code = (name: string | undefined, all: readonly (string | null)[]): readonly Value[] => one(name === undefined ? null : all.indexOf(name));

const chassisSubtypes = [null, "chassis-component", "interface-alias", "port-component", "mac-address", "network-address", "interface-name", "local"];
const portSubtypes = [null, "interface-alias", "port-component", "mac-address", "network-address", "interface-name", "agent-circuit-id", "local"];
const capabilityBits = "other repeater bridge wlan-access-point router telephone docsis-cable-device station c-vlan s-vlan two-port-mac-relay".split(
  " ",
);
const advertisedBits = [
  ...["1000base-t-fd", "1000base-t", "1000base-x-fd", "1000base-x", "asymmetric-and-symmetric-pause", "symmetric-pause", "asymmetric-pause", "pause"],
  ...["100base-t2-fd", "100base-t2", "100base-tx-fd", "100base-tx", "100base-t4", "10base-t-fd", "10base-t", "other"],
];
const algorithms = { "strict-priority": 0, "credit-based-shaper": 1, "enhanced-transmission-selection": 2, "vendor-specific": 255 } as Record<
  string,
  number
>;
const selectors = [null, "ethertype", "tcp-or-sctp-port", "udp-or-dccp-port", "port", "dscp"];
const portTypes = ["unspecified", "aggregation-port", "aggregator", "single-port-aggregator"];
const priorities = ["unknown", "critical", "high", "low"];
const medCapabilities = ["capabilities", "network-policy", "location", "power-pse", "power-pd", "inventory"];
const deviceClasses = ["undefined", "endpoint-class-1", "endpoint-class-2", "endpoint-class-3", "network-connectivity"];
const applications =
  "- voice voice-signaling guest-voice guest-voice-signaling softphone-voice video-conferencing streaming-video video-signaling".split(" ");
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

const addressOf = (form: string, { chassisId }: LldpduDocument) => (chassisId.subtype === form ? [chassisId.value] : []);
const networkAddress = (id: LldpduDocument["portId"], family: "4" | "6") =>
  id.subtype === "network-address" && id.value.includes(family === "4" ? "." : ":") ? [id.value] : [];
const isMacOrNetwork = ({ subtype }: LldpduDocument["portId"]) => subtype === "mac-address" || subtype === "network-address";
const addresses = (family: string) => (lldpdu: LldpduDocument) =>
  lldpdu.managementAddresses
    .filter((each) => each.family === family)
    .map(({ address }) => (family === "mac" ? address.replaceAll(":", "") : address));

const basic: readonly ComparedField[] = [
  number("lldp.chassis.subtype", ({ chassisId }) => code(chassisId.subtype, chassisSubtypes)),
  text("lldp.chassis.id", ({ chassisId }) => (isMacOrNetwork(chassisId) ? [] : [chassisId.bytes])),
  text("lldp.chassis.id.mac", (lldpdu) => addressOf("mac-address", lldpdu)),
  text("lldp.chassis.id.ip4", ({ chassisId }) => networkAddress(chassisId, "4")),
  text("lldp.chassis.id.ip6", ({ chassisId }) => networkAddress(chassisId, "6")),
  number("lldp.port.subtype", ({ portId }) => code(portId.subtype, portSubtypes)),
  text("lldp.port.id", ({ portId }) => (isMacOrNetwork(portId) ? [] : [portId.value])),
  text("lldp.port.id.mac", ({ portId }) => (portId.subtype === "mac-address" ? [portId.value] : [])),
  text("lldp.port.id.ip4", ({ portId }) => networkAddress(portId, "4")),
  text("lldp.port.id.ip6", ({ portId }) => networkAddress(portId, "6")),
  number("lldp.time_to_live", ({ ttl }) => [ttl]),
  text("lldp.port.desc", ({ portDescription }) => one(portDescription)),
  text("lldp.tlv.system.name", ({ systemName }) => one(systemName)),
  text("lldp.tlv.system.desc", ({ systemDescription }) => one(systemDescription)),
  number("lldp.tlv.system_cap", ({ capabilities }) => one(capabilities && bits(capabilities.supported, capabilityBits))),
  number("lldp.tlv.enable_system_cap", ({ capabilities }) => one(capabilities && bits(capabilities.enabled, capabilityBits))),
  text("lldp.mgn.addr.ip4", addresses("ipv4")),
  text("lldp.mgn.addr.ip6", addresses("ipv6")),
  text("lldp.mgn.addr.hex", (lldpdu) => addresses("mac")(lldpdu)),
  number("lldp.mgn.interface.number", ({ managementAddresses }) => managementAddresses.map((each) => each.interfaceNumber)),
  number("lldp.mgn.interface.subtype", ({ managementAddresses }) =>
    managementAddresses.map((each) => ["-", "unknown", "ifindex", "system-port-number"].indexOf(each.interfaceNumbering)),
  ),
  text("lldp.mgn.obj.id", ({ managementAddresses }) => managementAddresses.flatMap(({ oid }) => one(oid))),
];

const aggregation = (house: "1" | "3", of: (lldpdu: LldpduDocument) => NonNullable<LldpduDocument["dot3"]>["linkAggregation"] | undefined) => [
  number(`lldp.ieee.802_${house}.aggregation_status.cap`, (lldpdu) => one(of(lldpdu)?.capable)),
  number(`lldp.ieee.802_${house}.aggregation_status.enabled`, (lldpdu) => one(of(lldpdu)?.enabled)),
  number(`lldp.ieee.802_${house}.aggregated_port_id`, (lldpdu) => one(of(lldpdu)?.port)),
];

const dot1: readonly ComparedField[] = [
  number("lldp.ieee.802_1.port_vlan.id", ({ dot1 }) => one(dot1?.portVlanId)),
  number("lldp.ieee.802_1.port_proto_vlan.id", ({ dot1 }) => dot1?.portProtocolVlans.map(({ id }) => id) ?? []),
  number("lldp.ieee.802_1.port_and_vlan_id_flag.supported", ({ dot1 }) => dot1?.portProtocolVlans.map(({ supported }) => supported) ?? []),
  number("lldp.ieee.802_1.port_and_vlan_id_flag.enabled", ({ dot1 }) => dot1?.portProtocolVlans.map(({ enabled }) => enabled) ?? []),
  number("lldp.ieee.802_1.vlan.id", ({ dot1 }) => dot1?.vlans.map(({ id }) => id) ?? []),
  text("lldp.ieee.802_1.vlan.name", ({ dot1 }) => dot1?.vlans.map(({ name }) => name) ?? []),
  text("lldp.ieee.802_1.proto.id", ({ dot1 }) => dot1?.protocolIdentities ?? []),
  ...aggregation("1", ({ dot1 }) => dot1?.linkAggregation),
  number("lldp.ieee.802_1.aggregation_status.porttype", ({ dot1 }) => code(dot1?.linkAggregation?.portType, portTypes)),
  ...range(8).map((priority) =>
    number(`lldp.ieee.802_1qau.cnpv.prio${priority}`, ({ dot1 }) => one(dot1?.congestionNotification?.priorities.includes(priority))),
  ),
  ...range(8).map((priority) =>
    number(`lldp.ieee.802_1qau.ready.prio${priority}`, ({ dot1 }) => one(dot1?.congestionNotification?.ready.includes(priority))),
  ),
  number("lldp.dcbx.ieee.ets.cbs", ({ dot1 }) => one(dot1?.etsConfiguration?.creditBasedShaper)),
  number("lldp.dcbx.ieee.ets.maxtcs", ({ dot1 }) => one(dot1?.etsConfiguration && dot1.etsConfiguration.maxTrafficClasses % 8)),
  number("lldp.dcbx.ieee.pfc.mbc", ({ dot1 }) => one(dot1?.priorityFlowControl?.macsecBypass)),
  number("lldp.dcbx.ieee.pfc.numtcs", ({ dot1 }) => one(dot1?.priorityFlowControl?.capability)),
  number("lldp.dcbx.ieee.app.prio", ({ dot1 }) => dot1?.applicationPriorities?.map(({ priority }) => priority) ?? []),
  number("lldp.dcbx.iee.app.sf", ({ dot1 }) => dot1?.applicationPriorities?.map(({ selector }) => selectors.indexOf(selector)) ?? []),
  number("lldp.dcbx.feature.app.proto", ({ dot1 }) => dot1?.applicationPriorities?.map(({ protocol }) => protocol) ?? []),
  ...range(8).map((priority) =>
    number(`lldp.dcbx.feature.pfc.prio${priority}`, ({ dot1 }) => one(dot1?.priorityFlowControl?.enabled.includes(priority))),
  ),
];

/** ETS Configuration and ETS Recommendation share tshark's fields; they are compared where only one of them was sent. */
export const tables: readonly ComparedField[] = range(8).flatMap((index) => [
  number(`lldp.dcbx.ieee.ets.tsa${index}`, ({ dot1 }) => {
    const name = (dot1?.etsConfiguration ?? dot1?.etsRecommendation)?.algorithms[index];
    return one(name === undefined ? null : (algorithms[name] as number));
  }),
  number(`lldp.dcbx.feature.pg.per${index}`, ({ dot1 }) => one((dot1?.etsConfiguration ?? dot1?.etsRecommendation)?.bandwidth[index])),
  number(`lldp.dcbx.feature.pg.pgid_prio${index}`, ({ dot1 }) => one((dot1?.etsConfiguration ?? dot1?.etsRecommendation)?.priorityAssignment[index])),
]);

const fourPair = (name: string, of: (power: NonNullable<NonNullable<NonNullable<LldpduDocument["dot3"]>["power"]>["fourPair"]>) => Value) =>
  number(`lldp.ieee.802_3.bt_${name}`, ({ dot3 }) => (dot3?.power?.fourPair ? [of(dot3.power.fourPair)] : []));
const tenths = (watts: number | null | undefined) => one(watts === null || watts === undefined ? null : Math.round(10 * watts));

const dot3: readonly ComparedField[] = [
  number("lldp.ieee.802_3.mac_phy_auto_neg_status.supported", ({ dot3 }) => one(dot3?.macPhy?.autoNegotiationSupported)),
  number("lldp.ieee.802_3.mac_phy_auto_neg_status.enabled", ({ dot3 }) => one(dot3?.macPhy?.autoNegotiationEnabled)),
  number("lldp.ieee.802_3.pmd_auto_neg_advertised_caps", ({ dot3 }) => one(dot3?.macPhy && bits(dot3.macPhy.advertised, advertisedBits))),
  number("lldp.ieee.802_3.pmd_mau_type", ({ dot3 }) => one(dot3?.macPhy?.mauType)),
  number("lldp.ieee.802_3.mdi_power_support.port_class", ({ dot3 }) => one(dot3?.power && dot3.power.portClass === "pse")),
  number("lldp.ieee.802_3.mdi_power_support.supported", ({ dot3 }) => one(dot3?.power?.mdiSupported)),
  number("lldp.ieee.802_3.mdi_power_support.enabled", ({ dot3 }) => one(dot3?.power?.mdiEnabled)),
  number("lldp.ieee.802_3.mdi_power_support.pse_pairs", ({ dot3 }) => one(dot3?.power?.pairControl)),
  number("lldp.ieee.802_3.mdi_pse_pair", ({ dot3 }) => code(dot3?.power?.pair, [null, "signal", "spare"])),
  number("lldp.ieee.802_3.mdi_power_class", ({ dot3 }) => one(dot3?.power && (dot3.power.powerClass ?? -1) + 1)),
  number("lldp.ieee.802_3.mdi_power_type", ({ dot3 }) =>
    dot3?.power?.requestedWatts == null ? [] : code(dot3.power.type, ["type-2-pse", "type-2-pd", "type-1-pse", "type-1-pd"]),
  ),
  number("lldp.ieee.802_3.mdi_power_priority", ({ dot3 }) => (dot3?.power?.requestedWatts == null ? [] : code(dot3.power.priority, priorities))),
  number("lldp.ieee.802_3.mdi_pde_requested", ({ dot3 }) => tenths(dot3?.power?.requestedWatts)),
  number("lldp.ieee.802_3.mdi_pse_allocated", ({ dot3 }) => tenths(dot3?.power?.allocatedWatts)),
  fourPair("ds_pd_requested_power_value_mode_a", (power) => Math.round(10 * power.requestedWattsA)),
  fourPair("ds_pd_requested_power_value_mode_b", (power) => Math.round(10 * power.requestedWattsB)),
  fourPair("ds_pse_allocated_power_value_alt_a", (power) => Math.round(10 * power.allocatedWattsA)),
  fourPair("ds_pse_allocated_power_value_alt_b", (power) => Math.round(10 * power.allocatedWattsB)),
  fourPair("ds_pwr_class_ext_a", (power) => power.classA),
  fourPair("ds_pwr_class_ext_b", (power) => power.classB),
  fourPair("pwr_class_ext_", (power) => power.powerClass),
  fourPair("pse_maximum_available_power_value", (power) => Math.round(10 * power.maximumAvailableWatts)),
  fourPair("pse_autoclass_support", (power) => power.autoclassSupported),
  fourPair("autoclass_completed", (power) => power.autoclassCompleted),
  fourPair("autoclass_request", (power) => power.autoclassRequested),
  fourPair("power_down_request", (power) => power.powerDownRequest),
  fourPair("power_down_time", (power) => power.powerDownSeconds),
  ...aggregation("3", ({ dot3 }) => dot3?.linkAggregation),
  number("lldp.ieee.802_3.max_frame_size", ({ dot3 }) => one(dot3?.maximumFrameSize)),
  number("lldp.ieee.802_3.eee.transmit", ({ dot3 }) => one(dot3?.energyEfficientEthernet?.transmit)),
  number("lldp.ieee.802_3.eee.receive", ({ dot3 }) => one(dot3?.energyEfficientEthernet?.receive)),
  number("lldp.ieee.802_3.eee.fallback_receive", ({ dot3 }) => one(dot3?.energyEfficientEthernet?.fallbackReceive)),
  number("lldp.ieee.802_3.eee.echo_transmit", ({ dot3 }) => one(dot3?.energyEfficientEthernet?.echoTransmit)),
  number("lldp.ieee.802_3.eee.echo_receive", ({ dot3 }) => one(dot3?.energyEfficientEthernet?.echoReceive)),
  number("lldp.ieee.802_3br.aec.support", ({ dot3 }) => one(dot3?.additionalCapabilities?.preemptionSupported)),
  number("lldp.ieee.802_3br.aec.enable", ({ dot3 }) => one(dot3?.additionalCapabilities?.preemptionEnabled)),
  number("lldp.ieee.802_3br.aec.active", ({ dot3 }) => one(dot3?.additionalCapabilities?.preemptionActive)),
  number("lldp.ieee.802_3br.aec.addfragsize", ({ dot3 }) => one(dot3?.additionalCapabilities?.additionalFragmentSize)),
];

const policies = ({ med }: LldpduDocument) => med?.networkPolicies ?? [];
const locations = ({ med }: LldpduDocument) => med?.locations ?? [];
const civics = (lldpdu: LldpduDocument) => locations(lldpdu).flatMap((each) => (each.format === "civic" ? [each] : []));
const places = (lldpdu: LldpduDocument) => locations(lldpdu).flatMap((each) => (each.format === "coordinates" ? [each] : []));

const med: readonly ComparedField[] = [
  number("lldp.media.subtype.caps", ({ med }) => one(med?.capabilities && bits(med.capabilities.supported, medCapabilities))),
  number("lldp.media.subtype.class", ({ med }) => code(med?.capabilities?.deviceClass, deviceClasses)),
  number("lldp.media.app_type", (lldpdu) => policies(lldpdu).map(({ application }) => applications.indexOf(application))),
  number("lldp.media.policy_flag", (lldpdu) => policies(lldpdu).map(({ unknownPolicy }) => unknownPolicy)),
  number("lldp.media.tag_flag", (lldpdu) => policies(lldpdu).map(({ tagged }) => tagged)),
  number("lldp.media.vlan_id", (lldpdu) => policies(lldpdu).map(({ vlan }) => vlan)),
  number("lldp.media.l2_prio", (lldpdu) => policies(lldpdu).map(({ priority }) => priority)),
  number("lldp.media.dscp", (lldpdu) => policies(lldpdu).map(({ dscp }) => dscp)),
  number("lldp.media.loc.data_format", (lldpdu) => locations(lldpdu).map(({ format }) => ["-", "coordinates", "civic", "elin"].indexOf(format))),
  number("lldp.media.loc.lat_resolution", (lldpdu) => places(lldpdu).map(({ latitudeResolution }) => latitudeResolution)),
  number("lldp.media.loc.long_resolution", (lldpdu) => places(lldpdu).map(({ longitudeResolution }) => longitudeResolution)),
  number("lldp.media.loc.alt_type", (lldpdu) => places(lldpdu).map(({ altitudeType }) => ["-", "meters", "floors"].indexOf(altitudeType))),
  number("lldp.media.loc.alt_resolution", (lldpdu) => places(lldpdu).map(({ altitudeResolution }) => altitudeResolution)),
  number("lldp.media.loc.datum", (lldpdu) => places(lldpdu).map(({ datum }) => ["-", "wgs84", "nad83-navd88", "nad83-mllw"].indexOf(datum))),
  number("lldp.media.civic.what", (lldpdu) => civics(lldpdu).map(({ what }) => ["dhcp-server", "network-element", "client"].indexOf(what))),
  text("lldp.media.civic.country", (lldpdu) => civics(lldpdu).map(({ country }) => country)),
  number("lldp.media.civic.type", (lldpdu) => civics(lldpdu).flatMap(({ elements }) => elements.map(({ type }) => type))),
  text("lldp.media.civic.value", (lldpdu) => civics(lldpdu).flatMap(({ elements }) => elements.map(({ value }) => value))),
  text("lldp.media.ecs", (lldpdu) => locations(lldpdu).flatMap((each) => (each.format === "elin" ? [each.number] : []))),
  number("lldp.media.power.type", ({ med }) => code(med?.extendedPower?.type, ["pse", "pd"])),
  number("lldp.media.power.prio", ({ med }) => code(med?.extendedPower?.priority, priorities)),
  number("lldp.media.power.value", ({ med }) => tenths(med?.extendedPower?.watts)),
  text("lldp.media.hardware", ({ med }) => one(med?.hardwareRevision)),
  text("lldp.media.firmware", ({ med }) => one(med?.firmwareRevision)),
  text("lldp.media.software", ({ med }) => one(med?.softwareRevision)),
  text("lldp.media.sn", ({ med }) => one(med?.serialNumber)),
  text("lldp.media.manufacturer", ({ med }) => one(med?.manufacturer)),
  text("lldp.media.model", ({ med }) => one(med?.model)),
  text("lldp.media.asset", ({ med }) => one(med?.assetId)),
];

/** Every field that is compared in every LLDPDU. */
export const comparedFields: readonly ComparedField[] = [...basic, ...dot1, ...dot3, ...med];
