import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SocketOpener, SystemError } from "../../src/native/index.ts";
import { type InterfaceFacts, type LinkEvent, type LinkMonitor, openLinkMonitor } from "../../src/netns/index.ts";
import { openInMode } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const run = promisify(execFile);
const soon = { timeout: 10_000, interval: 5 };

describe.skipIf(!privileged)("LinkMonitor on the kernel", () => {
  let lab: NamespaceLab;
  let opener: SocketOpener;
  const monitors: LinkMonitor[] = [];

  beforeAll(async () => {
    lab = new NamespaceLab("netns");
    opener = await openInMode();
  });

  afterAll(async () => {
    await opener.close();
    await lab.close();
  });

  const inodeOf = async (label: string) => {
    const { namespaces } = await opener.listNamespaces("names");
    return namespaces.find(({ names }) => names.includes(lab.name(label)))?.inode as number;
  };
  const monitorOf = async (label: string, receiveBuffer?: number) => {
    const monitor = await openLinkMonitor(opener, await inodeOf(label), receiveBuffer === undefined ? {} : { receiveBuffer });
    monitors.push(monitor);
    return monitor;
  };
  const facts = (monitor: LinkMonitor, name: string) => [...monitor.interfaces.values()].find((each) => each.name === name) as InterfaceFacts;

  it("says what ip(8) says, at the first dump and after every kind of change", async () => {
    await lab.cable("all:v0", "all:v1", { mtu: 1400 });
    await lab.cable("all:p0", "all:p1");
    await lab.bridge("all:br0", ["all:p0"], { groupFwdMask: 0x4000, stp: true });
    await lab.ip("all", "link add mv0 link v0 type macvlan mode private");
    await lab.ip("all", "link add vx0 type vxlan id 5 dstport 4789 local 192.0.2.1 remote 192.0.2.2 dev v0");
    const monitor = await monitorOf("all");
    const compare = async () => expect.poll(async () => summary(monitor), soon).toEqual(summaryOf(JSON.parse(await lab.ip("all", "-d -j addr"))));
    await compare();
    for (const change of [
      "link set v0 mtu 1300",
      "link set v0 alias to-the-core",
      "link property add dev v0 altname uplink",
      "link set v1 address 02:00:00:00:00:42",
      "addr add 192.0.2.7/24 dev v0",
      "addr add 2001:db8::7/64 dev v0 nodad",
      "addr del 192.0.2.7/24 dev v0",
      "link set br0 type bridge stp_state 0 group_fwd_mask 8",
      "link set p0 type bridge_slave group_fwd_mask 0x4000",
      "link set v1 master br0",
      "link set p0 nomaster",
      "link set v0 down",
      "link set v0 name core",
      "link set vx0 down",
      "link del vx0",
    ]) {
      await lab.ip("all", change);
      await compare();
    }
    expect(facts(monitor, "mv0")).toMatchObject({
      kind: "macvlan",
      settings: { kind: "macvlan", mode: "private" },
      link: facts(monitor, "core").ifindex,
    });
    expect(monitor.statistics()).toEqual({ overruns: 0, dumps: 3 });
  });

  it("tells each change once, without waiting for more of them", async () => {
    await lab.cable("one:v0", "one:v1");
    const monitor = await monitorOf("one");
    const carrier: boolean[] = [];
    monitor.events.subscribe((event) => {
      if (event.kind === "changed" && event.after.name === "v0" && event.before.adminUp !== event.after.adminUp) carrier.push(event.after.adminUp);
    });
    for (let round = 0; round < 20; round++) for (const state of ["down", "up"]) await lab.ip("one", `link set v0 ${state}`);
    await expect.poll(() => carrier, soon).toEqual(Array.from({ length: 40 }, (_, index) => index % 2 === 1));
  });

  it("hears that an interface began to forward, which is no change of the link", async () => {
    await lab.cable("router:v0", "router:v1");
    const monitor = await monitorOf("router");
    for (const [setting, forwarding] of [
      ["ipv4", true],
      ["ipv4", false],
      ["ipv6", true],
      ["ipv6", false],
    ] as const) {
      await lab.exec("router", "sh", "-c", `echo ${forwarding ? 1 : 0} > /proc/sys/net/${setting}/conf/all/forwarding`);
      await expect.poll(() => facts(monitor, "v0").forwarding, soon).toBe(forwarding);
    }
  });

  it("dumps again after an overrun and misses nothing", async () => {
    await lab.namespace("burst");
    const monitor = await monitorOf("burst", 4096);
    const events: LinkEvent[] = [];
    monitor.events.subscribe((event) => events.push(event));
    for (let round = 0; round < 3; round++) {
      batch(lab.name("burst"), burst(round));
      await expect.poll(async () => summary(monitor), soon).toEqual(summaryOf(JSON.parse(await lab.ip("burst", "-d -j addr"))));
    }
    expect(monitor.statistics().overruns).toBeGreaterThan(0);
    expect(new Set(events.filter(({ kind }) => kind === "appeared").map((event) => event.kind === "appeared" && event.after.ifindex)).size).toBe(
      events.filter(({ kind }) => kind === "appeared").length,
    );
  });

  it("answers a refresh, also of an interface that is gone", async () => {
    await lab.cable("fresh:v0", "fresh:v1");
    const monitor = await monitorOf("fresh");
    const { ifindex } = facts(monitor, "v0");
    monitor.refresh(ifindex);
    monitor.refresh(4711);
    await lab.ip("fresh", "link set v0 alias answered");
    await expect.poll(() => facts(monitor, "v0").alias, soon).toBe("answered");
    expect(monitor.interfaces.size).toBe(3);
  });

  it("reads what ethtool says of a NIC", async () => {
    const monitor = await openLinkMonitor(opener, (await opener.listNamespaces("names")).own);
    const nic = [...monitor.interfaces.values()].find(({ device }) => device !== null);
    await monitor.close();
    if (!nic) return console.warn("no NIC on a bus here: ethtool was not asked");
    const again = await openLinkMonitor(opener, monitor.namespace);
    await expect.poll(() => facts(again, nic.name).ethtool, soon).not.toBeNull();
    const { stdout } = await run("cat", [`/sys/class/net/${nic.name}/speed`]).catch(() => ({ stdout: "-1" }));
    expect(facts(again, nic.name).ethtool?.speed).toBe(Number(stdout) > 0 ? Number(stdout) : null);
    const driver = await run("readlink", [`/sys/class/net/${nic.name}/device/driver`]);
    expect(facts(again, nic.name).device?.driver).toBe(driver.stdout.trim().split("/").at(-1));
    expect(facts(again, nic.name).kind).toBe("physical");
    await again.close();
  });

  it("rejects with the cause when the namespace is gone", async () => {
    await lab.namespace("gone");
    const inode = await inodeOf("gone");
    await lab.remove("gone");
    const failure = await openLinkMonitor(opener, inode).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SystemError);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^(ENOENT|ESTALE|EINVAL)$/) });
  });
});

/** Interfaces that come, change and go faster than a small buffer takes them. */
function burst(round: number): string[] {
  const pairs = Array.from({ length: 40 }, (_, index) => `r${round}p${index}`);
  return [
    ...pairs.map((name) => `link add ${name} type veth peer name ${name}x`),
    ...pairs.flatMap((name) => [`link set ${name} mtu 1400`, `link set ${name} up`, `link set ${name} alias ${name}`]),
    ...pairs.filter((_, index) => index % 2 === 0).map((name) => `link del ${name}`),
  ];
}

/** Runs the lines while this thread, which would have to read the events, stands still. */
function batch(namespace: string, lines: readonly string[]): void {
  execFileSync("ip", ["-n", namespace, "-batch", "-"], { input: `${lines.join("\n")}\n` });
}

/** What both can be compared by, sorted by index. */
function summary(monitor: LinkMonitor) {
  return [...monitor.interfaces.values()]
    .sort((a, b) => a.ifindex - b.ifindex)
    .map((each) => ({
      ifindex: each.ifindex,
      name: each.name,
      altnames: each.altnames,
      alias: each.alias,
      kind: each.kind,
      mac: each.mac,
      mtu: each.mtu,
      up: each.adminUp,
      carrier: each.adminUp && each.carrier,
      master: [...monitor.interfaces.values()].find(({ ifindex }) => ifindex === each.master)?.name ?? null,
      bridge: each.bridge && { stp: each.bridge.stp, mask: each.bridge.groupFwdMask },
      port: each.bridgePort && { state: each.bridgePort.state, mask: each.bridgePort.groupFwdMask },
      addresses: each.addresses.map(({ address, prefixLength, scope }) => `${address}/${prefixLength} ${scope}`).sort(),
    }));
}

// biome-ignore lint/suspicious/noExplicitAny: what ip(8) prints
function summaryOf(links: any[]) {
  return links
    .filter((each) => each.ifindex !== undefined)
    .map((each) => ({
      ifindex: each.ifindex,
      name: each.ifname,
      altnames: each.altnames ?? [],
      alias: each.ifalias ?? null,
      kind: each.linkinfo?.info_kind ?? (each.link_type === "loopback" ? "loopback" : "unknown"),
      mac: each.address,
      mtu: each.mtu,
      up: each.flags.includes("UP"),
      carrier: each.flags.includes("UP") && each.flags.includes("LOWER_UP"),
      master: each.master ?? null,
      bridge: each.linkinfo?.info_kind === "bridge" ? { stp: each.linkinfo.info_data.stp_state === 1, mask: maskOf(each.linkinfo.info_data) } : null,
      port:
        each.linkinfo?.info_slave_kind === "bridge"
          ? { state: each.linkinfo.info_slave_data.state, mask: maskOf(each.linkinfo.info_slave_data) }
          : null,
      // biome-ignore lint/suspicious/noExplicitAny: what ip(8) prints
      addresses: each.addr_info.map((address: any) => `${address.local}/${address.prefixlen} ${address.scope}`).sort(),
    }))
    .sort((a, b) => a.ifindex - b.ifindex);
}

function maskOf(data: { group_fwd_mask: string }): number {
  return Number(data.group_fwd_mask);
}
