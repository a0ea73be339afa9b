import type { EventDocument } from "../../topology/index.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import { pause } from "../system-time.ts";
import type { ApiClient } from "./api-client.ts";
import { followEvents, type StreamNews, type StreamOptions } from "./event-stream.ts";
import { loadNetwork } from "./load-network.ts";
import type { NetworkCopy } from "./network-copy.ts";

/** What somebody who follows the whole state is told. */
export type NetworkNews =
  /** A fresh copy: at the start and after a gap. */
  | { readonly kind: "loaded"; readonly copy: NetworkCopy }
  /** The copy has taken these. */
  | { readonly kind: "events"; readonly events: readonly EventDocument[] }
  | Extract<StreamNews, { readonly kind: "open" | "lost" }>;

const reloadWait = 500;

/** Loads the state, then follows it without a gap, for ever. Throws when the first load fails; later losses are news. */
export async function* followNetwork(client: ApiClient, options: Pick<StreamOptions, "clock" | "signal">): AsyncGenerator<NetworkNews> {
  let loaded = await loadNetwork(client);
  for (let attempt = 1; !options.signal.aborted; ) {
    yield { kind: "loaded", copy: loaded.copy };
    yield* untilReset(client, loaded, options);
    for (let again: typeof loaded | null = null; again === null; attempt += 1) {
      if (options.signal.aborted) return;
      again = await loadNetwork(client).catch(orNull);
      if (again === null) {
        yield { kind: "lost", attempt, wait: reloadWait, cause: "restarting" };
        await pause(options.clock, reloadWait, options.signal);
      } else loaded = again;
    }
    attempt = 1;
  }
}

async function* untilReset(
  client: ApiClient,
  { copy, after }: Awaited<ReturnType<typeof loadNetwork>>,
  options: Pick<StreamOptions, "clock" | "signal">,
): AsyncGenerator<NetworkNews> {
  for await (const news of followEvents(client, { ...options, after, query: {} })) {
    if (news.kind === "reset") return;
    if (news.kind === "events") for (const event of news.events) copy.apply(event);
    yield news;
  }
}

/** A daemon that is away comes back; everything else is for the user. */
function orNull(error: unknown): null {
  if (error instanceof CommandError && error.exitCode !== exitCodes.usage) return null;
  throw error;
}
