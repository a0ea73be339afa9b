import type { Duration, Logger } from "../base/index.ts";
import { RequestStats, type RouteStats } from "./request-stats.ts";

export interface AnsweredRequest {
  /** Path of the contract, `page` or `other`; never what a client sent. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** Milliseconds. */
  readonly took: Duration;
  readonly requestId: string;
}

/** Gives requests their ids; counts and logs how they were answered. */
export class RequestRecord {
  readonly #stats = new RequestStats();
  readonly #log: Logger;
  readonly #level: "info" | "debug";
  #count = 0;

  constructor(log: Logger, level: "info" | "debug") {
    this.#log = log;
    this.#level = level;
  }

  nextId(): string {
    return (++this.#count).toString(36);
  }

  add(request: AnsweredRequest): void {
    this.#stats.add(request.route, request.method, request.status, request.took);
    this.#log[this.#level](request, "request");
  }

  get all(): readonly RouteStats[] {
    return this.#stats.all;
  }
}
