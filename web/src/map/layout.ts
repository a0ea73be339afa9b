export interface LayoutRequest {
  readonly request: number;
  /** `room`: how much space a node needs around it, in the units of the map. */
  readonly nodes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly room: number }[];
  readonly edges: readonly (readonly [string, string])[];
}

export interface LayoutAnswer {
  readonly request: number;
  readonly places: readonly (readonly [string, number, number])[];
}

/** The layout worker, started when it is first needed; a newer question makes the older answer void. */
export class Layout {
  #worker: Worker | null = null;
  #latest = 0;
  readonly #onPlaces: (places: LayoutAnswer["places"]) => void;

  constructor(onPlaces: (places: LayoutAnswer["places"]) => void) {
    this.#onPlaces = onPlaces;
  }

  ask(nodes: LayoutRequest["nodes"], edges: LayoutRequest["edges"]): void {
    this.#worker ??= this.#start();
    this.#latest++;
    this.#worker.postMessage({ request: this.#latest, nodes, edges } satisfies LayoutRequest);
  }

  /** Makes the answer to what was asked before void. */
  forget(): void {
    this.#latest++;
  }

  close(): void {
    this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.request === this.#latest) this.#onPlaces(data.places);
    };
    return worker;
  }
}
