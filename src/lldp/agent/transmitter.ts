import type { Instant } from "../../base/index.ts";
import type { AgentParameters } from "./parameters.ts";
import { type TokenBucket, takeToken, tokenAt, tokenBucket } from "./token-bucket.ts";

const never = Number.POSITIVE_INFINITY;
const creditPeriod = 1000;

/**
 * The transmit machine and its timers (802.1AB-2016 9.2.8 transmit state machine, 9.2.9 transmit timer state machine), without the
 * one-second tick: each timer is the instant at which it runs out.
 */
export interface Transmitter {
  /** TX_IDLE and the states around it; false in TX_LLDP_INITIALIZE. */
  running: boolean;
  /** txTTR: when the next LLDPDU is due. */
  dueAt: Instant;
  /** txFast: how many LLDPDUs of the fast start are left. */
  fast: number;
  /** txNow: an LLDPDU waits for credit. */
  pending: boolean;
  /** Whether the waiting LLDPDU is a regular one, which keeps the phase. */
  regular: boolean;
  credit: TokenBucket;
  /** txShutdownWhile: no new start before this instant. */
  quietUntil: Instant;
}

/** A transmitter that does not run. */
export function createTransmitter(parameters: AgentParameters): Transmitter {
  const credit = tokenBucket(parameters.txCreditMax, creditPeriod);
  return { running: false, dueAt: never, fast: 0, pending: false, regular: false, credit, quietUntil: Number.NEGATIVE_INFINITY };
}

/** Leaves TX_LLDP_INITIALIZE, with full credit (TX_TIMER_INITIALIZE, 9.2.9). */
export function startTransmitter(transmitter: Transmitter, parameters: AgentParameters): void {
  transmitter.running = true;
  transmitter.credit = tokenBucket(parameters.txCreditMax, creditPeriod);
  transmitter.fast = 0;
  transmitter.dueAt = never;
}

/** Goes back to TX_LLDP_INITIALIZE. */
export function stopTransmitter(transmitter: Transmitter): void {
  transmitter.running = false;
  transmitter.pending = false;
  transmitter.fast = 0;
  transmitter.dueAt = never;
}

/** TX_FAST_START: a new neighbor or a new link. */
export function fastStart(transmitter: Transmitter, parameters: AgentParameters): void {
  if (!transmitter.running) return;
  if (transmitter.fast === 0) transmitter.fast = parameters.txFastInit;
  transmitter.fast--;
  transmitter.pending = true;
  transmitter.regular = false;
}

/** SIGNAL_TX after somethingChangedLocal. */
export function signalLocalChange(transmitter: Transmitter): void {
  if (!transmitter.running) return;
  transmitter.pending = true;
  transmitter.regular = false;
}

/** Whether an LLDPDU is to be sent now; if so its credit is taken and the next one is planned. `random` gives 0 <= x < 1. */
export function transmissionDue(transmitter: Transmitter, parameters: AgentParameters, random: () => number, now: Instant): boolean {
  if (!transmitter.running) return false;
  if (!transmitter.pending && transmitter.dueAt <= now) {
    transmitter.pending = true;
    transmitter.regular = transmitter.fast === 0;
    if (transmitter.fast > 0) transmitter.fast--;
  }
  if (!transmitter.pending || !takeToken(transmitter.credit, now)) return false;
  transmitter.pending = false;
  transmitter.dueAt = now + nextInterval(transmitter, parameters, random);
  return true;
}

/**
 * Whatever moved many ports at once (a start, a new name of the host) must not make them fire together from then on: after an
 * LLDPDU that was not a regular one, the first regular one comes after a random part of the interval.
 */
function nextInterval(transmitter: Transmitter, parameters: AgentParameters, random: () => number): number {
  if (transmitter.fast > 0) return parameters.msgFastTx;
  return transmitter.regular ? parameters.msgTxInterval : Math.ceil((1 - random()) * parameters.msgTxInterval);
}

/** When the transmitter wants to be asked again. */
export function transmitDeadline(transmitter: Transmitter): Instant {
  if (!transmitter.running) return never;
  return transmitter.pending ? tokenAt(transmitter.credit) : transmitter.dueAt;
}
