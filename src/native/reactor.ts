import { type Binding, binding, type ReactorHandle } from "./binding.ts";
import { peersMax } from "./broker.ts";
import { errnoName } from "./errno-name.ts";
import { SystemError } from "./system-error.ts";

/** As in addon/reactor.h. */
export const sourceKind = { packet: 1, netlink: 2, names: 3, mounts: 4, process: 5, channel: 6 } as const;
const eventKind = { data: 1, error: 2, ready: 3 } as const;
const recordFields = 6;
const batchRecords = 256;
const batchOctets = 2 * 32 * 10_240;

/** What happens on a descriptor. `octets` is a view that is overwritten after the call: copy what is kept. */
export interface Sink {
  data?(octets: Uint8Array, extra: number): void;
  error?(errno: number): void;
  ready?(): void;
}

interface Done {
  readonly value: number;
  readonly blob: Uint8Array;
}

interface Pending {
  readonly resolve: (done: Done) => void;
  readonly reject: (error: SystemError) => void;
  readonly where: string;
}

const slots = 2 ** 20;

/** Descriptors of one opener on the event loop, and the jobs on its threads. Keeps the process alive until it is closed. */
export class Reactor {
  readonly #binding: Binding = binding();
  readonly #records = new Int32Array(batchRecords * recordFields);
  readonly #octets = new Uint8Array(batchOctets);
  readonly #sinks = new Map<number, Sink>();
  readonly #pending = new Map<number, Pending>();
  readonly #handle: ReactorHandle;
  #lastJob = 0;
  #closed = false;

  constructor() {
    this.#handle = this.#binding.createReactor(
      (records) => this.#onBatch(records),
      (id, call, errno, value, blob) => this.#onDone(id, call, errno, value, blob),
      this.#records,
      this.#octets,
    );
  }

  /** Tokens of what is open now. */
  get tokens(): readonly number[] {
    return [...this.#sinks.keys()];
  }

  /** Takes the descriptor over; returns its token. Throws a SystemError when the kernel refuses. */
  adopt(kind: number, descriptor: number): number {
    return this.#add(this.#binding.adopt(this.#handle, kind, descriptor), "epoll_ctl", {});
  }

  /** Calls `sink` for what happens from now on. */
  attach(token: number, sink: Sink): void {
    this.#sinks.set(token, sink);
  }

  watchNames(mounts: boolean, sink: Sink): number {
    return this.#add(this.#binding.watchNames(this.#handle, mounts ? 1 : 0), mounts ? "open" : "inotify_add_watch", sink);
  }

  watchProcess(pid: number, sink: Sink): number {
    return this.#add(this.#binding.watchProcess(this.#handle, pid), "pidfd_open", sink);
  }

  /** 0 or the errno. */
  send(token: number, octets: Uint8Array): number {
    return this.#binding.send(this.#handle, token, octets);
  }

  /** Frames queued and dropped since the last call into `pair`; false when the descriptor is closed. */
  statistics(token: number, pair: Uint32Array): boolean {
    return this.#binding.statistics(this.#handle, token, pair) === 0;
  }

  list(all: boolean): Promise<Uint8Array> {
    return this.#job("", (id) => this.#binding.list(this.#handle, id, all ? 1 : 0)).then((done) => done.blob);
  }

  /** The token of the open socket. */
  async open(inode: number, kind: number, ifindex: number, receiveBuffer: number): Promise<number> {
    const where = ifindex === 0 ? `namespace ${inode}` : `namespace ${inode}, interface ${ifindex}`;
    const { value } = await this.#job(where, (id) => this.#binding.open(this.#handle, id, inode, kind, ifindex, receiveBuffer));
    return this.#add(value, "open", {});
  }

  namespaceId(inode: number, peer: number): Promise<number> {
    return this.#job(`namespace ${inode}`, (id) => this.#binding.namespaceId(this.#handle, id, inode, peer)).then((done) => done.value);
  }

  /** Index of the first of at most `peersMax` peers that the nsid means, or -1. */
  findNamespace(inode: number, nsid: number, peers: readonly number[]): Promise<number> {
    const filled = [...peers, ...new Array<number>(peersMax - peers.length).fill(0)];
    return this.#job(`namespace ${inode}`, (id) => this.#binding.findNamespace(this.#handle, id, inode, nsid, ...filled)).then((done) => done.value);
  }

  /** Nothing is heard after the call; resolves when a thread has closed the descriptor. */
  async release(token: number): Promise<void> {
    if (!this.#sinks.delete(token)) return;
    try {
      await this.#job("", (id) => this.#binding.close(this.#handle, id, token));
    } catch (error) {
      // The reactor itself was closed meanwhile, and every descriptor with it.
      if (!this.#closed) throw error;
    }
  }

  /** Closes whatever is open, in parallel, and ends the threads. Jobs that still run are rejected with ECANCELED. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await Promise.all(this.tokens.map((token) => this.release(token)));
    if (this.#closed) return;
    this.#closed = true;
    this.#binding.closeReactor(this.#handle);
    for (const { reject, where } of this.#pending.values()) reject(new SystemError("close", 125, "ECANCELED", where));
    this.#pending.clear();
  }

  #add(token: number, call: string, sink: Sink): number {
    if (token < 0) throw new SystemError(call, -token, errnoName(-token));
    this.#sinks.set(token, sink);
    return token;
  }

  #job(where: string, start: (id: number) => void): Promise<Done> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new SystemError("open", 9, "EBADF", where));
      this.#lastJob += 1;
      this.#pending.set(this.#lastJob, { resolve, reject, where });
      start(this.#lastJob);
    });
  }

  #onDone(id: number, call: string, errno: number, value: number, blob: Uint8Array): void {
    if (id === 0) {
      // Nobody asked: the look after an ENETDOWN whether the interface is gone for good (addon/jobs.c). `value` is the token.
      if (errno !== 0) this.#sinks.get(value)?.error?.(errno);
      return;
    }
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (call === "") pending?.resolve({ value, blob });
    else pending?.reject(new SystemError(call, errno, errnoName(errno), pending.where));
  }

  #onBatch(count: number): void {
    const records = this.#records;
    for (let at = 0; at < count * recordFields; at += recordFields) {
      const sink = this.#sinks.get((records[at + 2] ?? 0) * slots + (records[at + 1] ?? 0));
      if (sink === undefined) continue;
      const offset = records[at + 3] ?? 0;
      const extra = records[at + 5] ?? 0;
      if (records[at] === eventKind.data) sink.data?.(this.#octets.subarray(offset, offset + (records[at + 4] ?? 0)), extra);
      else if (records[at] === eventKind.error) sink.error?.(extra);
      else sink.ready?.();
    }
  }
}
