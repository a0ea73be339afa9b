import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Api } from "../../api/index.ts";
import type { Clock, Logger } from "../../base/index.ts";
import { Collector, openNats } from "../../bus/index.ts";
import { createGraph } from "../../topology/index.ts";
import { openApi } from "../compose/api.ts";
import { natsOptions } from "../compose/bus.ts";
import type { OpenRooms } from "../compose/rooms.ts";
import type { DaemonConfig } from "../config/config.ts";
import type { NatsConfig } from "../config/room-config.ts";
import { GraphKeeper } from "../graph-keeper.ts";
import { PlanFile } from "../plan-file.ts";
import { listenAddresses, refuseUnsafeListener } from "../service.ts";
import { roomsOff, statusDocument } from "../status.ts";
import { collected } from "./collected.ts";

export interface CollectorParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
}

export interface CollectorService {
  readonly addresses: readonly string[];
  /** Resolves when everything that the bucket held at the start is in the graph. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds that open requests have when the service ends. */
const apiGrace = 200;

/** Serves the topology of every machine that publishes to the bucket. Rejects with a ServiceRefusal, or when a file cannot be read. */
export async function startCollector(config: DaemonConfig & { readonly nats: NatsConfig }, parts: CollectorParts): Promise<CollectorService> {
  await refuseUnsafeListener(config);
  const { clock, log, version } = parts;
  const started = clock.now();
  const graph = createGraph({ epoch: randomBytes(6).toString("hex"), wall: new Date(clock.wall()).toISOString() });
  const keeper = new GraphKeeper(graph, clock);
  const connection = openNats(natsOptions(config.nats, `lldp-watch collector ${version} on ${hostname()}`));
  const collector = new Collector({
    connection,
    clock,
    log,
    apply: (facts) => {
      for (const fact of facts) keeper.tell(fact);
    },
  });
  const daemon = collected(graph, collector, clock);
  const rooms = await openKeepers(config, { ...parts, daemon }, collector);
  const plan = config.plan === null ? null : await openPlan(config.plan, parts, keeper);
  const status = () => statusDocument(graph, version, (clock.now() - started) / 1000, rooms.states());
  const api = await openApi(config, { ...parts, daemon, rooms, backend: "collector", planned: () => plan?.planned === true, status });
  return { addresses: await listen(api, config), ready: collector.ready(), close: () => close([collector, rooms], keeper, api, plan) };
}

type Keepers = Pick<OpenRooms, "history" | "states" | "samples" | "close">;

async function openKeepers(
  config: DaemonConfig,
  parts: CollectorParts & { readonly daemon: ReturnType<typeof collected> },
  collector: Collector,
): Promise<Keepers> {
  const { state, influx } = config;
  const history = state === null ? null : await import("../compose/history.ts").then(({ openHistory }) => openHistory(state, config.history, parts));
  const push = influx === null ? null : await import("../compose/push.ts").then(({ openPush }) => openPush(influx, parts));
  return {
    history: history?.reader ?? null,
    states: () => ({ history: history?.state() ?? roomsOff.history, bus: collector.state(), push: push?.state() ?? roomsOff.push }),
    samples: () => [history, push].flatMap((room) => room?.samples() ?? []),
    close: async () => {
      await Promise.all([history?.close(), push?.close()]);
    },
  };
}

async function openPlan(path: string, { clock, log }: CollectorParts, keeper: GraphKeeper): Promise<PlanFile> {
  const { readPlan } = await import("../../formats/index.ts");
  return new PlanFile(path, { clock, log, readPlan, tell: (fact) => keeper.tell(fact) });
}

async function listen(api: Api, config: DaemonConfig): Promise<string[]> {
  const addresses: string[] = [];
  for (const address of listenAddresses(config, null)) addresses.push((await api.listen(address)).url);
  return addresses;
}

async function close(rooms: readonly { close(): Promise<void> }[], keeper: GraphKeeper, api: Api, plan: PlanFile | null): Promise<void> {
  keeper.close();
  plan?.close();
  await Promise.all([...rooms.map((room) => room.close()), api.close(apiGrace)]);
}
