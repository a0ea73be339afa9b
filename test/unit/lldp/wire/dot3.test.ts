import { describe, expect, it } from "vitest";
import { mauTypeName } from "../../../../src/lldp/wire/index.ts";
import { testTlvs } from "../../../support/tlv-cases.ts";

const short = {
  portClass: "pse",
  mdiSupported: true,
  mdiEnabled: true,
  pairControl: false,
  pair: "signal",
  powerClass: 4,
};

describe("802.3 TLVs (802.3-2018 clause 79)", () => {
  testTlvs("dot3", "00120f", [
    {
      name: "MAC and PHY",
      hex: "01 03 6c01 001e",
      field: "macPhy",
      value: {
        autoNegotiationSupported: true,
        autoNegotiationEnabled: true,
        advertised: ["1000base-t-fd", "100base-tx-fd", "100base-tx", "10base-t-fd", "10base-t"],
        mauType: 30,
        mauTypeName: "1000BASE-T FD",
      },
      least: 5,
      clause: "79.3.1",
    },
    {
      name: "power of 802.3af",
      hex: "02 07 01 05",
      field: "power",
      value: { ...short, type: "unknown", source: "unknown", priority: "unknown", requestedWatts: null, allocatedWatts: null, fourPair: null },
      least: 3,
      clause: "79.3.2",
    },
    {
      name: "power of 802.3at, from a PSE",
      hex: "02 07 01 05 12 00ff 012c",
      field: "power",
      value: { ...short, type: "type-2-pse", source: "primary", priority: "high", requestedWatts: 25.5, allocatedWatts: 30, fourPair: null },
      least: 3,
      clause: "79.3.2",
    },
    {
      name: "power of 802.3at, from a PD",
      hex: "02 00 01 04 73 0082 0082",
      field: "power",
      value: { portClass: "pd", powerClass: 3, type: "type-2-pd", source: "pse-and-local", priority: "low", requestedWatts: 13, allocatedWatts: 13 },
      least: 3,
      clause: "79.3.2",
    },
    {
      name: "power of 802.3bt",
      hex: "02 07 01 05 12 0000 0000 0064 00c8 0190 0190 fdb8 0b 03e8 07 74003c",
      field: "power",
      value: {
        ...short,
        fourPair: {
          requestedWattsA: 10,
          requestedWattsB: 20,
          allocatedWattsA: 40,
          allocatedWattsB: 40,
          psePoweringStatus: "four-pair-dual-signature",
          pdPoweredStatus: "four-pair-dual-signature",
          psePowerPairs: "both",
          classA: 3,
          classB: 3,
          powerClass: 8,
          type: "type-4-pd-dual-signature",
          pdLoadIsolated: true,
          maximumAvailableWatts: 100,
          autoclassSupported: true,
          autoclassCompleted: true,
          autoclassRequested: true,
          powerDownRequest: 0x1d,
          powerDownSeconds: 60,
        },
      },
      least: 3,
      clause: "79.3.2",
    },
    {
      name: "link aggregation",
      hex: "03 03 00000007",
      field: "linkAggregation",
      value: { capable: true, enabled: true, portType: "unspecified", port: 7 },
      least: 5,
      clause: "79.3.3",
    },
    { name: "maximum frame size", hex: "04 2580", field: "maximumFrameSize", value: 9600, least: 2, clause: "79.3.4" },
    {
      name: "energy-efficient Ethernet",
      hex: "05 0011 0012 0013 0014 0015",
      field: "energyEfficientEthernet",
      value: { transmit: 17, receive: 18, fallbackReceive: 19, echoTransmit: 20, echoReceive: 21 },
      least: 10,
      clause: "79.3.5",
    },
    {
      name: "fast wake",
      hex: "06 01 00 01 00",
      field: "fastWake",
      value: { transmit: 1, receive: 0, echoTransmit: 1, echoReceive: 0 },
      least: 4,
      clause: "79.3.6",
    },
    {
      name: "additional Ethernet capabilities",
      hex: "07 0013",
      field: "additionalCapabilities",
      value: { preemptionSupported: true, preemptionEnabled: true, preemptionActive: false, additionalFragmentSize: 2 },
      least: 2,
      clause: "79.3.7",
    },
  ]);

  it("names MAU types by their number in IANA-MAU-MIB", () => {
    expect([0, 16, 30, 36, 54, 70, 88, 104, 126, 139].map(mauTypeName)).toEqual([
      "other",
      "100BASE-TX FD",
      "1000BASE-T FD",
      "10GBASE-SR",
      "10GBASE-T",
      "40GBASE-KR4",
      "25GBASE-CR",
      "5GBASE-T",
      "100GBASE-DR",
      "400GBASE-LR8",
    ]);
    expect(mauTypeName(65535)).toBeNull();
  });
});
