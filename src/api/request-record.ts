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

/** Gives requests their ids; counts and, where wanted, logs how they were answered. */
export class RequestRecord {
  readonly #stats = new RequestStats();
  readonly #log: Logger | null;
  #count = 0;

  /** `log` null: no line per request. */
  constructor(log: Logger | null) {
    this.#log = log;
  }

  nextId(): string {
    return (++this.#count).toString(36);
  }

  add(request: AnsweredRequest): void {
    this.#stats.add(request.route, request.method, request.status, request.took);
    this.#log?.info({ ...request, took: Math.round(request.took * 1000) / 1000 }, "request");
  }

  get all(): readonly RouteStats[] {
    return this.#stats.all;
  }
}
