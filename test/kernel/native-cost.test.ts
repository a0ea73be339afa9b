import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { openDirect, openThroughHelper, type SocketOpener } from "../../src/native/index.ts";
import { startHelper } from "../support/helper-process.ts";
import { withLab } from "../support/namespace-lab.ts";
import { messageTypes } from "../support/netlink-questions.ts";
import { privileged } from "../support/privilege.ts";
import { readableInstall } from "../support/readable-install.ts";
import { openDescriptors } from "../support/socket-opener.suite.ts";

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const removedLink = 17;

describe.skipIf(!privileged)("what opening and holding sockets costs", () => {
  it("opens 2,000 sockets through the helper in at most twice the time of doing it directly", async () => {
    await withLab("cost", async (lab) => {
      for (let index = 0; index < 40; index += 1) await lab.namespace(`n${index}`);
      const helper = await startHelper();
      const openers = { direct: await openDirect(), helper: await openThroughHelper(helper.channel()) };
      const once2000 = async (opener: SocketOpener): Promise<number> => {
        const { namespaces } = await opener.listNamespaces("names");
        const inodes = namespaces.filter(({ names }) => names.some((name) => name.startsWith(lab.prefix))).map(({ inode }) => inode);
        const begin = performance.now();
        const sockets = await Promise.all(
          Array.from({ length: 2000 }, (_, index) => opener.openPacket({ namespace: inodes[index % 40] as number, ifindex: 1, scope: "lldp" })),
        );
        const took = performance.now() - begin;
        await Promise.all(sockets.map((socket) => socket.close()));
        return took;
      };
      const times: Record<"direct" | "helper", number[]> = { direct: [], helper: [] };
      for (let round = 0; round < 7; round += 1) for (const kind of ["direct", "helper"] as const) times[kind].push(await once2000(openers[kind]));
      await openers.direct.close();
      await openers.helper.close();
      await helper.stop();
      const ratio = median(times.helper) / median(times.direct);
      console.log(
        `2,000 sockets: direct ${median(times.direct).toFixed(1)} ms, helper ${median(times.helper).toFixed(1)} ms, ratio ${ratio.toFixed(2)}`,
      );
      expect(ratio).toBeLessThanOrEqual(2);
    });
  }, 120_000);

  it("does not keep a deleted namespace alive: its veth peer goes as fast as without us", async () => {
    await withLab("gone", async (lab) => {
      const opener = await openDirect();
      const watcher = await openDirect();
      await lab.namespace("near");
      const inodeOf = async (label: string) =>
        (await watcher.listNamespaces("names")).namespaces.find(({ names }) => names.includes(lab.name(label)))?.inode as number;
      const route = await watcher.openRoute(await inodeOf("near"));
      /** Milliseconds from the deletion of a namespace to the removal of the veth end that was not in it. */
      const deletion = async (watched: boolean, round: number): Promise<number> => {
        const label = `far${round}`;
        await lab.cable(`near:e${round}`, `${label}:e0`);
        const inode = await inodeOf(label);
        await opener.listNamespaces("names");
        const sockets = watched
          ? await Promise.all([opener.openRoute(inode), opener.openPacket({ namespace: inode, ifindex: 1, scope: "lldp" })])
          : [];
        const watch = await opener.watchNames(async () => {
          const { namespaces } = await opener.listNamespaces("names");
          if (!namespaces.some((one) => one.inode === inode)) await Promise.all(sockets.map((socket) => socket.close()));
        });
        const gone = new Promise<number>((resolve) => {
          route.onMessage = (datagram) => messageTypes(datagram).includes(removedLink) && resolve(performance.now());
        });
        const begin = performance.now();
        await lab.remove(label);
        const took = (await gone) - begin;
        await watch.close();
        return took;
      };
      const times: { watched: number[]; alone: number[] } = { watched: [], alone: [] };
      for (let round = 0; round < 6; round += 2) {
        times.alone.push(await deletion(false, round));
        times.watched.push(await deletion(true, round + 1));
      }
      await opener.close();
      await watcher.close();
      const difference = median(times.watched) - median(times.alone);
      console.log(`deletion seen after ${median(times.alone).toFixed(1)} ms without us, ${median(times.watched).toFixed(1)} ms with us`);
      expect(difference).toBeLessThanOrEqual(100);
    });
  }, 120_000);

  it("works in worker threads, also in those that are ended in the middle of it", async () => {
    const install = await readableInstall({ door: "src/native/index.ts" });
    const script = `${install.folder}/dist/worker.mjs`;
    writeFileSync(
      script,
      `import { parentPort } from "node:worker_threads";
       import { openDirect } from "./door.mjs";
       const opener = await openDirect();
       const { own } = await opener.listNamespaces("all");
       const sockets = await Promise.all(Array.from({ length: 50 }, () => opener.openPacket({ namespace: own, ifindex: 1, scope: "all" })));
       parentPort.postMessage(sockets.length);
       for (let more = 0; ; more += 1) { void opener.openRoute(own); void opener.listNamespaces("all"); await new Promise((resolve) => setImmediate(resolve)); }`,
    );
    const before = openDescriptors();
    for (let round = 0; round < 5; round += 1) {
      const workers = [0, 1, 2].map(() => new Worker(script));
      const counts = await Promise.all(workers.map(async (worker) => (await once(worker, "message"))[0]));
      expect(counts).toEqual([50, 50, 50]);
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
    await expect.poll(openDescriptors, { timeout: 5000 }).toBeLessThanOrEqual(before);
    install.remove();
  });
});
