import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname, release } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { type Json0Interface, LldpdProcess } from "../support/lldpd-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const texts = (values: readonly { readonly value: string }[] | undefined) => (values ?? []).map(({ value }) => value);

/** Asks again until the condition holds; a forgotten or new neighbor is a matter of milliseconds. */
async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, patience = 10_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (holds(answer) || performance.now() > end) return answer;
    await pause(30);
  }
}

describe.runIf(privileged)("lldpd 1.0.16 at the other end of a cable", () => {
  const lab = new NamespaceLab("daemon");
  const ours = lab.name("ours");
  let daemon: DaemonProcess;
  let lldpd: LldpdProcess;

  beforeAll(async () => {
    await lab.cable("ours:east", "theirs:west");
    // A new namespace forwards when the host does.
    await lab.exec("ours", "sysctl", "-qw", "net.ipv4.ip_forward=0");
    await lab.ip("ours", "addr add 192.0.2.1/24 dev east");
    await lab.ip("ours", "addr add 2001:db8::1/64 dev east nodad");
    await lab.ip("theirs", "addr add 192.0.2.2/24 dev west");
    lldpd = await LldpdProcess.start(lab.name("theirs"), ["-C", "west"]);
    daemon = await DaemonProcess.start(ours, { flags: ["--system-description", "a description of ours"] });
    // It does not answer a new neighbor: without this it would say nothing before its interval of 30 s is over.
    await lldpd.cli("update");
  });

  afterAll(async () => {
    await daemon?.stop();
    await lldpd?.stop();
    await lab.close();
  });

  it("is seen by us with everything it says", async () => {
    const complete = (found: readonly { managementAddresses: readonly unknown[]; systemName: string | null }[]) =>
      found.length === 1 && found[0]!.managementAddresses.length > 0;
    const [neighbor] = await daemon.settled(() => daemon.neighbors(), complete, "lldpd");
    const mac = JSON.parse(await lab.ip("theirs", "-j link show west"))[0].address as string;
    expect(neighbor).toMatchObject({
      port: `${ours}:east`,
      destination: "nearest-bridge",
      sourceMac: mac,
      chassisId: { subtype: "mac-address", value: mac },
      portId: { subtype: "mac-address", value: mac },
      ttl: 120,
      portDescription: "west",
      systemName: hostname(),
    });
    expect(neighbor!.systemDescription).toContain(release());
    expect(neighbor!.capabilities!.supported).toEqual(expect.arrayContaining(["bridge", "router", "station"]));
    expect(neighbor!.managementAddresses).toContainEqual(
      expect.objectContaining({ family: "ipv4", address: "192.0.2.2", interfaceNumbering: "ifindex" }),
    );
    expect(neighbor!.dot3).not.toBeNull();
  });

  it("sees us with everything we say", async () => {
    const both = (found: readonly Json0Interface[]) => texts(found[0]?.chassis[0]?.["mgmt-ip"]).length === 2;
    const [seen] = await eventually(() => lldpd.neighbors(), both);
    const [chassis, port] = [seen!.chassis[0]!, seen!.port[0]!];
    const ifindex = JSON.parse(await lab.ip("ours", "-j link show east"))[0].ifindex as number;
    expect(seen!.name).toBe("west");
    expect(chassis.id).toEqual([{ type: "local", value: expect.stringMatching(new RegExp(`^${ours}@[0-9a-f]{12}$`)) }]);
    expect(texts(chassis.name)).toEqual([`${ours}@${hostname()}`]);
    expect(texts(chassis.descr)).toEqual(["a description of ours"]);
    expect(texts(chassis["mgmt-ip"])).toEqual(["192.0.2.1", "2001:db8::1"]);
    expect(texts(chassis["mgmt-iface"])).toEqual([String(ifindex), String(ifindex)]);
    expect(chassis.capability).toEqual(
      expect.arrayContaining([
        { type: "Bridge", enabled: false },
        { type: "Router", enabled: false },
        { type: "Station", enabled: true },
      ]),
    );
    expect(port.id).toEqual([{ type: "ifname", value: "east" }]);
    expect(texts(port.descr)).toEqual(["east"]);
    expect(texts(port.ttl)).toEqual(["121"]);
    expect(texts(port.mfs)).toEqual(["1518"]);
  });

  it("learns of a local change within a second", async () => {
    const changed = performance.now();
    await lab.ip("ours", "link set east alias uplink");
    const [seen] = await eventually(
      () => lldpd.neighbors(),
      ([first]) => texts(first?.port[0]?.descr)[0] === "uplink",
    );
    expect(texts(seen!.port[0]!.descr)).toEqual(["uplink"]);
    expect(performance.now() - changed).toBeLessThan(1000);
  });

  it("is forgotten at once when it ends, and known again when it is back", async () => {
    const before = daemon.events.length;
    await lldpd.stop();
    const { event } = await daemon.event(({ kind }) => kind === "neighbor-removed", before, "the good-bye of lldpd");
    expect(event.reason).toBe("shutdown");
    lldpd = await LldpdProcess.start(lab.name("theirs"), ["-C", "west"]);
    await lldpd.cli("update");
    await daemon.event(({ kind }) => kind === "neighbor-added", before, "lldpd again");
  });

  it("forgets us at once when we end", async () => {
    const { code } = await daemon.stop();
    expect(code).toBe(0);
    const ended = performance.now();
    expect(
      await eventually(
        () => lldpd.neighbors(),
        (found) => found.length === 0,
      ),
    ).toEqual([]);
    expect(performance.now() - ended).toBeLessThan(1000);
  });
});

describe.runIf(privileged)("tshark on the cable", () => {
  const lab = new NamespaceLab("daemon");

  afterAll(() => lab.close());

  it("finds nothing malformed in our frames, from the first to the shutdown", async () => {
    await lab.cable("ours:east", "theirs:west");
    await lab.ip("ours", "addr add 192.0.2.1/24 dev east");
    const file = join("/tmp", `${lab.prefix}frames.pcap`);
    const capture = spawn("ip", ["netns", "exec", lab.name("theirs"), "tcpdump", "-i", "west", "-U", "-w", file, "ether", "proto", "0x88cc"]);
    let said = "";
    capture.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    await eventually(
      async () => said,
      (text) => text.includes("listening"),
    );
    // Of what we can send, tshark warns of one TLV as such: it is deprecated, and off unless asked for.
    const tlvs = ["--tlvs", "*,!dot3-link-aggregation"];
    const daemon = await DaemonProcess.start(lab.name("ours"), { flags: tlvs });
    await daemon.settled(
      () => daemon.port(`${lab.name("ours")}:east`),
      ({ counters }) => counters.framesTransmitted >= 4,
      "four frames",
    );
    await daemon.stop();
    await eventually(
      async () => tshark(file, "lldp.time_to_live == 0"),
      (lines) => lines.length > 0,
    );
    capture.kill("SIGINT");
    await once(capture, "exit");
    const frames = await tshark(file, "lldp");
    expect(frames.length).toBeGreaterThanOrEqual(5);
    expect(await tshark(file, "_ws.malformed || _ws.expert.severity >= 0x600000")).toEqual([]);
    expect(await tshark(file, "lldp.time_to_live == 0")).toHaveLength(1);
  });
});

async function tshark(file: string, filter: string): Promise<string[]> {
  const child = spawn("tshark", ["-r", file, "-Y", filter], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    complaint += part;
  });
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const [code] = await once(child, "close");
  // A filter that is none must not look like an empty answer; a file that ends in a frame that is just being written may.
  if (code !== 0 && !complaint.includes("cut short")) throw new Error(`tshark ended with ${code}: ${complaint}`);
  return text.split("\n").filter(Boolean);
}
