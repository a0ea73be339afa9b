import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const program = fileURLToPath(new URL("../../bin/lldp-watch", import.meta.url));
type Json0 = Readonly<Record<string, unknown>>;

// An lldpd speaks; another lldpd and lldp-watch hear the same frames on the same interface. What lldpcli says of them is what we have to say.
describe.skipIf(!privileged)("neighbors --format lldpcli-json", () => {
  let lab: NamespaceLab;
  let daemon: DaemonProcess;
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-lldpcli-"));
  const children: ReturnType<typeof spawn>[] = [];
  const socket = (label: string) => join(folder, `${label}.sock`);
  const lldpd = (label: string, ...flags: string[]) => {
    const words = [
      "netns",
      "exec",
      lab.name(label),
      "lldpd",
      "-d",
      "-u",
      socket(label),
      "-p",
      join(folder, `${label}.pid`),
      "-L",
      "",
      "-I",
      "eth0",
      ...flags,
    ];
    children.push(spawn("ip", words, { stdio: "ignore" }));
  };
  const lldpcli = (label: string, ...words: string[]) =>
    execFileSync("lldpcli", ["-u", socket(label), ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const interfacesOf = (text: string) => ((JSON.parse(text).lldp?.[0]?.interface ?? []) as Json0[]).filter((each) => each["name"] === "eth0");
  const ours = () =>
    execFileSync(process.execPath, [program, "neighbors", "-n", lab.name("hears"), "--format", "lldpcli-json", "--server", daemon.url], {
      encoding: "utf8",
    });

  beforeAll(async () => {
    // lldpcli gives up root before it opens the socket.
    chmodSync(folder, 0o755);
    lab = new NamespaceLab("cli");
    await lab.cable("speaks:eth0", "hears:eth0");
    await lab.ip("speaks", "addr add 192.0.2.7/24 dev eth0");
    lldpd("hears", "-r");
    lldpd("speaks", "-M", "4", "-S", "A system that speaks");
    // lldpcli fails until its daemon listens.
    for (let tries = 0; ; tries++) {
      try {
        lldpcli("hears", "show", "configuration");
        lldpcli("speaks", "configure", "lldp", "tx-interval", "1");
        lldpcli("speaks", "configure", "med", "policy", "application", "voice", "tagged", "vlan", "500", "priority", "voice", "dscp", "46");
        lldpcli("speaks", "configure", "med", "location", "elin", "911");
        lldpcli("speaks", "configure", "lldp", "custom-tlv", "oui", "33,44,55", "subtype", "44", "oui-info", "45,45,45,45,45");
        break;
      } catch (error) {
        if (tries > 100) throw error;
        await pause(50);
      }
    }
    daemon = await DaemonProcess.start(lab.name("hears"), { flags: ["--mode", "rx-only"] });
    const both = () => [interfacesOf(lldpcli("hears", "-f", "json0", "show", "neighbors", "details")), interfacesOf(ours())];
    // Both have heard the last configuration when the custom TLV is there.
    for (let tries = 0; !both().every(([only]) => only !== undefined && "unknown-tlvs" in only); tries++) {
      if (tries > 100) throw new Error(`waited in vain: ${JSON.stringify(both())}`);
      await pause(100);
    }
  });
  afterAll(async () => {
    await daemon?.stop();
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(children.map((child) => (child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : null)));
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** lldpcli has a sentence for each MAU type, we have the standard's name. */
  const withoutMauName = (key: string, value: unknown) => (key === "current" ? "MAU type" : value);

  test("says of a neighbor what lldpcli says", () => {
    const [theirs] = interfacesOf(lldpcli("hears", "-f", "json0", "show", "neighbors", "details")) as [Json0];
    const [mine] = interfacesOf(ours()) as [Json0];
    const comparable = ({ age: _age, rid: _rid, namespace: _namespace, ...rest }: Json0) => JSON.parse(JSON.stringify(rest), withoutMauName);
    expect(mine["namespace"]).toBe(lab.name("hears"));
    expect(mine["age"]).toMatch(/^\d+ days?, \d\d:\d\d:\d\d$/);
    expect(comparable(mine)).toEqual(comparable(theirs));
  });
});
