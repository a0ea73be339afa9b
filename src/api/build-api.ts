import type { FastifyInstance } from "fastify";
import { makeApp } from "./app.ts";
import { BodyCache } from "./body-cache.ts";
import type { ApiDeps } from "./deps.ts";
import { DocumentText } from "./document-text.ts";
import { makeFreshAnswer } from "./fresh-answer.ts";
import { GraphIndex } from "./graph-index.ts";
import { makeGuard } from "./guard.ts";
import { type ListenAddress, type Listener, listen } from "./listen.ts";
import { type LagSummary, LoopLag } from "./loop-lag.ts";
import { type ApiOptions, defaultLimits } from "./options.ts";
import { RequestRecord } from "./request-record.ts";
import type { RouteStats } from "./request-stats.ts";
import type { Room } from "./room.ts";
import { refuseWhileClosing } from "./server.ts";
import { StreamHub } from "./stream/hub.ts";

/** Numbers about the API itself, for the metrics. */
export interface ApiStats {
  readonly requests: readonly RouteStats[];
  readonly streams: { readonly open: number; readonly cutOff: number; readonly resets: number };
  readonly connections: number;
  readonly loopLag: LagSummary;
}

export interface Api {
  /** Answers requests without a socket (`inject`). */
  readonly app: FastifyInstance;
  /** Listens on one more address. */
  listen(address: ListenAddress): Promise<Listener>;
  stats(): ApiStats;
  /** Ends the streams, lets requests under way finish for at most `grace` milliseconds (500), frees everything. Safe to call twice. */
  close(grace?: number): Promise<void>;
}

/** Builds the API on what the daemon lends; it listens nowhere yet. */
export async function buildApi(deps: ApiDeps, options: ApiOptions = {}): Promise<Api> {
  const limits = { ...defaultLimits, ...options.limits };
  const { clock, graph } = deps;
  const hub = new StreamHub({ graph, history: deps.history, clock, limits });
  const lag = new LoopLag(clock);
  const record = new RequestRecord(deps.log, options.accessLog ? "info" : "debug");
  const guard = makeGuard(options);
  const room: Room = {
    deps,
    limits,
    hub,
    index: new GraphIndex(graph),
    bodies: new BodyCache(() => clock.now()),
    text: new DocumentText(deps.live, () => graph.changedAt),
  };
  const app = await makeApp({ room, options, guard, lag, record });
  const answeredAsFresh = makeFreshAnswer({ clock, index: room.index, guard, record });
  const listeners: Listener[] = [];
  let closing: Promise<void> | null = null;
  const parts = {
    limits,
    clock,
    log: deps.log,
    listener: (request: Parameters<typeof app.routing>[0], response: Parameters<typeof app.routing>[1]) => {
      if (closing) refuseWhileClosing(response);
      else if (!answeredAsFresh(request, response)) app.routing(request, response);
    },
  };
  const close = async (grace: number) => {
    hub.close();
    lag.close();
    await Promise.all(listeners.map((listener) => listener.close(grace)));
    await app.close();
  };
  return {
    app,
    listen: async (address) => {
      const listener = await listen(address, parts);
      listeners.push(listener);
      return listener;
    },
    stats: () => ({
      requests: record.all,
      streams: hub.stats,
      connections: listeners.reduce((sum, { connections }) => sum + connections, 0),
      loopLag: lag.summary,
    }),
    close: (grace = 500) => {
      closing ??= Promise.resolve().then(() => close(grace));
      return closing;
    },
  };
}
