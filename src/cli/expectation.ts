import type { LinkDocument, NeighborFacts } from "../topology/index.ts";
import type { NetworkCopy } from "./client/network-copy.ts";
import { splitPort } from "./port-id.ts";

/** What `wait` waits for. */
export type Expectation =
  | { readonly kind: "all" }
  | { readonly kind: "neighbor"; readonly name: string }
  | { readonly kind: "port"; readonly port: string };

/** What is missing, in a few words; null when the expectation holds. */
export function missingPart(expectation: Expectation, copy: NetworkCopy): string | null {
  switch (expectation.kind) {
    case "all":
      return missingLinks(copy);
    case "neighbor":
      return [...copy.neighbors.values()].some((neighbor) => isCalled(neighbor, expectation.name, copy)) ? null : `nobody hears ${expectation.name}`;
    case "port":
      if (!copy.ports.has(expectation.port)) return `there is no port ${expectation.port}`;
      return [...copy.neighbors.values()].some((neighbor) => neighbor.port === expectation.port) ? null : `${expectation.port} hears nobody`;
  }
}

/** A direction that cannot be known (an end without an agent) is not waited for. */
function missingLinks(copy: NetworkCopy): string | null {
  const wired = [...copy.links.values()].filter(({ wired, observed }) => wired === true && (observed.aToB !== null || observed.bToA !== null));
  if (wired.length === 0) return "no wired link is known";
  const unheard = wired.filter(({ observed }) => observed.aToB === false || observed.bToA === false);
  if (unheard.length === 0) return null;
  const shown = unheard.slice(0, 3).map(directionText);
  return `${unheard.length} of ${wired.length} wired links are not heard both ways: ${shown.join("; ")}${unheard.length > 3 ? "; ..." : ""}`;
}

function directionText({ a, b, observed, reason }: LinkDocument): string {
  const deaf =
    observed.aToB === false && observed.bToA === false
      ? `${a} and ${b} do not hear each other`
      : observed.aToB === false
        ? `${b} does not hear ${a}`
        : `${a} does not hear ${b}`;
  return reason === null ? deaf : `${deaf} (${reason})`;
}

/** A system name with or without `@HOST` and domain, a chassis id, or the namespace that the neighbor's port belongs to. */
function isCalled(neighbor: NeighborFacts, name: string, copy: NetworkCopy): boolean {
  const wanted = name.toLowerCase();
  const system = neighbor.systemName?.toLowerCase() ?? null;
  if (system !== null && [system, system.split("@", 1)[0], system.split(".", 1)[0]].includes(wanted)) return true;
  if (neighbor.chassisId.value.toLowerCase() === wanted) return true;
  const peers = [...copy.links.values()].filter(({ a, b }) => a === neighbor.port || b === neighbor.port).flatMap(({ a, b }) => [a, b]);
  return peers.some((port) => port !== neighbor.port && splitPort(port).node.toLowerCase() === wanted);
}
