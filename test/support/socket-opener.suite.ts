import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PacketScope, PacketSocket, SocketOpener, SystemError } from "../../src/native/index.ts";
import { NamespaceLab } from "./namespace-lab.ts";
import { dumpLinks, familyQuestion, messageTypes } from "./netlink-questions.ts";

export interface OpenerUnderTest {
  readonly opener: SocketOpener;
  /** Ends whatever is behind the opener; the opener itself is closed before. */
  close(): Promise<void>;
}

const until = (done: () => boolean | Promise<boolean>, timeout = 25_000) => expect.poll(done, { timeout, interval: 5 }).toBe(true);
const lldp = [0x88, 0xcc];

/** An LLDP frame (or one of another ethertype) of the given length; octets 20-23 hold a number. */
export function frameOf(length: number, number = 0, ethertype: readonly number[] = lldp): Uint8Array {
  const frame = new Uint8Array(length);
  frame.set([0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, ...ethertype]);
  if (length >= 24) new DataView(frame.buffer).setUint32(20, number);
  return frame;
}

export const openDescriptors = (): number => readdirSync("/proc/self/fd").length;

/** What every SocketOpener must do, whoever has the privilege. */
export function socketOpenerSuite(title: string, begin: () => Promise<OpenerUnderTest>): void {
  describe(title, () => {
    let under: OpenerUnderTest;
    let opener: SocketOpener;
    let lab: NamespaceLab;

    beforeAll(async () => {
      lab = new NamespaceLab("native");
      await lab.cable("a:eth0", "b:eth0");
      under = await begin();
      opener = under.opener;
    });

    afterAll(async () => {
      await opener.close();
      await under.close();
      await lab.close();
    });

    const inodeOf = async (label: string): Promise<number> => {
      const { namespaces } = await opener.listNamespaces("names");
      return namespaces.find(({ names }) => names.includes(lab.name(label)))?.inode as number;
    };
    const ifindexOf = async (label: string, name = "eth0"): Promise<number> => JSON.parse(await lab.ip(label, `-j link show ${name}`))[0].ifindex;
    const packetOn = async (label: string, scope: PacketScope = "lldp", name = "eth0"): Promise<PacketSocket> =>
      opener.openPacket({ namespace: await inodeOf(label), ifindex: await ifindexOf(label, name), scope });
    const pairOf = (scope: PacketScope): Promise<[PacketSocket, PacketSocket]> => Promise.all([packetOn("a"), packetOn("b", scope)]);
    const closeAll = (...sockets: readonly { close(): Promise<void> }[]) => Promise.all(sockets.map((socket) => socket.close()));

    for (const scope of ["lldp", "all"] as const) {
      it(`sends and hears frames of any length, scope ${scope}`, async () => {
        const [near, far] = await pairOf(scope);
        const heard: Uint8Array[] = [];
        far.onFrame = (frame) => heard.push(frame.slice());
        near.onFrame = () => expect.unreachable("own frames are not heard");
        const sent = [14, 15, 60, 61, 236, 1500, 1514].map((length, index) => frameOf(length, index));
        for (const frame of sent) expect(near.send(frame)).toBe(0);
        await until(() => heard.length === sent.length);
        expect(heard).toEqual(sent);
        expect(near.send(frameOf(1515))).toBe(90); // EMSGSIZE
        await closeAll(near, far);
      });
    }

    it("tells the VLAN that the kernel took out of the frame, in scope all", async () => {
      const [near, far] = await pairOf("all");
      const heard: [number, number | null][] = [];
      far.onFrame = (frame, vlan) => heard.push([frame.length, vlan]);
      near.send(frameOf(60));
      near.send(frameOf(64, 0, [0x81, 0x00, 0x20, 0x05, ...lldp]));
      near.send(frameOf(64, 0, [0x81, 0x00, 0x00, 0x00, ...lldp]));
      await until(() => heard.length === 3);
      expect(heard).toEqual([
        [60, null],
        [60, 5],
        [60, 0],
      ]);
      await closeAll(near, far);
    });

    it("never hears anything but LLDP", async () => {
      const [near, far] = await pairOf("all");
      const heard: Uint8Array[] = [];
      far.onFrame = (frame) => heard.push(frame.slice());
      for (const ethertype of [
        [0x08, 0x00],
        [0x86, 0xdd],
        [0x08, 0x06],
        [0x88, 0xcd],
        [0x81, 0x00, 0x00, 0x05, 0x08, 0x00],
      ]) {
        expect(near.send(frameOf(60, 0, ethertype))).toBe(0);
      }
      near.send(frameOf(60, 7));
      await until(() => heard.length > 0);
      expect(heard).toEqual([frameOf(60, 7)]);
      expect(far.statistics()).toEqual({ received: 1, dropped: 0 });
      await closeAll(near, far);
    });

    it.each([60, 236, 1500])("loses none of 2,000 frames of %i octets back to back", async (length) => {
      const [near, far] = await pairOf("lldp");
      let heard = 0;
      far.onFrame = (frame) => {
        expect(new DataView(frame.buffer, frame.byteOffset).getUint32(20)).toBe(heard);
        heard += 1;
      };
      // Nobody reads meanwhile: the event loop is busy sending.
      for (let number = 0; number < 2000; number += 1) expect(near.send(frameOf(length, number))).toBe(0);
      await until(() => heard === 2000);
      expect(far.statistics()).toEqual({ received: 2000, dropped: 0 });
      await closeAll(near, far);
    });

    it("counts every frame that a full buffer lost", async () => {
      const [near, far] = await pairOf("lldp");
      let heard = 0;
      far.onFrame = () => {
        heard += 1;
      };
      const sent = 20_000;
      for (let number = 0; number < sent; number += 1) near.send(frameOf(1500, number));
      const { received, dropped } = far.statistics();
      expect(dropped).toBeGreaterThan(0);
      expect(received + dropped).toBe(sent);
      await until(() => heard === received);
      expect(far.statistics()).toEqual({ received, dropped });
      await closeAll(near, far);
    });

    it("does not let a flooded port starve another one", async () => {
      await lab.cable("a:eth1", "b:eth1");
      const [flooded, quiet] = await Promise.all([packetOn("b"), packetOn("b", "lldp", "eth1")]);
      const [flooding, calm] = await Promise.all([packetOn("a"), packetOn("a", "lldp", "eth1")]);
      let before = 0;
      let atQuiet = -1;
      flooded.onFrame = () => {
        before += 1;
      };
      quiet.onFrame = () => {
        atQuiet = before;
      };
      for (let number = 0; number < 2000; number += 1) flooding.send(frameOf(60, number));
      calm.send(frameOf(60));
      await until(() => before === 2000);
      expect(atQuiet).toBeGreaterThanOrEqual(0);
      expect(atQuiet).toBeLessThanOrEqual(64);
      await closeAll(flooded, quiet, flooding, calm);
    });

    it("says when an interface goes down, lives on, and says when it is gone", async () => {
      await lab.cable("a:eth2", "b:eth2");
      const [near, far] = await Promise.all([packetOn("a", "lldp", "eth2"), packetOn("b", "lldp", "eth2")]);
      const codes: string[] = [];
      let heard = 0;
      far.onError = ({ code }) => codes.push(code);
      far.onFrame = () => {
        heard += 1;
      };
      await lab.ip("b", "link set eth2 down");
      await until(() => codes.length > 0);
      expect(codes).toEqual(["ENETDOWN"]);
      expect(far.send(frameOf(60))).toBe(100); // ENETDOWN
      await lab.ip("b", "link set eth2 up");
      await until(() => {
        near.send(frameOf(60));
        return heard > 0;
      });
      await lab.ip("b", "link del eth2");
      await until(() => codes.includes("ENODEV"));
      expect(codes).toEqual(["ENETDOWN", "ENETDOWN", "ENODEV"]);
      await closeAll(near, far);
    });

    it("rejects what cannot be opened with the call and its errno", async () => {
      const namespace = await inodeOf("a");
      const refusal = (request: Promise<unknown>): Promise<SystemError> =>
        request.then(
          () => expect.unreachable("it was opened"),
          (error: SystemError) => error,
        );
      const missing = await refusal(opener.openPacket({ namespace, ifindex: 9999, scope: "lldp" }));
      expect(missing).toMatchObject({ name: "SystemError", code: "ENODEV", errno: 19 });
      expect(missing.where).toContain("9999");
      expect(await refusal(opener.openPacket({ namespace: 4_000_000_000, ifindex: 1, scope: "lldp" }))).toMatchObject({
        syscall: "open",
        code: "ENOENT",
      });
      await lab.namespace("brief");
      const inode = await inodeOf("brief");
      await lab.remove("brief");
      expect((await refusal(opener.openRoute(inode))).code).toMatch(/ENOENT|ESTALE/);
    });

    it("hears nothing after close, which may be called twice and leaves no descriptor", async () => {
      const before = openDescriptors();
      const [near, far] = await pairOf("lldp");
      far.onFrame = () => expect.unreachable("closed");
      near.send(frameOf(60));
      await Promise.all([far.close(), far.close()]);
      await near.close();
      expect(near.send(frameOf(60))).toBe(9); // EBADF
      await until(() => openDescriptors() === before);
    });

    it("opens and closes 10,000 sockets, many at a time, and leaks no descriptor", async () => {
      const { own } = await opener.listNamespaces("names");
      const namespace = await inodeOf("a");
      const before = openDescriptors();
      for (let round = 0; round < 10; round += 1) {
        const opened = await Promise.all(
          Array.from({ length: 1000 }, (_, index) =>
            index % 4 === 0 ? opener.openRoute(index % 8 === 0 ? own : namespace, 4096) : opener.openPacket({ namespace, ifindex: 1, scope: "lldp" }),
          ),
        );
        await closeAll(...opened);
      }
      await until(() => openDescriptors() <= before);
    }, 120_000);

    it("dumps links over a route socket and hears their changes", async () => {
      const route = await opener.openRoute(await inodeOf("a"));
      const types: number[] = [];
      route.onMessage = (datagram) => types.push(...messageTypes(datagram));
      expect(route.send(dumpLinks(1))).toBe(0);
      await until(() => types.includes(3)); // NLMSG_DONE
      expect(types.filter((type) => type === 16).length).toBeGreaterThanOrEqual(2); // RTM_NEWLINK
      types.length = 0;
      await lab.ip("a", "link add dummy7 type bridge");
      await until(() => types.includes(16));
      await lab.ip("a", "address add 192.0.2.1/24 dev dummy7");
      await until(() => types.includes(20)); // RTM_NEWADDR
      await lab.ip("a", "link del dummy7");
      await until(() => types.includes(17)); // RTM_DELLINK
      await route.close();
    });

    it("reports an overrun of a route socket and hears on", async () => {
      const route = await opener.openRoute(await inodeOf("a"), 4096);
      let overruns = 0;
      route.onOverrun = () => {
        overruns += 1;
      };
      await lab.ip("a", "link add dummy8 type bridge");
      // Synchronous on purpose: nobody reads while the events arrive.
      const batch = Array.from({ length: 100 }, (_, index) => `address add 198.51.100.${index + 1}/32 dev dummy8`).join("\n");
      execFileSync("ip", ["-n", lab.name("a"), "-batch", "-"], { input: batch });
      await until(() => overruns > 0);
      const types: number[] = [];
      route.onMessage = (datagram) => types.push(...messageTypes(datagram));
      await lab.ip("a", "link del dummy8");
      await until(() => types.includes(17));
      await route.close();
    });

    it("asks generic netlink for the ethtool family", async () => {
      const generic = await opener.openGeneric(await inodeOf("b"));
      const answers: Uint8Array[] = [];
      generic.onMessage = (datagram) => answers.push(datagram);
      expect(generic.send(familyQuestion("ethtool", 1))).toBe(0);
      await until(() => answers.length > 0);
      expect(messageTypes(answers[0] as Uint8Array)[0]).toBe(16); // GENL_ID_CTRL
      expect(new TextDecoder("latin1").decode(answers[0])).toContain("ethtool\0");
      await generic.close();
    });

    it("names a namespace by the nsid that another gave it", async () => {
      const [a, b] = [await inodeOf("a"), await inodeOf("b")];
      const { own } = await opener.listNamespaces("names");
      const shown = JSON.parse(await lab.ip("a", "-j -d link show eth0"))[0].link_netnsid as number;
      expect(await opener.namespaceId(a, b)).toBe(shown);
      expect(await opener.findNamespace(a, shown, [own, 4_000_000_000, b])).toBe(b);
      expect(await opener.findNamespace(a, shown, [own, a])).toBeNull();
      const many = Array.from({ length: 70 }, (_, index) => 4_000_000_000 + index);
      expect(await opener.findNamespace(a, shown, [...many, b])).toBe(b);
      await lab.namespace("stranger");
      const given = await opener.namespaceId(await inodeOf("stranger"), a);
      expect(given).toBeGreaterThanOrEqual(0);
      expect(await opener.namespaceId(await inodeOf("stranger"), a)).toBe(given);
    });

    it("tells of names that come and go", async () => {
      let changes = 0;
      const watch = await opener.watchNames(() => {
        changes += 1;
      });
      await lab.namespace("late");
      await until(() => changes > 0);
      await until(async () => Number.isInteger(await inodeOf("late")));
      const seen = changes;
      await lab.remove("late");
      await until(() => changes > seen);
      expect(await inodeOf("late")).toBeUndefined();
      await watch.close();
    });

    it("tells when a process ends, at once when it is gone", async () => {
      const process = spawn("sleep", ["3600"]);
      let ends = 0;
      const watch = await opener.watchProcess(process.pid as number, () => {
        ends += 1;
      });
      const over = once(process, "exit");
      process.kill("SIGKILL");
      await over;
      await until(() => ends === 1);
      await watch.close();
      const late = await opener.watchProcess(process.pid as number, () => {
        ends += 1;
      });
      await until(() => ends === 2);
      await late.close();
    });

    it("finds namespaces without a name by task, descriptor and socket", async () => {
      for (const label of ["task", "descriptor", "socket"]) await lab.namespace(label);
      const inodes = { task: await inodeOf("task"), descriptor: await inodeOf("descriptor"), socket: await inodeOf("socket") };
      const holders = [
        spawn("ip", ["netns", "exec", lab.name("task"), "sleep", "3600"]),
        spawn("sh", ["-c", `exec 9</run/netns/${lab.name("descriptor")}; exec sleep 3600`]),
        spawn("python3", ["-c", socketHolder, `/run/netns/${lab.name("socket")}`]),
      ];
      const pids = holders.map(({ pid }) => pid);
      // Ours alone: whoever else watches this machine holds them open, too.
      const present = async (inode: number) => {
        const found = (await opener.listNamespaces("all")).namespaces.find((one) => one.inode === inode);
        return found && { ...found, holders: found.holders.filter(({ pid }) => pids.includes(pid)) };
      };
      try {
        await until(async () => (await present(inodes.task))?.holders[0]?.command === "sleep");
        await until(async () => (await present(inodes.descriptor))?.holders[0]?.command === "sleep");
        await until(async () => (await present(inodes.socket))?.holders[0]?.command === "python3");
        for (const label of ["task", "descriptor", "socket"]) await lab.remove(label);
        const task = await present(inodes.task);
        expect(task).toMatchObject({ names: [], holders: [{ by: "task", pid: pids[0] }] });
        expect(task?.holders[0]?.startTime).toBeGreaterThan(0);
        expect(task?.holders[0]?.cgroup).toMatch(/^\d+:/);
        expect((await present(inodes.descriptor))?.holders).toMatchObject([{ by: "descriptor", pid: pids[1] }]);
        expect((await present(inodes.socket))?.holders).toMatchObject([{ by: "descriptor", pid: pids[2] }]);
        const routes = await Promise.all(Object.values(inodes).map((inode) => opener.openRoute(inode)));
        await closeAll(...routes);
      } finally {
        for (const holder of holders) holder.kill("SIGKILL");
      }
      await until(async () => (await present(inodes.socket)) === undefined);
    });
  });
}

/** Holds nothing of the namespace but one socket in it. */
const socketHolder = `
import ctypes, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
home = os.open("/proc/self/ns/net", os.O_RDONLY)
there = os.open(sys.argv[1], os.O_RDONLY)
assert libc.setns(there, 0x40000000) == 0
held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
assert libc.setns(home, 0x40000000) == 0
os.close(there)
sys.stdin.read()
`;
