import { kill, pid } from "node:process";
import { binding } from "./binding.ts";
import { directBroker } from "./direct-broker.ts";
import { errnoName } from "./errno-name.ts";
import { helperBroker } from "./helper-broker.ts";
import { HelperChannel } from "./helper-channel.ts";
import { requestType, stateMax } from "./helper-messages.ts";
import { openerFrom } from "./opener.ts";
import { Reactor } from "./reactor.ts";
import type { SocketOpener } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

/** What the service does with privilege, its own or that of its parent. */
export interface Access {
  /** Its `close()` ends the access. */
  readonly opener: SocketOpener;
  /**
   * Tells the service manager (sd_notify(3)): `READY=1`, `WATCHDOG=1`, `STOPPING=1`, `RELOADING=1` or `STATUS=` with printable ASCII,
   * at most 256 octets. False when no service manager listens. Rejects with a SystemError.
   */
  notifyService(state: string): Promise<boolean>;
}

/** For a process that has the privilege itself (`--direct`). Lists the names once: requests name namespaces by inode. */
export async function accessDirectly(notifySocket = process.env["NOTIFY_SOCKET"] ?? ""): Promise<Access> {
  const reactor = new Reactor();
  const opener = openerFrom(reactor, directBroker(reactor));
  await opener.listNamespaces("names");
  return {
    opener,
    notifyService: async (state) => {
      const result = binding().notify(notifySocket, state.slice(0, stateMax));
      if (result < 0) throw new SystemError("sendto", -result, errnoName(-result), notifySocket);
      return result === 1;
    },
  };
}

/**
 * For a process below the helper; `descriptor` is its end of the socketpair. A signal that was sent to the helper arrives here as if it
 * had been sent to this process.
 */
export async function accessThroughHelper(descriptor: number): Promise<Access> {
  const reactor = new Reactor();
  const channel = new HelperChannel(reactor, descriptor, (signal) => kill(pid, signal));
  const opener = openerFrom(reactor, helperBroker(reactor, channel));
  await opener.listNamespaces("names");
  return {
    opener,
    notifyService: async (state) => {
      const octets = new TextEncoder().encode(state).subarray(0, stateMax);
      return (await channel.ask({ type: requestType.notify, state: octets }, "NOTIFY_SOCKET")).value === 1;
    },
  };
}

/** `accessDirectly` for who needs no service manager. */
export async function openDirect(): Promise<SocketOpener> {
  return (await accessDirectly()).opener;
}

/** `accessThroughHelper` for who needs no service manager. */
export async function openThroughHelper(descriptor: number): Promise<SocketOpener> {
  return (await accessThroughHelper(descriptor)).opener;
}
