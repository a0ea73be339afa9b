import type { NeighborFacts, PortFacts } from "../topology/index.ts";
import { sameValue } from "./same-value.ts";

const longest = 128;
const most = 200_000;

/** The facts of this room are just parsed and nobody else's, so that their fields may be exchanged for equal ones. */
type Own<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Fifty neighbors in a rack say the same of the switch that they hang on, and all ports of a fleet are called alike. Parsed, each of them
 * would have its own copy; here equal parts become one.
 */
export class Sharing {
  #texts = new Map<string, string>();
  #identifiers = new Map<string, PortFacts["portId"]>();
  /** By the octets of a chassis id, the last neighbor that bore it. */
  #systems = new Map<string, NeighborFacts>();
  #lastPort: PortFacts | null = null;
  #lastNeighbor: NeighborFacts | null = null;

  /** The one copy of a text that many say. */
  text(text: string): string {
    if (text.length > longest) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    // Hostile documents could fill it with what never comes again.
    if (this.#texts.size >= most) this.#texts = new Map();
    this.#texts.set(text, text);
    return text;
  }

  /** Lets a port's facts share what others say too, in place. */
  port(facts: Own<PortFacts>): void {
    const last = this.#lastPort;
    facts.interface = this.text(facts.interface);
    facts.mac = this.#as(facts.mac, last?.mac);
    facts.kind = this.#as(facts.kind, last?.kind);
    facts.state = this.#as(facts.state, last?.state);
    facts.mode = this.#as(facts.mode, last?.mode);
    facts.duplex = this.#as(facts.duplex, last?.duplex);
    facts.master = this.#as(facts.master, last?.master);
    facts.bridgePortState = this.#as(facts.bridgePortState, last?.bridgePortState);
    facts.portId = this.#identifier(facts.portId);
    this.#lastPort = facts;
  }

  /** Lets a neighbor's facts share what others say too, in place. */
  neighbor(facts: Own<NeighborFacts>): void {
    const last = this.#lastNeighbor;
    facts.interface = this.text(facts.interface);
    facts.destination = this.#as(facts.destination, last?.destination);
    facts.protocol = this.#as(facts.protocol, last?.protocol);
    facts.sourceMac = this.#as(facts.sourceMac, last?.sourceMac);
    facts.firstSeen = facts.firstSeen === last?.firstSeen ? last.firstSeen : facts.firstSeen;
    facts.lastChange = facts.lastChange === facts.firstSeen ? facts.firstSeen : facts.lastChange;
    facts.portId = this.#identifier(facts.portId);
    facts.portDescription =
      facts.portDescription === facts.portId.value ? facts.portId.value : this.#as(facts.portDescription, last?.portDescription);
    const system = this.#systems.get(facts.chassisId.bytes) ?? last;
    if (system !== null) likeSystem(facts, system);
    if (this.#systems.size >= most) this.#systems = new Map();
    this.#systems.set(facts.chassisId.bytes, facts);
    this.#lastNeighbor = facts;
  }

  #as<T>(value: T, last: T | undefined): T {
    if (value === last) return last as T;
    return typeof value === "string" ? (this.text(value) as T) : value;
  }

  #identifier(identifier: PortFacts["portId"]): PortFacts["portId"] {
    const known = this.#identifiers.get(identifier.value);
    if (known !== undefined && sameValue(known, identifier)) return known;
    if (this.#identifiers.size >= most) this.#identifiers = new Map();
    this.#identifiers.set(identifier.value, identifier);
    return identifier;
  }
}

/** Takes over, where it is equal, what one agent says on all its ports. */
function likeSystem(facts: Own<NeighborFacts>, system: NeighborFacts): void {
  facts.chassisId = as(facts.chassisId, system.chassisId);
  facts.systemName = as(facts.systemName, system.systemName);
  facts.systemDescription = as(facts.systemDescription, system.systemDescription);
  facts.capabilities = as(facts.capabilities, system.capabilities);
  facts.managementAddresses = as(facts.managementAddresses, system.managementAddresses);
  facts.dot1 = as(facts.dot1, system.dot1);
  facts.dot3 = as(facts.dot3, system.dot3);
  facts.med = as(facts.med, system.med);
  facts.organizationSpecific = as(facts.organizationSpecific, system.organizationSpecific);
  facts.unknown = as(facts.unknown, system.unknown);
}

function as<T>(value: T, other: T): T {
  return sameValue(value, other) ? other : value;
}
