import type { Scenario } from "./scenario.ts";

// In the order of docs/performance.md. Loaded only when asked for.
export const scenarios: Readonly<Record<string, () => Promise<Scenario>>> = {
  history: async () => (await import("./history.ts")).history,
  fleet: async () => (await import("./fleet.ts")).fleet,
  api: async () => (await import("./api.ts")).api,
};
