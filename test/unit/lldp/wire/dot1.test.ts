import { describe } from "vitest";
import { testTlvs } from "../../../support/tlv-cases.ts";

const tables = "01234567 0a141e28 00000000 0001 02ff 00000000";
const tablesDocument = {
  priorityAssignment: [0, 1, 2, 3, 4, 5, 6, 7],
  bandwidth: [10, 20, 30, 40, 0, 0, 0, 0],
  algorithms: [
    "strict-priority",
    "credit-based-shaper",
    "enhanced-transmission-selection",
    "vendor-specific",
    "strict-priority",
    "strict-priority",
    "strict-priority",
    "strict-priority",
  ],
};

describe("802.1 TLVs (802.1Q-2018 annex D)", () => {
  testTlvs("dot1", "0080c2", [
    { name: "port VLAN id", hex: "01 0064", field: "portVlanId", value: 100, least: 2, clause: "D.2.1" },
    {
      name: "port and protocol VLAN",
      hex: "02 06 000a",
      field: "portProtocolVlans",
      value: [{ id: 10, supported: true, enabled: true }],
      least: 3,
      clause: "D.2.2",
    },
    { name: "VLAN name", hex: "03 0005 05 766f696365", field: "vlans", value: [{ id: 5, name: "voice" }], least: 8, clause: "D.2.3" },
    { name: "VLAN without name", hex: "03 0fff 00", field: "vlans", value: [{ id: 4095, name: "" }], least: 3, clause: "D.2.3" },
    { name: "protocol identity", hex: "04 02 88cc", field: "protocolIdentities", value: ["88cc"], least: 3, clause: "D.2.4" },
    { name: "VID usage digest", hex: "05 deadbeef", field: "vidUsageDigest", value: 0xdeadbeef, least: 4, clause: "D.2.5" },
    { name: "management VLAN id", hex: "06 0ffe", field: "managementVlanId", value: 4094, least: 2, clause: "D.2.6" },
    {
      name: "link aggregation",
      hex: "07 07 00000005",
      field: "linkAggregation",
      value: { capable: true, enabled: true, portType: "aggregation-port", port: 5 },
      least: 5,
      clause: "802.1AX",
    },
    {
      name: "congestion notification",
      hex: "08 81 01",
      field: "congestionNotification",
      value: { priorities: [0, 7], ready: [0] },
      least: 2,
      clause: "D.2.7",
    },
    {
      name: "ETS configuration",
      hex: `09 c0 ${tables}`,
      field: "etsConfiguration",
      value: { willing: true, creditBasedShaper: true, maxTrafficClasses: 8, ...tablesDocument },
      least: 21,
      clause: "D.2.8",
    },
    { name: "ETS recommendation", hex: `0a 00 ${tables}`, field: "etsRecommendation", value: tablesDocument, least: 21, clause: "D.2.9" },
    {
      name: "priority flow control",
      hex: "0b c8 18",
      field: "priorityFlowControl",
      value: { willing: true, macsecBypass: true, capability: 8, enabled: [3, 4] },
      least: 2,
      clause: "D.2.10",
    },
    {
      name: "application priority",
      hex: "0c 00 61 8906 a2 0cbc",
      field: "applicationPriorities",
      value: [
        { priority: 3, selector: "ethertype", protocol: 0x8906 },
        { priority: 5, selector: "tcp-or-sctp-port", protocol: 3260 },
      ],
      least: 1,
      clause: "D.2.11",
    },
    {
      name: "edge virtual bridging",
      hex: "0d 07 0d 6e b4 94",
      field: "edgeVirtualBridging",
      value: {
        mode: "station",
        bridge: { groupId: true, reflectiveRelayCapable: true, reflectiveRelayEnabled: true },
        station: { groupId: true, reflectiveRelayRequested: true, reflectiveRelayStatus: 1 },
        retries: 3,
        retransmissionExponent: 14,
        waitDelayLocal: true,
        waitDelay: 20,
        keepAliveLocal: true,
        keepAlive: 20,
      },
      least: 5,
      clause: "D.2.12",
    },
    {
      name: "S-channels",
      hex: "0e 88000010 001001 002064",
      field: "sChannels",
      value: {
        role: "station",
        sComponent: true,
        capacity: 16,
        channels: [
          { scid: 1, svid: 1 },
          { scid: 2, svid: 100 },
        ],
      },
      least: 4,
      clause: "D.2.13",
    },
  ]);
});
