import { type Duration, seconds } from "../../base/index.ts";

/** The timing of transmission and the limits of reception of one port; names as in 802.1AB-2016 9.2.5 and 11.2. */
export interface AgentParameters {
  /** Time between LLDPDUs when nothing changes (9.2.5.7). */
  readonly msgTxInterval: Duration;
  /** TTL sent = interval x hold + 1 s (9.2.5.6). */
  readonly msgTxHold: number;
  /** LLDPDUs of a fast start (9.2.5.22). */
  readonly txFastInit: number;
  /** Time between LLDPDUs of a fast start (9.2.5.5). */
  readonly msgFastTx: Duration;
  /** LLDPDUs that may leave back to back; one more per second after that (9.2.5.17). */
  readonly txCreditMax: number;
  /** Wait after a shutdown LLDPDU before speaking again (9.2.5.10). */
  readonly reinitDelay: Duration;
  /** Neighbors kept per destination address of a port. */
  readonly maxNeighbors: number;
}

export const defaultParameters: AgentParameters = {
  msgTxInterval: seconds(30),
  msgTxHold: 4,
  txFastInit: 4,
  msgFastTx: seconds(1),
  txCreditMax: 5,
  reinitDelay: seconds(2),
  maxNeighbors: 128,
};

/** Lowest and highest value that the standard's management allows (11.5.1), times in milliseconds. */
export const parameterRanges = {
  msgTxInterval: [seconds(1), seconds(3600)],
  msgTxHold: [1, 100],
  txFastInit: [1, 8],
  msgFastTx: [seconds(1), seconds(3600)],
  txCreditMax: [1, 10],
  reinitDelay: [seconds(1), seconds(10)],
  maxNeighbors: [1, 100_000],
} as const satisfies Record<keyof AgentParameters, readonly [number, number]>;

/** Seconds of life that our LLDPDUs promise: interval x hold + 1, at most what the field holds (802.1AB-2016 9.2.5.23). */
export function transmittedTtl(parameters: AgentParameters): number {
  return Math.min(65535, Math.ceil((parameters.msgTxInterval / 1000) * parameters.msgTxHold) + 1);
}
