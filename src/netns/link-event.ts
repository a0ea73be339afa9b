import type { Signal } from "../base/index.ts";
import type { SystemError } from "../native/index.ts";
import type { InterfaceFacts } from "./interface-facts.ts";

/** Told at once for each message of the kernel that changed a fact; several messages are never merged or delayed. */
export type LinkEvent =
  | { readonly kind: "appeared"; readonly after: InterfaceFacts }
  | { readonly kind: "changed"; readonly before: InterfaceFacts; readonly after: InterfaceFacts }
  | {
      readonly kind: "vanished";
      readonly before: InterfaceFacts;
      /** Where it went when it was moved to another namespace: the nsid as this namespace counts. Null when it was deleted. */
      readonly movedTo: number | null;
    };

export interface LinkMonitorStatistics {
  /** How often the kernel dropped events on us and everything was dumped again. */
  readonly overruns: number;
  readonly dumps: number;
}

/** Follows the interfaces of one namespace. Open with `openLinkMonitor`, which resolves after the first dump. */
export interface LinkMonitor {
  /** Inode of the namespace. */
  readonly namespace: number;
  readonly interfaces: ReadonlyMap<number, InterfaceFacts>;
  readonly events: Signal<LinkEvent>;
  /** An nsid of this namespace now means nothing: its namespace ended. */
  readonly forgottenIds: Signal<number>;
  /** The socket died. The monitor is closed and says nothing more. */
  readonly failures: Signal<SystemError>;
  /** Asks the kernel for this interface now; what is new comes as an event. Carrier loss of a veth peer may otherwise be told 1 s late. */
  refresh(ifindex: number): void;
  statistics(): LinkMonitorStatistics;
  close(): Promise<void>;
}
