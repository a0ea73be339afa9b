import type {
  DiffDocument,
  EventDocument,
  ExplainDocument,
  NeighborDocument,
  PortDocument,
  StatusDocument,
  TopologyDocument,
} from "../../src/topology/documents.ts";

/** An answer of the daemon that is no success: the title and detail of its problem+json. */
export class ApiFailure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Page {
  readonly nextCursor: string | null;
}

/** The daemon's HTTP API, as far as the page needs it. The token lives in memory only and travels in a header, never in a URL. */
export class Api {
  token: string | null = null;

  async topology(at: string | null): Promise<TopologyDocument> {
    return this.#json(`api/v1/topology${at === null ? "" : `?at=${encodeURIComponent(at)}`}`);
  }

  /** The network in one of the formats of the API, now or at a moment. */
  async exported(format: string, at: string | null): Promise<Blob> {
    const response = await fetch(`api/v1/topology?format=${format}${at === null ? "" : `&at=${encodeURIComponent(at)}`}`, {
      headers: this.#headers(),
    });
    if (!response.ok) throw await failure(response);
    return response.blob();
  }

  /** First places of the nodes, computed on the server from the tiers of the network; the same for everybody. */
  async places(): Promise<ReadonlyMap<string, { readonly x: number; readonly y: number }>> {
    const rows = await this.#json<readonly { id: string; fixedx?: number; fixedy?: number }[]>("api/v1/topology/nodes");
    return new Map(
      rows.flatMap(({ id, fixedx, fixedy }) => (fixedx === undefined || fixedy === undefined ? [] : [[id, { x: fixedx, y: fixedy }] as const])),
    );
  }

  status(): Promise<StatusDocument> {
    return this.#json("api/v1/status");
  }

  port(id: string): Promise<PortDocument> {
    return this.#json<{ port: PortDocument } & PortDocument>(`api/v1/ports/${encodeURIComponent(id)}`).then((answer) => answer.port ?? answer);
  }

  neighborsOf(port: string): Promise<readonly NeighborDocument[]> {
    return this.#json<{ neighbors: readonly NeighborDocument[] }>(`api/v1/neighbors?port=${encodeURIComponent(port)}&limit=100`).then(
      (answer) => answer.neighbors,
    );
  }

  explain(port: string, peer: string | null): Promise<ExplainDocument> {
    return this.#json(`api/v1/explain?port=${encodeURIComponent(port)}${peer === null ? "" : `&peer=${encodeURIComponent(peer)}`}`);
  }

  diff(from: string, to: string): Promise<DiffDocument> {
    return this.#json(`api/v1/diff?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
  }

  /** Past events, oldest first; of more than `pages` pages only the first. Words as in the query of `GET /api/v1/events`. */
  async events(query: Readonly<Record<string, string | number>>, pages = 3): Promise<readonly EventDocument[]> {
    const events: EventDocument[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < pages; page++) {
      const parameters: string = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) } as Record<string, string>).toString();
      const answer: Page & { events: readonly EventDocument[] } = await this.#json(`api/v1/events?${parameters}`);
      events.push(...answer.events);
      cursor = answer.nextCursor;
      if (cursor === null) break;
    }
    return events;
  }

  /** The raw response of the stream of changes after an event id. */
  async stream(after: string | null, signal: AbortSignal): Promise<Response> {
    const response = await fetch("api/v1/events", {
      headers: { ...this.#headers(), accept: "text/event-stream", ...(after === null ? {} : { "last-event-id": after }) },
      signal,
      cache: "no-store",
    });
    if (!response.ok) throw await failure(response);
    return response;
  }

  #headers(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }

  async #json<T>(path: string): Promise<T> {
    const response = await fetch(path, { headers: { ...this.#headers(), accept: "application/json" } });
    if (!response.ok) throw await failure(response);
    return (await response.json()) as T;
  }
}

async function failure(response: Response): Promise<ApiFailure> {
  const problem = (await response.json().catch(() => null)) as { title?: string; detail?: string } | null;
  return new ApiFailure(response.status, problem?.detail ?? problem?.title ?? response.statusText);
}
