import type { Fault, Instant } from "../../base/index.ts";
import type { DestinationName, Lldpdu } from "../wire/index.ts";
import type { LocalInformation } from "./local-frames.ts";
import type { AgentParameters } from "./parameters.ts";

/** adminStatus (802.1AB-2016 9.2.5.1). */
export type AdminStatus = "rx-and-tx" | "rx-only" | "tx-only" | "disabled";

export type AdminStatuses = Readonly<Record<DestinationName, AdminStatus>>;

/** Why a neighbor came, changed or went. */
export type NeighborReason = "new" | "changed" | "aged-out" | "shutdown" | "link-down" | "interface-gone" | "namespace-gone" | "evicted" | "disabled";

/** What happens to a port. */
export type PortEvent =
  /** portEnabled (9.2.5.2). `reason` is what neighbors are removed with when the link goes down. */
  | { readonly kind: "link"; readonly up: boolean; readonly reason: "link-down" | "interface-gone" | "namespace-gone" }
  | { readonly kind: "statuses"; readonly statuses: AdminStatuses }
  /** What we say of ourselves; nothing is sent before the first one. */
  | { readonly kind: "local"; readonly local: LocalInformation }
  | { readonly kind: "parameters"; readonly parameters: AgentParameters }
  /** A frame from the destination address on, without FCS; `vlan` is the VID that was stripped before. */
  | { readonly kind: "frame"; readonly octets: Uint8Array; readonly vlan: number | null }
  /** The deadline has come. */
  | { readonly kind: "tick" };

/** What a neighbor said, decoded. */
export interface HeardLldpdu {
  readonly sourceMac: string;
  readonly vlan: number | null;
  readonly lldpdu: Lldpdu;
  readonly firstHeard: Instant;
  readonly lastChange: Instant;
}

/** Lends the end of a neighbor's life as it stands now; the same object for as long as the neighbor stays. */
export interface NeighborHandle {
  readonly expiresAt: Instant;
}

/** What a port wants done or known, in order. */
export type PortEffect =
  | { readonly kind: "transmit"; readonly octets: Uint8Array }
  | {
      readonly kind: "neighbor-added" | "neighbor-changed" | "neighbor-removed";
      readonly destination: DestinationName;
      readonly reason: NeighborReason;
      /** Identity on this port and destination, as `msapOf` gives it. */
      readonly msap: string;
      readonly neighbor: NeighborHandle;
      readonly before: HeardLldpdu | null;
      readonly after: HeardLldpdu | null;
    }
  | { readonly kind: "discarded"; readonly destination: DestinationName; readonly sourceMac: string; readonly faults: readonly Fault[] }
  | { readonly kind: "too-many-neighbors"; readonly destination: DestinationName; readonly active: boolean }
  /** Frames are being turned away because a budget is spent, or no more; `frames` so far. */
  | { readonly kind: "flooded"; readonly active: boolean; readonly frames: number };
