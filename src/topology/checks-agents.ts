import { type Case, type Clue, evidence, silentWays } from "./clues.ts";
import type { PortFacts } from "./facts.ts";
import { enableCommand } from "./fix.ts";
import type { Reason } from "./words.ts";

/** Agents that are told not to speak or not to listen. */
export function* agentModes(subject: Case): Iterable<Clue> {
  const { model } = subject.scene;
  for (const [speaker, listener] of silentWays(subject)) {
    yield* modeClue(model.port(speaker), "rx-only", "receive-only");
    yield* modeClue(model.port(listener), "tx-only", "transmit-only");
  }
}

function* modeClue(port: PortFacts | undefined, muted: PortFacts["mode"], reason: Reason): Iterable<Clue> {
  if (!port?.watched) return;
  const seen = evidence(`mode of the agents on ${port.id}`, "agent (adminStatus)", port.mode);
  if (port.mode === "disabled") yield { evidence: seen, reason: "agent-disabled", fix: enableCommand(port.id) };
  else if (port.mode === muted) yield { evidence: seen, reason, fix: enableCommand(port.id) };
  else yield { evidence: seen };
}

/** Ends where nobody of ours listens or speaks. */
export function* coverage({ scene, a, b }: Case): Iterable<Clue> {
  for (const end of [a, b]) {
    const port = scene.model.port(end);
    if (!port) continue;
    const seen = evidence(`lldp-watch has agents on ${end}`, "configuration (--namespaces, --interfaces)", port.watched ? "yes" : "no");
    if (port.watched) yield { evidence: seen };
    else yield { evidence: seen, reason: "not-watched", fix: `let lldp-watch speak on ${end}: --namespaces or --interfaces leave it out` };
  }
}

/** Network cards that answer LLDP themselves and keep it from the kernel. */
export function* firmware(subject: Case): Iterable<Clue> {
  for (const [, listener] of silentWays(subject)) {
    const agent = subject.scene.model.port(listener)?.firmwareAgent;
    if (!agent) continue;
    const seen = evidence(`firmware of ${listener} takes LLDP for itself`, `driver ${agent.driver}`, "yes");
    yield { evidence: seen, reason: "firmware-agent", fix: agent.fix };
  }
}

/** Frames that reached a socket of ours and found it full. */
export function* socketDrops(subject: Case): Iterable<Clue> {
  for (const [, listener] of silentWays(subject)) {
    const drops = subject.drift?.(listener)?.socketDrops;
    if (drops === undefined) continue;
    const seen = evidence(`frames dropped at the socket of ${listener}`, "counter (PACKET_STATISTICS)", String(drops));
    if (drops === 0) yield { evidence: seen };
    else yield { evidence: seen, reason: "socket-drops", fix: `${listener} receives more frames than it can take: look for a flood on it` };
  }
}

/** What was sent and what arrived. */
export function* counters(subject: Case): Iterable<Clue> {
  const { model } = subject.scene;
  for (const [speaker, listener] of silentWays(subject)) {
    const sent = subject.drift?.(speaker)?.framesTransmitted;
    const taken = subject.drift?.(listener)?.framesReceived;
    if (sent !== undefined) yield { evidence: evidence(`LLDPDUs sent by ${speaker}`, "counter (statsFramesOutTotal)", String(sent)) };
    if (taken !== undefined) yield { evidence: evidence(`LLDPDUs received by ${listener}`, "counter (statsFramesInTotal)", String(taken)) };
    const speaks = speaksNow(model.port(speaker)) && sent !== 0;
    const lost = model.lost.get(listener);
    const seen = evidence(`${listener} hears ${speaker}`, `neighbor table of ${listener}`, lost ? `no longer (${lost})` : "no");
    if (!model.port(listener)?.watched) continue;
    if (speaks) yield { evidence: seen, reason: "lost-on-the-way", fix: lossWords(speaker, listener) };
    else if (lost === "aged-out") yield { evidence: seen, reason: "aged-out", fix: silenceWords(speaker) };
    else yield { evidence: seen, reason: "peer-silent", fix: silenceWords(speaker) };
  }
}

function speaksNow(port: PortFacts | undefined): boolean {
  return port?.watched === true && (port.mode === "rx-and-tx" || port.mode === "tx-only");
}

function lossWords(speaker: string, listener: string): string {
  return `${speaker} sends and ${listener} listens, so something between them drops the frames: look at tc, nftables (netdev, bridge) and netem there`;
}

function silenceWords(speaker: string): string {
  return `start an LLDP agent at ${speaker}, or check that it is still connected`;
}
