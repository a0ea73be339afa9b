import type { DocumentSink } from "../document-sink.ts";
import { describeNumbers, wordOf } from "../words.ts";

// The three tables that ETS Configuration and ETS Recommendation share (802.1Q-2018 D.2.8, D.2.9):
//
//   +------------------------------------+--------------------------------+------------------------------------+
//   |  class of priority 0..7 (8 x 4 bit) |  percent of class 0..7 (8 x 1)  |  algorithm of class 0..7 (8 x 1)    |
//   +------------------------------------+--------------------------------+------------------------------------+

/** Octets of the three tables. */
export const trafficClassTablesLength = 20;

export interface TrafficClassTables {
  /** Four octets: the traffic class of priority 0 in the high half of the first, 7 in the low half of the last. */
  readonly priorityAssignment: Uint8Array;
  /** Eight octets, percent. */
  readonly bandwidth: Uint8Array;
  /** Eight octets: 0 strict priority, 1 credit-based shaper, 2 enhanced transmission selection, 255 vendor's own. */
  readonly algorithms: Uint8Array;
}

/** The tables at `start`; the caller has checked the length. */
export function decodeTrafficClassTables(octets: Uint8Array, start: number): TrafficClassTables {
  return {
    priorityAssignment: octets.subarray(start, start + 4),
    bandwidth: octets.subarray(start + 4, start + 12),
    algorithms: octets.subarray(start + 12, start + trafficClassTablesLength),
  };
}

/** The tables as octets. */
export function encodeTrafficClassTables({ priorityAssignment, bandwidth, algorithms }: TrafficClassTables): readonly number[] {
  return [...priorityAssignment, ...bandwidth, ...algorithms];
}

const algorithmNames = ["strict-priority", "credit-based-shaper", "enhanced-transmission-selection"];

/** Tells the sink the tables, inside an object that is open. */
export function describeTrafficClassTables(tables: TrafficClassTables, sink: DocumentSink): void {
  const classes = Array.from(tables.priorityAssignment, (octet) => [octet >> 4, octet & 0x0f]).flat();
  describeNumbers("priorityAssignment", classes, sink);
  describeNumbers("bandwidth", tables.bandwidth, sink);
  sink.openList("algorithms");
  for (const algorithm of tables.algorithms) sink.word(null, algorithm === 0xff ? "vendor-specific" : wordOf(algorithmNames, algorithm));
  sink.closeList();
}
