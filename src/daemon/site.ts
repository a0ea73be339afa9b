import type { Clock, Logger } from "../base/index.ts";
import type { SocketOpener } from "../native/index.ts";
import type { InterfaceRef, Wiring } from "../netns/index.ts";
import type { DaemonConfig } from "./config/config.ts";
import type { GraphKeeper } from "./graph-keeper.ts";
import type { InventoryFacts } from "./inventory.ts";
import type { MachineIdentity } from "./machine-identity.ts";
import type { NeighborPlaces } from "./neighbor-places.ts";
import type { PortPolicy } from "./port-policy.ts";
import type { RunnerCounters } from "./port-runner.ts";

/** A port as others find it by its id. */
export interface KnownPort {
  /** Whether agents are wanted on it. */
  readonly watched: boolean;
  /** Null while nothing is heard there. */
  counters(): RunnerCounters | null;
  /** What the agents send as their identity, and the ifalias. */
  identity(): { readonly chassisId: string; readonly portId: string; readonly alias: string };
  /** Asks the policy again. */
  reconsider(): void;
}

/** What all namespaces and ports of the daemon share. */
export interface Site {
  readonly opener: SocketOpener;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keeper: GraphKeeper;
  readonly wiring: Wiring;
  /** Every port by its id. */
  readonly ports: Map<string, KnownPort>;
  readonly places: NeighborPlaces;
  readonly random: () => number;
  readonly identity: MachineIdentity;
  readonly inventory: InventoryFacts;
  /** Of the operating system and kernel. */
  readonly systemDescription: string;
  /** MAC that the host's chassis id is made of, or null. Asked once the host's interfaces are known. */
  hostMac(physical: readonly string[]): string | null;
  /** Both change on reload: ask each time. */
  config(): DaemonConfig;
  policy(): PortPolicy;
  /** Whether frames of an interface leave the machine. */
  leavesMachine(ref: InterfaceRef): boolean;
  /** Port id of an interface, or null when it is unknown. */
  portId(ref: InterfaceRef): string | null;
  /** The name or the state of an interface changed: whoever is wired to it says so anew. */
  touch(ref: InterfaceRef): void;
}
