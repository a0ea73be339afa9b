import type { Daemon } from "./daemon.ts";
import type { Port } from "./port.ts";

/** What API, history, metrics and push need of who keeps the graph: the daemon of one machine, or the collector of many. */
export interface Observed extends Pick<Daemon, "graph" | "live" | "readiness" | "samples" | "setPortMode"> {
  readonly identity: Pick<Daemon["identity"], "hostName">;
  port(id: string): Pick<Port, "identity"> | null;
}
