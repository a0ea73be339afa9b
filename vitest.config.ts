import { defineConfig } from "vitest/config";

const pure = { pool: "threads", testTimeout: 20_000 } as const;
// The kernel is one shared resource: those suites run one file after another. They measure time on a machine
// that does other things as well, so a failure is tried again before it counts.
const kernelLike = { pool: "forks", fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000, retry: 2 } as const;

// What opens sockets does so through the helper; these do it once more by themselves (`--direct`). Longer ones, and those that time it, would only repeat that.
const direct = ["capture-*", "netns-[hmpw]*", "daemon-hostile", "daemon-namespaces", "daemon-ring", "topology-words"];
const withoutHelper = direct.map((names) => `test/kernel/${names}.test.ts`);

const project = (name: string, options: object, include = [`test/${name}/**/*.test.ts`]) => ({ test: { name, include, ...options } });

export default defineConfig({
  test: {
    projects: [
      project("unit", pure),
      project("property", { ...pure, testTimeout: 120_000 }),
      project("simulation", pure),
      project("house", { ...pure, testTimeout: 120_000 }),
      project("api", { pool: "forks", testTimeout: 60_000 }),
      project("kernel", { ...kernelLike, provide: { mode: "helper" } }),
      project("kernel-direct", { ...kernelLike, provide: { mode: "direct" } }, withoutHelper),
      project("interop", { ...kernelLike, testTimeout: 180_000 }),
      project("browser", { ...kernelLike, testTimeout: 180_000 }),
    ],
  },
});
