import { compilePattern, type Pattern } from "../base/index.ts";
import type { AdminStatus, AdminStatuses } from "../lldp/index.ts";
import type { DaemonConfig } from "./config/config.ts";

/** What the policy looks at. */
export interface PortQuestion {
  readonly namespace: string;
  readonly interface: string;
  /** The wire leads out of the machine. */
  readonly leavesMachine: boolean;
  /** Another LLDP daemon speaks in this namespace. */
  readonly otherDaemon: boolean;
}

export interface PortDecision {
  /** Whether the port gets agents at all. */
  readonly watched: boolean;
  readonly mode: AdminStatus;
}

/** Who may speak where: patterns, modes and the rule to do no harm. Compiled once for a configuration. */
export interface PortPolicy {
  decide(port: PortQuestion): PortDecision;
  /** What each destination's agent may do on a port of this mode. */
  statuses(mode: AdminStatus): AdminStatuses;
}

/**
 * `overrides` are modes set while running, by port id; they stand above everything but another daemon's presence. `held`: the pattern that
 * the helper holds to, whatever the configuration says by now; null when there is none.
 */
export function compilePolicy(config: DaemonConfig, overrides: ReadonlyMap<string, AdminStatus>, held: string | null = null): PortPolicy {
  const [wanted, opened] = [compilePattern(config.namespaces), compilePattern(held ?? "*")];
  const namespaces: Pattern = (name) => wanted(name) && opened(name);
  const interfaces = compilePattern(config.interfaces);
  const rules = config.ports.map(({ match, mode }) => ({ matches: compilePattern(match), mode }));
  return {
    decide: (port) => decide(port, { config, namespaces, interfaces, rules, overrides }),
    statuses: (mode) => ({
      "nearest-bridge": narrower(mode, config.destinations["nearest-bridge"]),
      "nearest-non-tpmr-bridge": narrower(mode, config.destinations["nearest-non-tpmr-bridge"]),
      "nearest-customer-bridge": narrower(mode, config.destinations["nearest-customer-bridge"]),
    }),
  };
}

interface Compiled {
  readonly config: DaemonConfig;
  readonly namespaces: Pattern;
  readonly interfaces: Pattern;
  readonly rules: readonly { readonly matches: Pattern; readonly mode: AdminStatus }[];
  readonly overrides: ReadonlyMap<string, AdminStatus>;
}

function decide(port: PortQuestion, { config, namespaces, interfaces, rules, overrides }: Compiled): PortDecision {
  const id = `${port.namespace}:${port.interface}`;
  const watched = namespaces(port.namespace) && interfaces(port.interface);
  const harmless: AdminStatus = port.leavesMachine ? "rx-only" : "rx-and-tx";
  const asked = overrides.get(id) ?? rules.find(({ matches }) => matches(id))?.mode ?? config.mode ?? harmless;
  // Two daemons on one port would be two neighbors to whoever listens.
  return { watched, mode: watched ? narrower(asked, port.otherDaemon ? "rx-only" : "rx-and-tx") : "disabled" };
}

/** What both allow. */
export function narrower(a: AdminStatus, b: AdminStatus): AdminStatus {
  const transmits = speaks(a) && speaks(b);
  const receives = listens(a) && listens(b);
  if (transmits) return receives ? "rx-and-tx" : "tx-only";
  return receives ? "rx-only" : "disabled";
}

function speaks(mode: AdminStatus): boolean {
  return mode === "rx-and-tx" || mode === "tx-only";
}

function listens(mode: AdminStatus): boolean {
  return mode === "rx-and-tx" || mode === "rx-only";
}
