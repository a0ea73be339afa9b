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
   * Lets the helper open packet sockets only in namespaces that the pattern allows (`compilePattern`; judged by their first name in
   * /run/netns, or `host`; nameless ones pass), for good: call it once, before anything is read that others wrote. Without a helper
   * there is nobody to hold to it. Rejects with a SystemError when the pattern has more than 16,383 octets, or at the second call.
   */
  confine(namespaces: string): Promise<void>;
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
    confine: async () => {},
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
    confine: async (namespaces) => {
      const octets = new TextEncoder().encode(namespaces);
      for (let at = 0; at === 0 || at < octets.length; at += stateMax) {
        const state = octets.subarray(at, at + stateMax);
        await channel.ask({ type: requestType.confine, kind: at + stateMax >= octets.length ? 1 : 0, state }, "namespaces");
      }
    },
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
