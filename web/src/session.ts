import { signal } from "@preact/signals";
import type { EventDocument, StatusDocument } from "../../src/topology/documents.ts";
import { Api, ApiFailure } from "./api.ts";
import { Feed } from "./feed.ts";
import { Network } from "./network.ts";
import { changes, feedState, message, moment, networkVersion } from "./state.ts";

/** Changes that the feed on the page shows. */
const keptChanges = 500;
/** How long node changes are gathered before the graph is read again. */
const gatherNodes = 150;

/** The page's one connection to the daemon, and the graphs it shows: the live one, which always goes on, and a past one. */
export class Session {
  readonly api = new Api();
  readonly live = new Network();
  readonly past = new Network();
  readonly status = signal<StatusDocument | null>(null);
  readonly #feed: Feed;
  #rereading: ReturnType<typeof setTimeout> | null = null;
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map();
  #placesOf = "";

  constructor() {
    this.#feed = new Feed(this.api, {
      resync: () => this.#resync(),
      events: (events) => this.#take(events),
      state: (state) => {
        feedState.value = state;
      },
    });
    addEventListener("online", () => this.#feed.retry());
    if (moment.value !== null) void this.show(moment.value);
  }

  /** The graph that is on the screen. */
  get network(): Network {
    return moment.value === null ? this.live : this.past;
  }

  enterToken(token: string): void {
    this.api.token = token === "" ? null : token;
    this.#feed.retry();
  }

  /** Shows the network as it was, or with null as it is. */
  async show(at: string | null): Promise<void> {
    if (at === null) {
      moment.value = null;
      networkVersion.value++;
      return;
    }
    try {
      this.past.load(await this.api.topology(at));
      moment.value = at;
      message.value = null;
    } catch (error) {
      message.value = `That moment cannot be shown: ${(error as Error).message}`;
    }
    networkVersion.value++;
  }

  async #resync(): Promise<string> {
    const topology = await this.api.topology(null);
    if (this.#placesOf !== topology.epoch) {
      // Places are a help, not a need: without them nodes start on a circle.
      this.places = await this.api.places().catch(() => new Map());
      this.#placesOf = topology.epoch;
    }
    this.live.load(topology);
    networkVersion.value++;
    void this.#readStatus();
    return `${topology.epoch}-${topology.revision}`;
  }

  #take(events: readonly EventDocument[]): void {
    const { changed, nodesChanged } = this.live.apply(events);
    if (!changed) return;
    changes.value = [...events.slice().reverse(), ...changes.value].slice(0, keptChanges);
    if (nodesChanged) this.#rereadSoon();
    networkVersion.value++;
  }

  #rereadSoon(): void {
    this.#rereading ??= setTimeout(async () => {
      this.#rereading = null;
      try {
        const topology = await this.api.topology(null);
        // Events that overtook the answer are known better than it.
        if (topology.epoch === this.live.epoch && topology.revision < this.live.revision) return this.#rereadSoon();
        this.live.load(topology);
        networkVersion.value++;
      } catch (error) {
        if (!(error instanceof ApiFailure) && !(error instanceof TypeError)) throw error;
      }
    }, gatherNodes);
  }

  async #readStatus(): Promise<void> {
    this.status.value = await this.api.status().catch(() => null);
  }
}
