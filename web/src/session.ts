import { signal } from "@preact/signals";
import type { EventDocument, StatusDocument } from "../../src/topology/documents.ts";
import { Api } from "./api.ts";
import { Feed } from "./feed.ts";
import { Network } from "./network.ts";
import { changes, feedState, message, moment, networkVersion } from "./state.ts";

declare global {
  interface Window {
    /** For tests and the bench. */
    lldpWatchSession?: Session;
  }
}

/** Changes that the feed on the page shows. */
const keptChanges = 500;

/** The page's one connection to the daemon, and the graphs it shows: the live one, which always goes on, and a past one. */
export class Session {
  readonly api = new Api();
  readonly live = new Network();
  readonly past = new Network();
  readonly status = signal<StatusDocument | null>(null);
  readonly #feed: Feed;
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map();

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
    window.lldpWatchSession = this;
  }

  /** Whether the network was read: before that an empty map would be a lie. */
  get ready(): boolean {
    return this.network.epoch !== "";
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

  /** Asks the server for first places of the nodes that there are now. */
  async readPlaces(): Promise<void> {
    // Places are a help, not a need: without them the page arranges by itself.
    this.places = await this.api.places().catch(() => this.places);
  }

  async #resync(): Promise<string> {
    const [topology] = await Promise.all([this.api.topology(null), this.readPlaces()]);
    this.live.load(topology);
    networkVersion.value++;
    void this.#readStatus();
    if (changes.value.length === 0) void this.#readChanges();
    return `${topology.epoch}-${topology.revision}`;
  }

  #take(events: readonly EventDocument[]): void {
    const missed = this.live.missed;
    if (!this.live.apply(events)) return;
    // The stream has no gaps; should one come nevertheless, what is shown must not stay wrong.
    if (this.live.missed > missed) void this.#resync();
    changes.value = [...events.slice().reverse(), ...changes.value].slice(0, keptChanges);
    networkVersion.value++;
  }

  // The feed begins with what happened before the page was opened.
  async #readChanges(): Promise<void> {
    const past = await this.api.events({ since: "-15m", limit: 1000 }).catch(() => []);
    const known = new Set(changes.value.map((event) => event.id));
    const older = past.filter((event) => !known.has(event.id)).reverse();
    changes.value = [...changes.value, ...older].slice(0, keptChanges);
  }

  async #readStatus(): Promise<void> {
    this.status.value = await this.api.status().catch(() => null);
  }
}
