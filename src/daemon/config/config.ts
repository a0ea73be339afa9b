import type { AdminStatus, AgentParameters, DestinationName } from "../../lldp/index.ts";
import type { Hook } from "../hooks/hook.ts";
import type { RoomConfig } from "./room-config.ts";

/** `mode` for the ports whose id (`NS:IF`) the pattern matches; the first match counts. */
export interface PortRule {
  readonly match: string;
  readonly mode: AdminStatus;
}

/** An organizational TLV that is sent as it is. */
export interface CustomTlv {
  readonly oui: number;
  readonly subtype: number;
  readonly bytes: Uint8Array;
  /** Pattern of port ids. */
  readonly ports: string;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Everything the daemon is told. Times in milliseconds. */
export interface DaemonConfig extends RoomConfig {
  /** Null for none. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  readonly socket: string | null;
  readonly tokenFile: string | null;
  readonly insecureListen: boolean;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly allowHosts: readonly string[];
  readonly state: string | null;
  readonly plan: string | null;
  readonly logLevel: LogLevel;
  readonly direct: boolean;
  readonly user: string | null;
  /** Patterns. */
  readonly namespaces: string;
  readonly interfaces: string;
  /** Null: rx-and-tx, but rx-only on interfaces that leave the machine. */
  readonly mode: AdminStatus | null;
  readonly ports: readonly PortRule[];
  /** What each destination address is allowed at most; the port's mode narrows it further. */
  readonly destinations: Readonly<Record<DestinationName, AdminStatus>>;
  readonly dockerSocket: string | null;
  readonly hostName: string | null;
  readonly systemDescription: string | null;
  /** Pattern, or null for one address of each family. */
  readonly managementAddresses: string | null;
  /** Pattern over the names of optional TLVs. */
  readonly tlvs: string;
  readonly customTlvs: readonly CustomTlv[];
  readonly hooks: readonly Hook[];
  readonly parameters: AgentParameters;
  readonly maxNeighborsNamespace: number;
  readonly maxNeighborsTotal: number;
}
