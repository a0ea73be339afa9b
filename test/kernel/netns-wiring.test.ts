import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSleeper } from "../support/container-runtimes.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { NetnsView } from "../support/netns-view.ts";
import { privileged } from "../support/privilege.ts";

const soon = { timeout: 5000, interval: 2 };

describe.skipIf(!privileged)("the wiring as the kernel knows it", () => {
  let lab: NamespaceLab;
  let view: NetnsView | undefined;

  beforeEach(() => {
    lab = new NamespaceLab("netns");
    view = undefined;
  });

  afterEach(async () => {
    await view?.close();
    await lab.close();
  });

  const watch = async () => {
    view = await NetnsView.open(({ names }) => names.some((name) => name.startsWith(lab.prefix)));
    return view;
  };
  const end = (label: string, name: string) => `${lab.name(label)}:${name}`;
  const peer = (label: string, name: string) => view?.peer(lab.name(label), name);

  it("pairs the ends of cables, also with equal indexes on both ends and in every namespace", async () => {
    const labels = ["a", "b", "c", "d", "e"];
    for (const [at, label] of labels.entries()) await lab.cable(`${label}:right`, `${labels[(at + 1) % labels.length]}:left`, { ifindex: 70 + at });
    await lab.cable("a:self0", "a:self1");
    await watch();
    for (const [at, label] of labels.entries()) {
      const next = labels[(at + 1) % labels.length] as string;
      await expect.poll(() => peer(label, "right"), soon).toBe(end(next, "left"));
      expect(peer(next, "left")).toBe(end(label, "right"));
    }
    await expect.poll(() => peer("a", "self0"), soon).toBe(end("a", "self1"));
  });

  it("follows an end that is moved, renamed and deleted", async () => {
    await lab.cable("a:eth0", "b:eth0");
    await lab.namespace("c");
    await watch();
    await expect.poll(() => peer("a", "eth0"), soon).toBe(end("b", "eth0"));
    await lab.ip("b", `link set eth0 netns ${lab.name("c")}`);
    await expect.poll(() => peer("a", "eth0"), soon).toBe(end("c", "eth0"));
    await lab.ip("c", "link set eth0 name uplink");
    await expect.poll(() => peer("a", "eth0"), soon).toBe(end("c", "uplink"));
    await lab.ip("a", "link del eth0");
    await expect.poll(() => view?.interface(lab.name("c"), "uplink"), soon).toBeUndefined();
  });

  it("finds the nameless namespace that a cable leads to, and lets it go with its last process as fast as without us", async () => {
    await lab.namespace("a");
    const round = async () => {
      const sleeper = await startSleeper();
      try {
        await lab.ip("a", `link add eth0 type veth peer name inside netns ${sleeper.pid}`);
        if (view) {
          await expect.poll(() => peer("a", "eth0"), soon).toBe(`${sleeper.name}:inside`);
          expect(view.named(sleeper.name)).toMatchObject({ kind: "process", names: [sleeper.name] });
        }
      } finally {
        await sleeper.kill();
      }
      const ended = performance.now();
      while ((await lab.ip("a", "-o link show type veth")) !== "");
      const life = performance.now() - ended;
      await expect.poll(() => view?.named(sleeper.name), soon).toBeUndefined();
      return life;
    };
    const without = Math.max(await round(), await round());
    view = await NetnsView.open(({ name, names }) => name.startsWith("sleep-") || names.some((each) => each.startsWith(lab.prefix)));
    expect(Math.min(await round(), await round(), await round())).toBeLessThan(without + 100);
  });

  it("knows masters, members, parents and children", async () => {
    await lab.cable("sw:p1", "a:eth0");
    await lab.cable("sw:p2", "b:eth0");
    await lab.bridge("sw:br0", ["sw:p1", "sw:p2"]);
    await lab.namespace("inner");
    await lab.ip("a", `link add mv0 link eth0 netns ${lab.name("inner")} type macvlan mode bridge`);
    await lab.ip("a", "link add vx0 type vxlan id 5 dstport 4789 dev eth0 remote 192.0.2.1");
    const seen = await watch();
    const ref = (label: string, name: string) => seen.ref(lab.name(label), name);
    expect(
      seen.wiring
        .membersOf(ref("sw", "br0"))
        .map((each) => seen.text(each))
        .sort(),
    ).toEqual([end("sw", "p1"), end("sw", "p2")]);
    expect(seen.text(seen.wiring.masterOf(ref("sw", "p1")))).toBe(end("sw", "br0"));
    await expect.poll(() => seen.text(seen.wiring.parentOf(ref("inner", "mv0"))), soon).toBe(end("a", "eth0"));
    expect(seen.text(seen.wiring.parentOf(ref("a", "vx0")))).toBe(end("a", "eth0"));
    expect(seen.interface(lab.name("a"), "vx0")?.settings).toMatchObject({ kind: "vxlan", id: 5, remote: "192.0.2.1", port: 4789 });
    expect(
      seen.wiring
        .childrenOf(ref("a", "eth0"))
        .map((each) => seen.text(each))
        .sort(),
    ).toEqual([end("a", "vx0"), end("inner", "mv0")].sort());
    expect(seen.wiring.peerOf(ref("inner", "mv0"))).toBeNull();
  });

  it("looks at the peer at once when one end loses its carrier, also with equal indexes", async () => {
    for (const ifindex of [undefined, 77]) {
      const [near, far] = [`n${ifindex ?? 0}`, `f${ifindex ?? 0}`];
      await lab.cable(`${near}:eth0`, `${far}:eth0`, ifindex === undefined ? {} : { ifindex });
      view ?? (await watch());
      await expect.poll(() => peer(near, "eth0"), soon).toBe(end(far, "eth0"));
      await expect.poll(() => view?.interface(lab.name(far), "eth0")?.operationalState, soon).toBe("up");
      const lost = new Promise<number>((resolve) => {
        view?.monitor(lab.name(near))?.events.subscribe((event) => {
          if (event.kind === "changed" && event.before.adminUp && !event.after.adminUp) resolve(performance.now());
        });
      });
      const heard = new Promise<number>((resolve) => {
        view?.monitor(lab.name(far))?.events.subscribe((event) => {
          if (event.kind === "changed" && event.before.carrier && !event.after.carrier) resolve(performance.now());
        });
      });
      await lab.ip(near, "link set eth0 down");
      expect((await heard) - (await lost)).toBeLessThan(20);
    }
  });

  it("keeps no namespace alive: the peer of a deleted one goes as fast as without us", async () => {
    const round = async (label: string) => {
      await lab.cable("a:eth0", `${label}:eth0`);
      if (view) await expect.poll(() => peer("a", "eth0"), soon).toBe(end(label, "eth0"));
      await lab.remove(label);
      const deleted = performance.now();
      while ((await lab.ip("a", "-o link show type veth")) !== "");
      return performance.now() - deleted;
    };
    const without = Math.max(await round("b1"), await round("b2"), await round("b3"));
    await watch();
    const seen = [await round("c1"), await round("c2"), await round("c3")];
    expect(Math.min(...seen)).toBeLessThan(without + 100);
    await expect.poll(() => view?.named(lab.name("c3")), soon).toBeUndefined();
  });
});
