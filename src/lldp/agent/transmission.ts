import { type Agent, mayTransmit } from "./agent.ts";
import { type LocalInformation, localFrames } from "./local-frames.ts";
import { transmittedTtl } from "./parameters.ts";
import { fastStart, signalLocalChange, startTransmitter, stopTransmitter, transmissionDue } from "./transmitter.ts";
import type { Turn } from "./turn.ts";

/** Starts, stops and sends as the agent's status, its link and the time ask for (802.1AB-2016 9.2.8). */
export function runTransmitter(agent: Agent, turn: Turn): void {
  const { transmitter } = agent;
  const { parameters, linkUp, random } = turn.around;
  const wanted = linkUp && mayTransmit(agent.status) && agent.frames !== null;
  if (transmitter.running && !wanted) stopTransmitter(transmitter);
  if (!transmitter.running && wanted && turn.now >= transmitter.quietUntil) {
    startTransmitter(transmitter, parameters);
    fastStart(transmitter, parameters);
  }
  if (!agent.frames || !transmissionDue(transmitter, parameters, random, turn.now)) return;
  agent.announced = agent.frames.shutdown;
  agent.counters.framesTransmitted++;
  turn.effects.push({ kind: "transmit", octets: agent.frames.information });
}

/** TX_SHUTDOWN_FRAME: takes back what was said, if anything was, and keeps quiet for reinitDelay. */
export function shutDown(agent: Agent, turn: Turn): void {
  if (turn.around.linkUp && agent.announced) {
    agent.counters.framesTransmitted++;
    turn.effects.push({ kind: "transmit", octets: agent.announced });
    agent.transmitter.quietUntil = turn.now + turn.around.parameters.reinitDelay;
  }
  agent.announced = null;
  stopTransmitter(agent.transmitter);
}

/** Takes over what the port says of itself. Another identity is another neighbor to those who listen: the old one says good-bye first. */
export function takeLocal(agent: Agent, local: LocalInformation | null, turn: Turn): void {
  const speaks = local !== null && mayTransmit(agent.status);
  const frames = speaks ? localFrames(local, agent.destination, transmittedTtl(turn.around.parameters)) : null;
  if (frames && agent.frames && equal(frames.information, agent.frames.information)) return;
  agent.frames = frames;
  if (speaks && (frames === null || frames.leftOut.length > 0)) agent.counters.lengthErrors++;
  if (agent.announced && frames && !equal(agent.announced, frames.shutdown) && turn.around.linkUp) {
    agent.counters.framesTransmitted++;
    turn.effects.push({ kind: "transmit", octets: agent.announced });
    agent.announced = null;
  }
  signalLocalChange(agent.transmitter);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}
