export interface LayoutRequest {
  readonly request: number;
  readonly nodes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly fixed: boolean; readonly size: number }[];
  readonly edges: readonly (readonly [string, string])[];
  readonly iterations: number;
}

export interface LayoutAnswer {
  readonly request: number;
  readonly places: readonly (readonly [string, number, number])[];
}

/** The layout worker, one question at a time; a newer question makes the older answer void. */
export class Layout {
  readonly #worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
  #latest = 0;

  constructor(onPlaces: (places: LayoutAnswer["places"]) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.request === this.#latest) onPlaces(data.places);
    };
  }

  ask(nodes: LayoutRequest["nodes"], edges: LayoutRequest["edges"]): void {
    // Time grows with nodes times iterations; fewer rounds for large graphs keep the settling within seconds.
    const iterations = Math.max(30, Math.min(300, Math.round(150_000 / Math.max(1, nodes.length))));
    this.#latest++;
    this.#worker.postMessage({ request: this.#latest, nodes, edges, iterations } satisfies LayoutRequest);
  }

  close(): void {
    this.#worker.terminate();
  }
}
