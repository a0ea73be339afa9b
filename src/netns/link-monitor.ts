import { type Logger, Signal, silentLogger } from "../base/index.ts";
import { type NetlinkSocket, type SocketOpener, SystemError } from "../native/index.ts";
import { addressesRequest } from "./address-message.ts";
import { bridgePortsRequest } from "./bridge-message.ts";
import { readBusDevice } from "./bus-device.ts";
import { DumpPlan } from "./dump-plan.ts";
import { followEthtool } from "./ethtool-follower.ts";
import type { EthtoolFacts, InterfaceFacts } from "./interface-facts.ts";
import type { LinkEvent, LinkMonitor, LinkMonitorStatistics } from "./link-event.ts";
import { linkRequest } from "./link-message.ts";
import { type DumpKind, LinkTable } from "./link-table.ts";
import { decodeNamespaceId, namespaceIdTypes } from "./namespace-id-message.ts";
import { errnoOf, type NetlinkMessage, netlinkFlags, netlinkMessages, netlinkTypes } from "./netlink-message.ts";
import { foldRouteMessage } from "./route-fold.ts";
import { decodeForwarding, settingsType } from "./settings-message.ts";

const enodev = 19;
const enobufs = 105;
const requests = { addresses: addressesRequest, bridge: bridgePortsRequest, links: (sequence: number) => linkRequest(sequence, null) };

export interface LinkMonitorOptions {
  readonly log?: Logger;
  /** Octets; the opener's default when left out. */
  readonly receiveBuffer?: number;
}

/** Opens a monitor on the namespace with this inode and resolves when its interfaces are known. Rejects with a SystemError. */
export async function openLinkMonitor(opener: SocketOpener, namespace: number, options: LinkMonitorOptions = {}): Promise<LinkMonitor> {
  const log = options.log ?? silentLogger;
  const socket = await openRoute(opener, namespace, options.receiveBuffer);
  const monitor = new RouteMonitor(namespace, socket, log);
  await monitor.start();
  followEthtool(monitor, opener, log, (ifindex, facts) => monitor.learnEthtool(ifindex, facts));
  return monitor;
}

const outOfDate = new Set(["ENOENT", "ESTALE"]);

/** The way that led to the namespace may be out of date (inodes are given out again): lists the names and tries once more. */
async function openRoute(opener: SocketOpener, namespace: number, receiveBuffer: number | undefined): Promise<NetlinkSocket> {
  try {
    return await opener.openRoute(namespace, receiveBuffer);
  } catch (error) {
    if (!(error instanceof SystemError) || !outOfDate.has(error.code)) throw error;
    await opener.listNamespaces("names");
    return opener.openRoute(namespace, receiveBuffer);
  }
}

class RouteMonitor implements LinkMonitor {
  readonly namespace: number;
  readonly events = new Signal<LinkEvent>();
  readonly forgottenIds = new Signal<number>();
  readonly failures = new Signal<SystemError>();
  readonly #socket: NetlinkSocket;
  readonly #log: Logger;
  readonly #table = new LinkTable(readBusDevice);
  readonly #plan = new DumpPlan();
  readonly #refreshes = new Map<number, number>();
  #sequence = 0;
  #dumpSequence = 0;
  #interrupted = false;
  #overruns = 0;
  #dumps = 0;
  #ready: { resolve: () => void; reject: (error: SystemError) => void } | null = null;
  #closing: Promise<void> | null = null;

  constructor(namespace: number, socket: NetlinkSocket, log: Logger) {
    this.namespace = namespace;
    this.#socket = socket;
    this.#log = log;
    socket.onMessage = (datagram) => {
      for (const message of netlinkMessages(datagram)) this.#take(message);
    };
    socket.onOverrun = () => this.#lost();
    socket.onError = (error) => this.#fail(error);
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#ready = { resolve, reject };
      this.#dump();
    });
  }

  get interfaces(): ReadonlyMap<number, InterfaceFacts> {
    return this.#table.interfaces;
  }

  refresh(ifindex: number): void {
    if (this.#closing) return;
    this.#refreshes.set(++this.#sequence, ifindex);
    if (this.#socket.send(linkRequest(this.#sequence, ifindex)) !== 0) this.#refreshes.delete(this.#sequence);
  }

  learnEthtool(ifindex: number, facts: EthtoolFacts | null): void {
    this.#emit(this.#table.ethtool(ifindex, facts));
  }

  statistics(): LinkMonitorStatistics {
    return { overruns: this.#overruns, dumps: this.#dumps };
  }

  close(): Promise<void> {
    this.#closing ??= this.#socket.close();
    return this.#closing;
  }

  #take(message: NetlinkMessage): void {
    if (this.#closing) return;
    const current = message.sequence === this.#dumpSequence && this.#plan.current !== null;
    if (current && message.flags & netlinkFlags.dumpInterrupted) this.#interrupted = true;
    if (message.type === netlinkTypes.error) this.#refused(message, current);
    else if (message.type === netlinkTypes.done) {
      if (current) this.#dumpEnded(errnoOf(message));
    } else if (message.type === namespaceIdTypes.delete) {
      const id = decodeNamespaceId(message);
      if (id !== null) this.forgottenIds.emit(id);
    } else if (message.type === settingsType) {
      const setting = decodeForwarding(message);
      if (setting && this.interfaces.get(setting.ifindex)?.forwarding === !setting.forwarding) this.refresh(setting.ifindex);
    } else {
      this.#refreshes.delete(message.sequence);
      this.#emit(foldRouteMessage(this.#table, message));
    }
  }

  #refused(message: NetlinkMessage, current: boolean): void {
    const errno = errnoOf(message);
    const ifindex = this.#refreshes.get(message.sequence);
    this.#refreshes.delete(message.sequence);
    if (ifindex !== undefined && errno === enodev) this.#emit(this.#table.linkGone(ifindex, null));
    // A full receive buffer delays a dump that was accepted; it comes as the buffer empties. Any other refusal ends it.
    else if (current && errno !== enobufs) this.#dumpEnded(errno);
  }

  #dump(): void {
    const kind = this.#plan.next();
    if (kind === null) return;
    this.#dumps++;
    this.#interrupted = false;
    this.#dumpSequence = ++this.#sequence;
    this.#table.beginDump(kind);
    const errno = this.#socket.send(requests[kind](this.#sequence));
    if (errno !== 0) this.#dumpEnded(errno);
  }

  #dumpEnded(errno: number): void {
    const kind = this.#plan.current as DumpKind;
    if (errno !== 0) this.#log.warn({ namespace: this.namespace, dump: kind, errno }, "the kernel refused a dump");
    const complete = this.#plan.ended(this.#interrupted) && errno === 0;
    this.#emit(this.#table.endDump(kind, complete));
    if (this.#plan.rounds > 0) {
      this.#ready?.resolve();
      this.#ready = null;
    }
    this.#dump();
  }

  #lost(): void {
    this.#overruns++;
    this.#refreshes.clear();
    this.#plan.overrun();
    this.#dump();
  }

  #fail(error: SystemError): void {
    if (this.#closing) return;
    void this.close();
    this.#ready?.reject(error);
    this.#ready = null;
    this.failures.emit(error);
  }

  #emit(events: readonly LinkEvent[]): void {
    for (const event of events) this.events.emit(event);
  }
}
