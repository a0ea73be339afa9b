import { type Case, evidence } from "./clues.ts";
import { type Cause, causeOf, inquiry } from "./diagnosis.ts";
import type { Evidence, ExplainDocument } from "./documents.ts";
import type { PortDrift } from "./facts.ts";
import { type Layers, layersOf } from "./layers.ts";
import type { LinkBook } from "./link-book.ts";
import { present } from "./presence.ts";
import type { Scene } from "./scene.ts";
import { verdictOf } from "./verdict.ts";
import type { Verdict } from "./words.ts";

type Drift = (port: string) => PortDrift | null;

/**
 * Why a port's link is as it is, with every fact that was looked at. Without `peer` the link that the port's own verdict speaks of is
 * explained. Null when neither a port nor a link of that name is known.
 */
export function explain(scene: Scene, links: LinkBook, port: string, peer: string | null, drift: Drift): ExplainDocument | null {
  if (!scene.model.port(port) && links.of(port).size === 0) return null;
  const other = peer ?? worstPeer(scene, links, port);
  const answer = other === null ? aboutPort(scene, port) : aboutPair(scene, port, other, drift);
  return { schema: 1, port, peer: other, ...answer };
}

interface Answer extends Cause {
  readonly verdict: Verdict | null;
  readonly evidence: readonly Evidence[];
}

function worstPeer({ model }: Scene, links: LinkBook, port: string): string | null {
  const verdict = model.ports.get(port)?.standing.verdict;
  const documents = [...links.of(port)]
    .sort()
    .map((id) => links.roster.document(id))
    .filter((link) => link !== null);
  const link = documents.find((each) => each.verdict === verdict) ?? documents[0];
  return link ? (link.a === port ? link.b : link.a) : null;
}

function aboutPort({ model }: Scene, port: string): Answer {
  const facts = model.port(port);
  const heard = [...model.hearing.heard(port)].sort().join(", ");
  const seen = [
    evidence(`state of ${port}`, "kernel (rtnetlink)", facts?.state ?? "absent"),
    evidence(`other end of the cable at ${port}`, "kernel (IFLA_LINK, IFLA_LINK_NETNSID)", model.wiring.cableEnd(port) ?? "unknown"),
    evidence(`lldp-watch has agents on ${port}`, "configuration (--namespaces, --interfaces)", facts?.watched ? "yes" : "no"),
    evidence(`mode of the agents on ${port}`, "agent (adminStatus)", facts?.mode ?? "disabled"),
    evidence(`heard on ${port}`, `neighbor table of ${port}`, heard || "nobody"),
  ];
  return { verdict: null, reason: null, fix: null, evidence: seen };
}

function aboutPair(scene: Scene, port: string, peer: string, drift: Drift): Answer {
  const [a, b] = port <= peer ? [port, peer] : [peer, port];
  const layers = layersOf(scene, a, b);
  const linked = present(scene, a, b);
  // Two ports that nothing joins are asked about because somebody expects a link there.
  const finding = linked ? verdictOf(scene, a, b, layers) : { verdict: "missing" as const, strays: [] };
  const subject: Case = { scene, a, b, layers, verdict: finding.verdict, drift };
  const cause = !linked && layers.wired === false ? elsewhere(scene, a, b) : causeOf(subject, finding);
  const clues = [...inquiry(subject)].map((clue) => clue.evidence);
  return { verdict: finding.verdict, ...cause, evidence: unique([...aboutLayers(scene, a, b, layers), ...clues]) };
}

/** The kernel knows that the two are not connected. */
function elsewhere({ model }: Scene, a: string, b: string): Cause {
  const ends = [a, b].map((end) => `${end} is connected to ${model.wiring.cableEnd(end) ?? "nothing that the kernel knows"}`);
  return { reason: "not-wired-as-planned", fix: `connect ${a} with ${b}: ${ends.join(", ")}` };
}

function* aboutLayers(scene: Scene, a: string, b: string, { planned, wired, observed }: Layers): Iterable<Evidence> {
  yield evidence(`the plan joins ${a} and ${b}`, "plan", scene.plan ? said(planned) : "no plan is held");
  yield evidence(`the kernel joins ${a} and ${b}`, "kernel (veth peers, bridges, macvlan parents)", said(wired));
  yield evidence(`${b} hears ${a}`, `neighbor table of ${b}`, said(observed.aToB));
  yield evidence(`${a} hears ${b}`, `neighbor table of ${a}`, said(observed.bToA));
}

function said(layer: boolean | null): string {
  return layer === null ? "cannot know" : layer ? "yes" : "no";
}

function unique(evidences: readonly Evidence[]): Evidence[] {
  return [...new Map(evidences.map((each) => [`${each.fact}\0${each.source}`, each])).values()];
}
