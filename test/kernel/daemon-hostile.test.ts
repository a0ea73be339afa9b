import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromHex } from "../../src/base/index.ts";
import { openDirect, type PacketSocket, type SocketOpener } from "../../src/native/index.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { frameOf, seeded } from "../support/lldp-port.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const envelope = "0180c200000e 020000000099 88cc";
const mandatory = "0203 0741 42 0403 0541 42 0602 0079";

describe.runIf(privileged)("hostile frames", () => {
  const lab = new NamespaceLab("daemon");
  let daemon: DaemonProcess;
  let opener: SocketOpener;
  let attacker: PacketSocket;
  let port: string;

  beforeAll(async () => {
    await lab.cable("victim:east", "attacker:west");
    port = `${lab.name("victim")}:east`;
    daemon = await DaemonProcess.start(lab.name("victim"));
    opener = await openDirect();
    const { namespaces } = await opener.listNamespaces("names");
    const namespace = namespaces.find(({ names }) => names.includes(lab.name("attacker")))!.inode;
    const ifindex = JSON.parse(await lab.ip("attacker", "-j link show west"))[0].ifindex as number;
    attacker = await opener.openPacket({ namespace, ifindex, scope: "lldp" });
  });

  afterAll(async () => {
    await daemon?.stop();
    await opener?.close();
    await lab.close();
  });

  const send = (hex: string) => expect(attacker.send(fromHex(hex)!)).toBe(0);

  it.each([
    ["random octets", `${envelope} f00dfacec0ffee0123456789abcdef`, { framesDiscarded: 1, framesInErrors: 1 }],
    ["a truncated mandatory TLV", `${envelope} 0203 0741 42 0403 05`, { framesDiscarded: 1, framesInErrors: 1 }],
    ["the wrong order", `${envelope} 0403 0541 42 0203 0741 42 0602 0079 0000`, { framesDiscarded: 1, framesInErrors: 1 }],
    ["an optional TLV past the end", `${envelope} ${mandatory} 0aff 41`, { framesInErrors: 1, tlvsDiscarded: 1 }],
    ["a reserved TLV", `${envelope} ${mandatory} fc02 0102 0000`, { tlvsUnrecognized: 1 }],
    ["a foreign group", `0180c2000001 020000000099 88cc ${mandatory} 0000`, { foreignDestination: 1 }],
  ])("%s is counted", async (_, hex, counted) => {
    const before = (await daemon.port(port)).counters;
    const expected = Object.fromEntries(Object.entries(counted).map(([name, by]) => [name, before[name as keyof typeof before] + by]));
    send(hex);
    const grown = (now: typeof before) => Object.entries(expected).every(([name, value]) => now[name as keyof typeof now] >= value);
    const { counters } = await daemon.settled(
      () => daemon.port(port),
      ({ counters }) => grown(counters),
      "the counters to grow",
    );
    expect(counters).toMatchObject(expected);
  });

  it("a flood of random frames does no harm and loses nothing uncounted", async () => {
    const random = seeded(1);
    const before = (await daemon.port(port)).counters;
    const sent = 5000;
    for (let index = 0; index < sent; index++) {
      const octets = Uint8Array.from({ length: 20 + Math.floor(random() * 300) }, () => Math.floor(random() * 256));
      octets.set(fromHex(envelope)!);
      attacker.send(octets);
    }
    const seen = ({ framesReceived, socketDrops }: typeof before) => framesReceived + socketDrops - before.framesReceived - before.socketDrops;
    const { counters } = await daemon.settled(
      () => daemon.port(port),
      ({ counters }) => seen(counters) >= sent,
      "every frame accounted for",
    );
    expect(counters.framesDiscarded).toBeGreaterThan(before.framesDiscarded);
    expect((await daemon.status()).uptime).toBeGreaterThan(0);
  });

  it("terminal escapes, HTML and keys such as __proto__ come through as they are and out harmless", async () => {
    const before = daemon.events.length;
    const name = '\u001b[31m<script>alert(1)</script>"__proto__\u202e\n';
    attacker.send(frameOf(name, "__proto__"));
    await daemon.event(({ kind, port: at }) => kind === "neighbor-added" && at === port, before, "the neighbor");
    const neighbor = (await daemon.neighbors()).find(({ systemName }) => systemName === name);
    expect(neighbor).toMatchObject({ portId: { subtype: "interface-name", value: "__proto__" } });
    expect(daemon.log).not.toMatch(/[\u001b\u202e]/);
  });

  it("two thousand frames back to back are all heard", async () => {
    const frames = [60, 236, 1500].map((length) => {
      const frame = new Uint8Array(length);
      frame.set(frameOf(`sender of ${length}`, "eth0"));
      return frame;
    });
    for (const frame of frames) {
      const before = (await daemon.port(port)).counters;
      for (let index = 0; index < 2000; index++) attacker.send(frame);
      const { counters } = await daemon.settled(
        () => daemon.port(port),
        ({ counters }) => counters.framesReceived + counters.socketDrops >= before.framesReceived + before.socketDrops + 2000,
        "every frame accounted for",
      );
      expect(counters.socketDrops - before.socketDrops, `${frame.length} octets`).toBe(0);
    }
  });

  it("leaves no trace in memory", () => {
    expect(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${daemon.node}/status`, "latin1"))?.[1]) / 1024).toBeLessThan(300);
  });
});
