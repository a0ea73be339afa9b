import type { Clock } from "../../base/index.ts";
import type { ExplainDocument, NeighborDocument, PortDocument, TopologyDocument } from "../../topology/index.ts";
import type { ApiClient } from "../client/api-client.ts";
import { readList } from "../client/lists.ts";
import { CommandError } from "../exit-code.ts";
import type { LiveModel, PortDetail } from "./model.ts";
import { readPortHistory } from "./port-history.ts";

/** Milliseconds between two questions about what is on the screen. */
const askSpan = 1000;

/** Asks the daemon for what the events do not carry, while it is looked at: counters, evidence, the drawing. One question at a time. */
export class DetailReader {
  readonly #model: LiveModel;
  readonly #client: ApiClient;
  readonly #clock: Clock;
  readonly #onAnswer: () => void;
  #busy = false;
  #asked: { readonly subject: string; readonly at: number } = { subject: "", at: Number.NEGATIVE_INFINITY };

  constructor(model: LiveModel, client: ApiClient, clock: Clock, onAnswer: () => void) {
    this.#model = model;
    this.#client = client;
    this.#clock = clock;
    this.#onAnswer = onAnswer;
  }

  /** Asks when something that is shown is missing or old. */
  ask(): void {
    const { choices, connection, copy } = this.#model;
    if (this.#busy || connection.kind !== "up" || (choices.screen !== "port" && choices.screen !== "topology")) return;
    const subject = choices.screen === "port" ? `port ${choices.selected}` : `topology ${copy?.version}`;
    const now = this.#clock.now();
    const same = this.#asked.subject === subject;
    if (same && (choices.screen === "topology" || now - this.#asked.at < askSpan)) return;
    if (!same && this.#asked.subject.startsWith("topology") && subject.startsWith("topology") && now - this.#asked.at < askSpan) return;
    this.#asked = { subject, at: now };
    this.#busy = true;
    void this.#read(choices.screen, choices.selected ?? "").finally(() => {
      this.#busy = false;
      this.#onAnswer();
    });
  }

  async #read(screen: "port" | "topology", port: string): Promise<void> {
    try {
      if (screen === "port") this.#model.detail = await this.#readPort(port);
      else this.#model.topology = await this.#client.document<TopologyDocument>("/api/v1/topology");
    } catch (error) {
      // The port or the daemon may be gone at any time: what is shown stays, and the next question tells.
      if (!(error instanceof CommandError)) throw error;
    }
  }

  async #readPort(id: string): Promise<PortDetail> {
    const query = new URLSearchParams({ port: id });
    const [{ port }, { items: neighbors }, explain] = await Promise.all([
      this.#client.document<{ readonly port: PortDocument }>(`/api/v1/ports/${encodeURIComponent(id)}`),
      readList<NeighborDocument>(this.#client, "neighbors", { port: id }),
      this.#client.document<ExplainDocument>(`/api/v1/explain?${query}`).catch((error: unknown) => {
        if (error instanceof CommandError) return null;
        throw error;
      }),
    ]);
    const known = this.#model.detail;
    const history = known?.port.id === id ? known.history : await readPortHistory(this.#client, id, port.namespace).catch(emptyOnRefusal);
    return { port, neighbors, explain, history };
  }
}

function emptyOnRefusal(error: unknown): readonly [] {
  if (error instanceof CommandError) return [];
  throw error;
}
