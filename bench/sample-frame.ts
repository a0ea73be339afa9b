import { parseMac } from "../src/base/index.ts";
import {
  chassisId,
  dot3LinkAggregation,
  encodeLldpdu,
  groupAddresses,
  macPhy,
  managementAddress,
  maximumFrameSize,
  portId,
  portVlanId,
  sealFrame,
  systemCapabilities,
  textTlv,
  timeToLive,
  vlanName,
} from "../src/lldp/index.ts";

/** Octets of the LLDPDU in `lldpFrameOf`. */
export const lldpduLength = 250;

/** The frame of an access switch, another one for each number: what a datacenter port hears, 250 octets of LLDPDU. */
export function lldpFrameOf(number: number): Uint8Array {
  const mac = Uint8Array.of(2, 0, number >>> 24, number >>> 16, number >>> 8, number);
  const name = `access-${String(number).padStart(8, "0")}.example.net`;
  const { octets } = encodeLldpdu({
    chassisId: chassisId("mac-address", mac),
    portId: portId("interface-name", `GigabitEthernet1/0/${10 + (number % 48)}`),
    timeToLive: timeToLive(121),
    optional: [
      textTlv("port-description", "uplink to core-2, rack 14"),
      textTlv("system-name", name),
      textTlv("system-description", "Network OS, version 15.2(7)E3, release (fc3), built by the vendor in Berlin, 2026"),
      systemCapabilities(["bridge", "router"], ["bridge"]),
      managementAddress(Uint8Array.of(10, number >>> 16, number >>> 8, number), 7),
      portVlanId(1),
      vlanName(5, "voice"),
      macPhy({ autoNegotiationSupported: true, autoNegotiationEnabled: true, advertised: 0x6c03, mauType: 30 }),
      dot3LinkAggregation(true, 0),
      maximumFrameSize(1522),
    ],
    end: true,
  });
  return sealFrame(parseMac(groupAddresses["nearest-bridge"]) as Uint8Array, mac, octets);
}
