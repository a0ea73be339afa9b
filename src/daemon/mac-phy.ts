import { type MacPhy, macPhy } from "../lldp/index.ts";
import type { EthtoolFacts } from "../netns/index.ts";

// Bits of ifMauAutoNegCapAdvertisedBits (IANA-MAU-MIB), by the names that ethtool(8) prints.
const advertisedBits: Readonly<Record<string, number>> = {
  "10baseT/Half": 0x4000,
  "10baseT/Full": 0x2000,
  "100baseT/Half": 0x0800,
  "100baseT/Full": 0x0400,
  Pause: 0x0080,
  Asym_Pause: 0x0040,
  "1000baseX/Full": 0x0004,
  "1000baseKX/Full": 0x0004,
  "1000baseT/Half": 0x0002,
  "1000baseT/Full": 0x0001,
};
const otherBit = 0x8000;

// dot3MauType by speed in Mbit/s and duplex, for the most usual medium of that speed; what the modes tell more exactly comes first.
const mauByMode: readonly (readonly [RegExp, number])[] = [
  [/^1000baseX/, 22],
  [/^1000baseKX/, 56],
  [/^10000baseKX4/, 57],
  [/^10000baseKR/, 58],
  [/^10000baseSR/, 36],
  [/^10000baseLRM/, 55],
  [/^10000baseLR/, 35],
  [/^10000baseER/, 34],
  [/^25000baseCR/, 88],
  [/^25000baseKR/, 90],
  [/^25000baseSR/, 93],
  [/^40000baseKR4/, 70],
  [/^40000baseCR4/, 71],
  [/^40000baseSR4/, 72],
  [/^40000baseLR4/, 74],
  [/^100000baseCR4/, 98],
  [/^100000baseKR4/, 99],
  [/^100000baseSR4/, 102],
];
const mauBySpeed: Readonly<Record<number, readonly [half: number, full: number]>> = {
  10: [10, 11],
  100: [15, 16],
  1000: [29, 30],
  2500: [0, 103],
  5000: [0, 104],
  10000: [0, 54],
  25000: [0, 92],
  40000: [0, 96],
  100000: [0, 101],
};

/** The MAC/PHY TLV of a NIC (802.3-2018 79.3.1). A MAU type that cannot be told is sent as 0, "other". */
export function macPhyOf(facts: EthtoolFacts): MacPhy {
  return macPhy({
    autoNegotiationSupported: facts.autonegotiationSupported,
    autoNegotiationEnabled: facts.autonegotiation === true,
    advertised: facts.advertisedModes.reduce((bits, mode) => bits | (advertisedBits[mode] ?? (mode.includes("base") ? otherBit : 0)), 0),
    mauType: mauType(facts),
  });
}

function mauType({ speed, duplex, supportedModes }: EthtoolFacts): number {
  if (speed === null) return 0;
  const modes = supportedModes.filter((mode) => mode.startsWith(`${speed}base`));
  const twisted = modes.some((mode) => mode.startsWith(`${speed}baseT/`));
  const exact = twisted ? undefined : mauByMode.find(([pattern]) => modes.some((mode) => pattern.test(mode)));
  return exact?.[1] ?? mauBySpeed[speed]?.[duplex === "half" ? 0 : 1] ?? 0;
}
