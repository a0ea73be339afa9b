import type { NeighborFacts } from "./documents.ts";

interface Remote {
  readonly reports: Map<string, NeighborFacts>;
  /** System name -> how many reports say so. */
  readonly names: Map<string, number>;
  least: string | null;
}

/** Systems that we only hear about, each with the neighbor entries that speak of it. */
export class RemoteBook {
  readonly #remotes = new Map<string, Remote>();

  /** Takes in that a neighbor entry speaks of a system, or says something else of it. */
  put(node: string, facts: NeighborFacts): void {
    const remote = this.#remotes.get(node) ?? { reports: new Map<string, NeighborFacts>(), names: new Map<string, number>(), least: null };
    this.#remotes.set(node, remote);
    count(remote, remote.reports.get(facts.id), -1);
    count(remote, facts, 1);
    remote.reports.set(facts.id, facts);
    if (remote.least === null || facts.id < remote.least) remote.least = facts.id;
  }

  /** Takes back a neighbor entry. */
  delete(node: string, id: string): void {
    const remote = this.#remotes.get(node);
    if (!remote) return;
    count(remote, remote.reports.get(id), -1);
    remote.reports.delete(id);
    if (remote.reports.size === 0) this.#remotes.delete(node);
    else if (remote.least === id) {
      remote.least = null;
      for (const other of remote.reports.keys()) if (remote.least === null || other < remote.least) remote.least = other;
    }
  }

  /** The neighbor that speaks for a system: the one with the smallest id, so that the order of arrival does not matter. */
  spokesman(node: string): NeighborFacts | null {
    const remote = this.#remotes.get(node);
    return (remote?.least != null && remote.reports.get(remote.least)) || null;
  }

  /** Everything that is said of a system, in no order. */
  reports(node: string): Iterable<NeighborFacts> {
    return this.#remotes.get(node)?.reports.values() ?? [];
  }

  /** How many system names are told under one chassis id: more than one means that two systems bear it. */
  nameCount(node: string): number {
    return this.#remotes.get(node)?.names.size ?? 0;
  }
}

function count(remote: Remote, facts: NeighborFacts | undefined, by: 1 | -1): void {
  if (!facts?.systemName) return;
  const next = (remote.names.get(facts.systemName) ?? 0) + by;
  if (next === 0) remote.names.delete(facts.systemName);
  else remote.names.set(facts.systemName, next);
}
