import { closeSync } from "node:fs";
import { errnoName } from "./errno-name.ts";
import { decodeReply, encodeRequest, type HelperRequest } from "./helper-messages.ts";
import { type Reactor, sourceKind } from "./reactor.ts";
import { SystemError } from "./system-error.ts";

/** Requests on the way at any moment: far below what the send buffer of the socketpair holds, so that send never has to wait. */
const windowSize = 64;

export interface Answer {
  readonly value: number;
  /** A descriptor that came along, or -1. The caller owns it. */
  readonly descriptor: number;
}

interface Pending {
  readonly request: HelperRequest;
  readonly where: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: SystemError) => void;
}

/** Asks the privileged parent. Requests are answered in the order in which they were made. */
export class HelperChannel {
  readonly #reactor: Reactor;
  readonly #token: number;
  readonly #onSignal: (signal: number) => void;
  readonly #waiting: Pending[] = [];
  readonly #asked = new Map<number, Pending>();
  #lastId = 0;
  #gone = false;

  /** `onSignal` is called for each signal that the parent was sent. The reactor owns the descriptor from now on. */
  constructor(reactor: Reactor, descriptor: number, onSignal: (signal: number) => void) {
    this.#reactor = reactor;
    this.#onSignal = onSignal;
    this.#token = reactor.adopt(sourceKind.channel, descriptor);
    reactor.attach(this.#token, {
      data: (octets, received) => this.#onReply(octets, received),
      error: (errno) => this.#end(errnoName(errno), errno),
      ready: () => this.#end("EPIPE", 32),
    });
  }

  ask(request: HelperRequest, where: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, where, resolve, reject });
      this.#advance();
    });
  }

  #advance(): void {
    while (this.#asked.size < windowSize) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const errno = this.#gone ? 32 : this.#reactor.send(this.#token, encodeRequest(this.#lastId + 1, next.request));
      if (errno !== 0) {
        next.reject(new SystemError("helper", errno, errnoName(errno), next.where));
        continue;
      }
      this.#lastId += 1;
      this.#asked.set(this.#lastId, next);
    }
  }

  #onReply(octets: Uint8Array, descriptor: number): void {
    const reply = decodeReply(octets);
    if (reply?.id === 0) {
      this.#onSignal(reply.value);
      return;
    }
    const pending = reply === null ? undefined : this.#asked.get(reply.id);
    if (reply === null || pending === undefined) {
      if (descriptor >= 0) closeSync(descriptor);
      return;
    }
    this.#asked.delete(reply.id);
    if (reply.errno === 0) pending.resolve({ value: reply.value, descriptor });
    else pending.reject(new SystemError(reply.call, reply.errno, errnoName(reply.errno), pending.where));
    this.#advance();
  }

  #end(code: string, errno: number): void {
    this.#gone = true;
    for (const { reject, where } of this.#asked.values()) reject(new SystemError("helper", errno, code, where));
    this.#asked.clear();
    this.#advance();
  }
}
