import type { NeighborFacts } from "./documents.ts";
import type { NamespaceFacts, PortFacts } from "./facts.ts";
import { MultiMap, type Values } from "./multi-map.ts";

/** The part of a host name before its domain. A number in front means an address, which has no domain. */
export function withoutDomain(name: string): string {
  const at = name.indexOf("@");
  const dot = name.indexOf(".", at + 1);
  return dot <= at + 1 || /^\d+$/.test(name.slice(at + 1, dot)) ? name : name.slice(0, dot);
}

function withoutHost(name: string): string {
  const at = name.indexOf("@");
  return at > 0 ? name.slice(0, at) : name;
}

/** Which nodes a name may stand for, and which nodes bear the same system name. */
export class Names {
  readonly #exact = new MultiMap();
  readonly #bare = new MultiMap();
  readonly #systems = new MultiMap();
  /** Interface name of a bridge -> its slave ports. */
  readonly #bridges = new MultiMap();
  readonly #remotes = new Map<string, string>();
  /** Names whose bearers changed since the last `takeChanged`. */
  #changed = new Set<string>();

  updateNamespace(before: NamespaceFacts | null, after: NamespaceFacts | null): void {
    const [old, now] = [before ? namesOf(before) : [], after ? namesOf(after) : []];
    if (old.join("\0") === now.join("\0") && before?.systemName === after?.systemName) return;
    for (const name of old) this.#drop(name, (before as NamespaceFacts).id);
    for (const name of now) this.#bear(name, (after as NamespaceFacts).id);
    if (before) this.#systems.delete(before.systemName, before.id);
    if (after) this.#systems.add(after.systemName, after.id);
  }

  /** `facts` of the neighbor that speaks for the system; null when it is no more. A system is also called by its id. */
  updateRemote(node: string, facts: NeighborFacts | null): void {
    const before = this.#remotes.get(node);
    const after = facts ? (facts.systemName ?? "") : undefined;
    if (before === after) return;
    for (const name of before === undefined ? [] : [before, node]) this.#drop(name, node);
    for (const name of after === undefined ? [] : [after, node]) this.#bear(name, node);
    if (before) this.#systems.delete(before, node);
    if (after) this.#systems.add(after, node);
    if (after === undefined) this.#remotes.delete(node);
    else this.#remotes.set(node, after);
  }

  /** A port was put on a bridge, or taken off. */
  updateSlave(before: PortFacts | null, after: PortFacts | null): void {
    if (before?.bridge?.name === after?.bridge?.name) return;
    for (const facts of [before, after]) {
      if (!facts?.bridge?.name.startsWith(`${facts.namespace}:`)) continue;
      const name = facts.bridge.name.slice(facts.namespace.length + 1);
      if (facts === after) this.#bridges.add(name, facts.id);
      else this.#bridges.delete(name, facts.id);
      this.#changed.add(name);
    }
  }

  /** Slave ports of the bridges that are called so, whatever the namespace. */
  slavesOfBridge(name: string): Values {
    return this.#bridges.get(name);
  }

  /**
   * Nodes that a name stands for: a namespace name or system name as it is; unless `fqdn`, also with or without domain. A namespace
   * of ours goes before a remote system.
   */
  find(name: string, fqdn: boolean): string[] {
    const exact = this.#exact.get(name);
    const found = exact.size > 0 || fqdn ? [...exact] : [...this.#bare.get(withoutDomain(name))];
    const ours = found.filter((node) => !node.startsWith("~"));
    return (ours.length > 0 ? ours : found).sort();
  }

  /** Other nodes with the same system name. */
  namesakes(systemName: string): Values {
    return this.#systems.get(systemName);
  }

  /** Names (with and without domain) that mean something else than at the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  #bear(name: string, node: string): void {
    if (name === "") return;
    this.#exact.add(name, node);
    this.#bare.add(withoutDomain(name), node);
    this.#note(name);
  }

  #drop(name: string, node: string): void {
    this.#exact.delete(name, node);
    this.#bare.delete(withoutDomain(name), node);
    this.#note(name);
  }

  #note(name: string): void {
    this.#changed.add(name).add(withoutDomain(name));
  }
}

/** All that a plan may call a namespace of ours. The host's own namespace may be called like the host. */
function namesOf(facts: NamespaceFacts): string[] {
  const names = [facts.id, facts.name, ...facts.names, facts.systemName, withoutHost(facts.systemName)];
  if (facts.kind === "host") names.push(facts.host);
  return [...new Set(names)].sort();
}
