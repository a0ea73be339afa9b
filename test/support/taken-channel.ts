import { readdirSync, readFileSync, readlinkSync, readSync, writeSync } from "node:fs";
import { decodeReply, encodeRequest, type HelperReply, type HelperRequest, requestType } from "../../src/native/helper-messages.ts";
import { descriptorTaker } from "./compiled.ts";

const patience = 5000;

/** The descriptor of a process that is a socket of type SOCK_SEQPACKET (5 in /proc/net/unix): node's end of the socketpair. */
function channelOf(pid: number): number {
  const inodes = new Set([...readFileSync("/proc/net/unix", "latin1").matchAll(/^\S+ \S+ \S+ \S+ 0005 \S+ +(\d+)/gm)].map(([, inode]) => inode));
  const found = readdirSync(`/proc/${pid}/fd`).find((number) =>
    inodes.has(/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${number}`))?.[1]),
  );
  if (found === undefined) throw new Error(`process ${pid} has no channel`);
  return Number(found);
}

/**
 * What somebody can ask who has taken over a running node: a copy of its end of the channel, in the row of its numbers. Node itself has
 * to be stopped (SIGSTOP) before, for good.
 */
export class TakenChannel {
  readonly #descriptor: number;
  #lastId: number;

  constructor(node: number) {
    this.#descriptor = descriptorTaker()(node, channelOf(node));
    this.#lastId = this.#guess();
  }

  ask(request: HelperRequest): HelperReply {
    this.#lastId += 1;
    return this.#exchange(this.#lastId, request);
  }

  /** Two in a row that are answered: a reply to node that nobody has read yet may look like one of them. */
  #guess(): number {
    const list = { type: requestType.list };
    for (let id = 1; id < 100_000; id += 1) if (this.#exchange(id, list).errno === 0 && this.#exchange(id + 1, list).errno === 0) return id + 1;
    throw new Error("no number is taken");
  }

  #exchange(id: number, request: HelperRequest): HelperReply {
    writeSync(this.#descriptor, encodeRequest(id, request));
    const octets = new Uint8Array(4096);
    for (const end = performance.now() + patience; performance.now() < end; ) {
      const reply = decodeReply(octets.subarray(0, this.#read(octets)));
      if (reply?.id === id) return reply;
    }
    throw new Error(`request ${id} was not answered`);
  }

  #read(octets: Uint8Array): number {
    try {
      return readSync(this.#descriptor, octets);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      return 0;
    }
  }
}
