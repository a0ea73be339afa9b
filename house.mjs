// The floor plan. Import rules, the diagram in docs/architecture.md and test/house are derived from it.
// `uses`: rooms below that a room may import, through their door (index.ts) only. `node`: node: modules it may import.
// `npm`: packages it may import. A pure room has neither: values in, values out, time is an argument.
export const rooms = {
  base: { floor: 0, pure: true, uses: [], node: [], npm: [] },
  native: { floor: 0, uses: ["base"], node: ["module", "url", "path", "fs", "process", "util", "child_process"], npm: [] },
  lldp: { floor: 1, pure: true, uses: ["base"], node: [], npm: [] },
  capture: { floor: 1, uses: ["base", "native"], node: ["fs"], npm: ["pcap"] },
  netns: { floor: 1, uses: ["base", "native"], node: ["fs", "fs/promises", "path", "http"], npm: [] },
  topology: { floor: 2, pure: true, uses: ["base", "lldp"], node: [], npm: [] },
  metrics: { floor: 2, pure: true, uses: ["base", "lldp", "topology"], node: [], npm: [] },
  api: {
    floor: 3,
    uses: ["base", "topology", "metrics"],
    node: ["stream", "zlib", "fs", "fs/promises", "path", "crypto", "http", "https", "util", "net"],
    npm: ["fastify", "@fastify/*", "typebox", "negotiator"],
  },
  history: { floor: 3, uses: ["base", "topology"], node: ["fs", "worker_threads"], npm: ["libsql"] },
  bus: { floor: 3, uses: ["base", "topology"], node: ["fs", "zlib", "crypto"], npm: ["@nats-io/*"] },
  push: { floor: 3, uses: ["base", "topology", "metrics"], node: ["fs"], npm: ["influx", "@influxdata/influxdb-client"] },
  formats: { floor: 3, uses: ["base", "topology"], node: [], npm: ["yaml", "jsonc-parser"] },
  lab: {
    floor: 4,
    uses: ["base", "native", "netns", "topology", "formats"],
    node: ["fs", "fs/promises", "path", "os", "crypto", "process", "child_process"],
    npm: ["yaml", "execa"],
  },
  daemon: {
    floor: 4,
    uses: ["base", "native", "lldp", "capture", "netns", "topology", "metrics", "api", "history", "bus", "push", "formats"],
    node: ["fs", "fs/promises", "os", "path", "process", "crypto", "child_process", "url", "perf_hooks", "v8", "net", "timers/promises"],
    npm: ["yaml", "pino", "prom-client", "execa"],
  },
  cli: {
    floor: 5,
    uses: ["base", "lldp", "capture", "topology", "api", "formats", "daemon", "lab", "native"],
    node: ["process", "util", "fs", "fs/promises", "path", "os", "tty", "http", "https", "readline", "url", "child_process", "stream", "events"],
    npm: ["string-width"],
  },
};
// Of these rooms only the letter box may be imported from outside besides the door: plain data, no weight at start-up.
export const letterBoxes = ["src/api/contract.ts", "src/daemon/config/options.ts"];
