import { Signal } from "../base/index.ts";
import { errnoName, type PacketRequest, type PacketScope, type PacketSocket, type SocketOpener } from "../native/index.ts";
import type { CapturedFrame, ChannelStatistics, FrameChannel } from "./frame-channel.ts";

/** A frame channel on a kernel interface. */
export interface PacketChannel extends FrameChannel {
  readonly scope: PacketScope;
  /**
   * Listens with another scope from now on: a second socket opens, then the first one closes. Idempotent. Rejects with a SystemError and
   * keeps the old scope when the kernel refuses. A later call waits for an earlier one.
   */
  listen(scope: PacketScope): Promise<void>;
}

/** Opens a channel on the interface of a listed namespace. Rejects with a SystemError: ENODEV when it is gone, EPERM, ... */
export async function openPacketChannel(opener: SocketOpener, request: PacketRequest): Promise<PacketChannel> {
  return new KernelChannel(opener, request, await opener.openPacket(request));
}

class KernelChannel implements PacketChannel {
  readonly frames = new Signal<CapturedFrame>();
  readonly failures = new Signal<string>();
  readonly #opener: SocketOpener;
  #request: PacketRequest;
  #socket: PacketSocket;
  #before: ChannelStatistics = { received: 0, dropped: 0 };
  #switching: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(opener: SocketOpener, request: PacketRequest, socket: PacketSocket) {
    this.#opener = opener;
    this.#request = request;
    this.#socket = socket;
    this.#hear(socket);
  }

  get scope(): PacketScope {
    return this.#request.scope;
  }

  send(octets: Uint8Array): string | null {
    const errno = this.#socket.send(octets);
    return errno === 0 ? null : errnoName(errno);
  }

  statistics(): ChannelStatistics {
    return sum(this.#before, this.#socket.statistics());
  }

  listen(scope: PacketScope): Promise<void> {
    const after = this.#switching.catch(() => {}).then(() => this.#switch(scope));
    this.#switching = after;
    return after;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#socket.close(), this.#switching.catch(() => {})]);
  }

  async #switch(scope: PacketScope): Promise<void> {
    if (this.#closed || scope === this.scope) return;
    const request = { ...this.#request, scope };
    const socket = await this.#opener.openPacket(request);
    if (this.#closed) return socket.close();
    const before = this.#socket;
    this.#request = request;
    this.#socket = socket;
    this.#hear(socket);
    await before.close();
    this.#before = sum(this.#before, before.statistics());
  }

  #hear(socket: PacketSocket): void {
    socket.onFrame = (octets, vlan) => this.frames.emit({ octets, vlan });
    socket.onError = (error) => {
      if (socket === this.#socket && !this.#closed) this.failures.emit(error.code);
    };
  }
}

function sum(a: ChannelStatistics, b: ChannelStatistics): ChannelStatistics {
  return { received: a.received + b.received, dropped: a.dropped + b.dropped };
}
