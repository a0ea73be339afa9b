import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

/** Runs with a CPU and a sampling heap profile of this process, left as PREFIX.cpuprofile and PREFIX.heapprofile; with null, just runs. */
export async function profiled<T>(prefix: string | null, run: () => Promise<T>): Promise<T> {
  if (prefix === null) return run();
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await session.post("HeapProfiler.startSampling");
  try {
    return await run();
  } finally {
    const { profile } = await session.post("Profiler.stop");
    const { profile: heap } = await session.post("HeapProfiler.stopSampling");
    writeFileSync(`${prefix}.cpuprofile`, JSON.stringify(profile));
    writeFileSync(`${prefix}.heapprofile`, JSON.stringify(heap));
    session.disconnect();
  }
}
