import type { Scenario } from "./scenario.ts";

// In the order of docs/performance.md. Loaded only when asked for.
export const scenarios: Readonly<Record<string, () => Promise<Scenario>>> = {
  ring: async () => (await import("./ring.ts")).ring,
  link: async () => (await import("./link.ts")).link,
  hotplug: async () => (await import("./hotplug.ts")).hotplug,
  burst: async () => (await import("./burst.ts")).burst,
  flood: async () => (await import("./flood.ts")).flood,
  neighbors: async () => (await import("./neighbors.ts")).neighbors,
  datapath: async () => (await import("./datapath.ts")).datapath,
  topology: async () => (await import("./topology.ts")).topology,
  history: async () => (await import("./history.ts")).history,
  fleet: async () => (await import("./fleet.ts")).fleet,
  decode: async () => (await import("./decode.ts")).decode,
  api: async () => (await import("./api.ts")).api,
  metrics: async () => (await import("./metrics.ts")).metrics,
  web: async () => (await import("./web.ts")).web,
  cli: async () => (await import("./cli.ts")).cli,
  lab: async () => (await import("./lab.ts")).lab,
};
