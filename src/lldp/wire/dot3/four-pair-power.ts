import type { DocumentSink } from "../document-sink.ts";
import { u16At, u16Octets, u24At, u24Octets } from "../octets.ts";
import { wordOf } from "../words.ts";

// 802.3bt-2018 79.3.2.6: what the Power via MDI TLV tells of power over four pairs
//
//   +---------------------+---------------------+-------------------+-------------------+
//   |  requested A (2)    |  requested B (2)    |  allocated A (2)  |  allocated B (2)  |
//   +---------------------+---------------------+-------------------+-------------------+
//   |  status (2): PSE 0xc000, PD 0x3000, pairs 0x0c00, class A 0x0380, class B 0x0070, class 0x000f                    |
//   +---------------------------+----------------------------+---------------------------+-----------------------------+
//   |  type 0x0e, PD load 0x01  |  most power available (2)  |  support 4, done 2, ask 1  |  down: 6 bits, time 18 bits  |
//   +---------------------------+----------------------------+---------------------------+-----------------------------+

/** Fields as on the wire; powers are tenths of a watt. */
export interface FourPairPower {
  readonly requestedA: number;
  readonly requestedB: number;
  readonly allocatedA: number;
  readonly allocatedB: number;
  readonly psePoweringStatus: number;
  readonly pdPoweredStatus: number;
  readonly psePowerPairs: number;
  readonly classA: number;
  readonly classB: number;
  readonly powerClass: number;
  /** System setup octet: power type and PD load, with its reserved bits. */
  readonly systemSetup: number;
  readonly maximumAvailable: number;
  /** Autoclass octet with its reserved bits: 4 supported, 2 completed, 1 requested. */
  readonly autoclass: number;
  /** 0x1d asks to be powered down. */
  readonly powerDownRequest: number;
  /** Seconds, 18 bits. */
  readonly powerDownTime: number;
}

export const fourPairPowerLength = 17;

/** The fields at `at`; the caller has checked the length. */
export function decodeFourPairPower(octets: Uint8Array, at: number): FourPairPower {
  const status = u16At(octets, at + 8);
  const down = u24At(octets, at + 14);
  return {
    requestedA: u16At(octets, at),
    requestedB: u16At(octets, at + 2),
    allocatedA: u16At(octets, at + 4),
    allocatedB: u16At(octets, at + 6),
    psePoweringStatus: status >> 14,
    pdPoweredStatus: (status >> 12) & 3,
    psePowerPairs: (status >> 10) & 3,
    classA: (status >> 7) & 7,
    classB: (status >> 4) & 7,
    powerClass: status & 15,
    systemSetup: octets[at + 10] as number,
    maximumAvailable: u16At(octets, at + 11),
    autoclass: octets[at + 13] as number,
    powerDownRequest: down >> 18,
    powerDownTime: down & 0x3ffff,
  };
}

/** The fields as octets. */
export function encodeFourPairPower(power: FourPairPower): readonly number[] {
  const high = (power.psePoweringStatus << 14) | (power.pdPoweredStatus << 12) | (power.psePowerPairs << 10);
  const status = high | (power.classA << 7) | (power.classB << 4) | power.powerClass;
  return [
    ...[power.requestedA, power.requestedB, power.allocatedA, power.allocatedB, status].flatMap(u16Octets),
    power.systemSetup,
    ...u16Octets(power.maximumAvailable),
    power.autoclass,
    ...u24Octets((power.powerDownRequest << 18) | power.powerDownTime),
  ];
}

const pseStatusNames = ["unknown", "two-pair", "four-pair-single-signature", "four-pair-dual-signature"];
const pdStatusNames = ["unknown", "single-signature", "two-pair-dual-signature", "four-pair-dual-signature"];
const pairNames = ["unknown", "alternative-a", "alternative-b", "both"];
const typeNames = [
  "type-3-pse",
  "type-4-pse",
  "type-3-pd-single-signature",
  "type-3-pd-dual-signature",
  "type-4-pd-single-signature",
  "type-4-pd-dual-signature",
];

/** Tells the sink the fields as the object `fourPair`. */
export function describeFourPairPower(power: FourPairPower, sink: DocumentSink): void {
  sink.openObject("fourPair");
  sink.number("requestedWattsA", power.requestedA / 10);
  sink.number("requestedWattsB", power.requestedB / 10);
  sink.number("allocatedWattsA", power.allocatedA / 10);
  sink.number("allocatedWattsB", power.allocatedB / 10);
  sink.word("psePoweringStatus", wordOf(pseStatusNames, power.psePoweringStatus));
  sink.word("pdPoweredStatus", wordOf(pdStatusNames, power.pdPoweredStatus));
  sink.word("psePowerPairs", wordOf(pairNames, power.psePowerPairs));
  sink.number("classA", power.classA);
  sink.number("classB", power.classB);
  sink.number("powerClass", power.powerClass);
  sink.word("type", wordOf(typeNames, (power.systemSetup >> 1) & 7));
  sink.flag("pdLoadIsolated", (power.systemSetup & 1) !== 0);
  sink.number("maximumAvailableWatts", power.maximumAvailable / 10);
  sink.flag("autoclassSupported", (power.autoclass & 4) !== 0);
  sink.flag("autoclassCompleted", (power.autoclass & 2) !== 0);
  sink.flag("autoclassRequested", (power.autoclass & 1) !== 0);
  sink.number("powerDownRequest", power.powerDownRequest);
  sink.number("powerDownSeconds", power.powerDownTime);
  sink.closeObject();
}
