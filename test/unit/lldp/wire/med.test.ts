import { describe, expect, it } from "vitest";
import { decodeLldpdu } from "../../../../src/lldp/wire/index.ts";
import { lldpduOctets, tlvHex } from "../../../support/lldpdu-hex.ts";
import { testTlvs } from "../../../support/tlv-cases.ts";

const inventory = [
  ["05", "hardwareRevision", "10.2.6.1"],
  ["06", "firmwareRevision", "10.2.6.2"],
  ["07", "softwareRevision", "10.2.6.3"],
  ["08", "serialNumber", "10.2.6.4"],
  ["09", "manufacturer", "10.2.6.5"],
  ["0a", "model", "10.2.6.6"],
  ["0b", "assetId", "10.2.6.7"],
] as const;

describe("LLDP-MED TLVs (ANSI/TIA-1057 10.2)", () => {
  testTlvs("med", "0012bb", [
    {
      name: "capabilities",
      hex: "01 003f 03",
      field: "capabilities",
      value: {
        supported: ["capabilities", "network-policy", "location", "power-pse", "power-pd", "inventory"],
        deviceClass: "endpoint-class-3",
      },
      least: 3,
      clause: "10.2.2",
    },
    {
      name: "network policy",
      hex: "02 01 43e96e",
      field: "networkPolicies",
      value: [{ application: "voice", unknownPolicy: false, tagged: true, vlan: 500, priority: 5, dscp: 46 }],
      least: 4,
      clause: "10.2.3",
    },
    {
      name: "location by coordinates",
      hex: "03 01 8bbc4ccccd 892e800000 1780002380 01",
      field: "locations",
      value: [
        {
          format: "coordinates",
          latitude: -33.849999994039536,
          latitudeResolution: 34,
          longitude: 151.25,
          longitudeResolution: 34,
          altitudeType: "meters",
          altitude: 35.5,
          altitudeResolution: 30,
          datum: "wgs84",
        },
      ],
      least: 17,
      clause: "10.2.4",
    },
    {
      name: "civic location",
      hex: "03 02 12 02 4445 03 06 4265726c696e 06 05 4d69747465",
      field: "locations",
      value: [
        {
          format: "civic",
          what: "client",
          country: "DE",
          elements: [
            { type: 3, name: "city", value: "Berlin" },
            { type: 6, name: "street-group", value: "Mitte" },
          ],
        },
      ],
      least: 20,
      clause: "10.2.4",
    },
    {
      name: "emergency number",
      hex: "03 03 31323334353637383930",
      field: "locations",
      value: [{ format: "elin", number: "1234567890" }],
      least: 1,
      clause: "10.2.4",
    },
    {
      name: "unknown location",
      hex: "03 63 0102",
      field: "locations",
      value: [{ format: "reserved-99", bytes: "0102" }],
      least: 1,
      clause: "10.2.4",
    },
    {
      name: "extended power of a PSE",
      hex: "04 12 0032",
      field: "extendedPower",
      value: { type: "pse", source: "primary", priority: "high", watts: 5 },
      least: 3,
      clause: "10.2.5",
    },
    {
      name: "extended power of a PD",
      hex: "04 63 0032",
      field: "extendedPower",
      value: { type: "pd", source: "local", priority: "low", watts: 5 },
      least: 3,
      clause: "10.2.5",
    },
    ...inventory.map(([subtype, field, clause]) => ({ name: field, hex: `${subtype} 312e30`, field, value: "1.0", least: 0, clause })),
  ]);

  it.each(inventory)("discards an inventory text of subtype %s that is longer than 32 octets", (subtype, _, clause) => {
    const result = decodeLldpdu(lldpduOctets(tlvHex(127, `0012bb${subtype}${"61".repeat(33)}`)));
    expect(result).toMatchObject({ counts: { tlvsDiscarded: 1 }, faults: [{ code: "too-long", clause: `TIA-1057 ${clause}` }] });
  });

  it.each([
    ["a civic address past its end", "03 02 20 02 4445", "inner-length"],
    ["a civic element past the end of the address", "03 02 07 02 4445 03 06 4265", "inner-length"],
    ["half a civic element", "03 02 04 02 4445 03", "inner-length"],
    ["a civic address without country", "03 02 01 02 4445", "inner-length"],
    ["an emergency number of 26 digits", `03 03 ${"31".repeat(26)}`, "too-long"],
  ])("discards %s", (_, information, code) => {
    expect(decodeLldpdu(lldpduOctets(tlvHex(127, `0012bb${information}`)))).toMatchObject({ counts: { tlvsDiscarded: 1 }, faults: [{ code }] });
  });
});
