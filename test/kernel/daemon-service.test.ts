import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { LldpdProcess } from "../support/lldpd-process.ts";
import { lend } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const program = fileURLToPath(new URL("../../bin/lldp-watch", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "lldp-watch-service-"));
const openToken = join(folder, "open-token");
const quiet = ["--listen", "127.0.0.1:0", "--socket", "none", "--state", "none", "--namespaces", "lw-none"];

/** Runs the service until it ends by itself. */
async function refused(...flags: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, "daemon", "--direct", ...flags], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, "close");
  return { code: code as number | null, stderr };
}

describe.runIf(privileged)("the service", () => {
  const lab = new NamespaceLab("daemon");
  const file = join(folder, "config.yaml");
  const [a, b] = [lab.name("a"), lab.name("b")];
  let daemon: DaemonProcess;

  beforeAll(async () => {
    writeFileSync(openToken, "0123456789abcdef0123\n");
    chmodSync(openToken, 0o644);
    await lab.cable("a:east", "b:west");
  });

  afterEach(async () => {
    await daemon?.stop();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  });

  const linked = () =>
    daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === 1,
      "the link",
    );

  it("reads its file again on SIGHUP, loses no neighbor, and does not take one with a fault", async () => {
    writeFileSync(file, "tx-interval: 30\n");
    lend(folder, file);
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--config", file] });
    await linked();
    const before = daemon.events.length;
    writeFileSync(file, `tx-interval: 10\nports:\n  - { match: "${b}:*", mode: rx-only }\n`);
    daemon.child.kill("SIGHUP");
    const changed = await daemon.event(
      ({ kind, after }) => kind === "neighbor-changed" && JSON.stringify(after).includes('"ttl":41'),
      before,
      "the new TTL",
    );
    expect(changed.event.port).toBe(`${b}:west`);
    const gone = await daemon.event(({ kind }) => kind === "neighbor-removed", before, "the port that speaks no more");
    expect(gone.event).toMatchObject({ port: `${a}:east`, reason: "shutdown" });
    expect((await daemon.port(`${b}:west`)).mode).toBe("rx-only");
    expect((await daemon.neighbors()).map(({ port }) => port)).toEqual([`${b}:west`]);
    writeFileSync(file, "tx-interval: 10\nmdoe: loud\n");
    daemon.child.kill("SIGHUP");
    await daemon.until(() => daemon.log.includes("configuration not taken"), "the fault in the log");
    expect(daemon.log).toMatch(/config\.yaml:2.*did you mean mode\?/);
    expect((await daemon.port(`${b}:west`)).mode).toBe("rx-only");
  });

  it("only listens where lldpd speaks, and says so", async () => {
    const lldpd = await LldpdProcess.start(a);
    try {
      daemon = await DaemonProcess.start(`${lab.prefix}*`);
      await daemon.settled(
        () => daemon.port(`${a}:east`),
        ({ mode }) => mode === "rx-only",
        "the port to listen only",
      );
      expect((await daemon.port(`${a}:east`)).counters?.framesTransmitted).toBe(0);
      expect((await daemon.port(`${b}:west`)).mode).toBe("rx-and-tx");
      expect(daemon.log).toMatch(/another LLDP daemon speaks here/);
    } finally {
      await lldpd.stop();
    }
  });

  it("follows a plan file", async () => {
    const plan = join(folder, "plan.dot");
    writeFileSync(plan, `graph G { "${a}":"east" -- "${b}":"nowhere" }\n`);
    lend(folder, plan);
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--plan", plan] });
    const verdict = async () => (await daemon.port(`${a}:east`)).verdict;
    await daemon.settled(verdict, (word) => word === "wrong-port", "the verdict against the plan");
    writeFileSync(plan, `graph G { "${a}":"east" -- "${b}":"west" }\n`);
    await daemon.settled(verdict, (word) => word === "ok", "the verdict against the new plan");
  });

  it("runs below its helper without any right of its own", async () => {
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { helper: true });
    await linked();
    const { code } = await daemon.stop();
    expect(code).toBe(0);
  });

  it.each([
    ["a flag that is none", ["--namspaces", "x"], /--namespaces/],
    ["a value out of range", ["--tx-interval", "0"], /tx-interval/],
    ["a bad address", ["--listen", "nowhere"], /HOST:PORT/],
    ["an address for everybody without a token", ["--listen", "0.0.0.0:0", "--socket", "none", "--state", "none"], /--token-file/],
    ["a token that everybody can read", [...quiet, "--token-file", openToken], /open-token is open to every user/],
    ["a token file that is not there", [...quiet, "--token-file", "/nowhere"], /\/nowhere: ENOENT/],
    ["a file that is not there", ["--config", "/nowhere.yaml"], /nowhere\.yaml: no such file/],
  ])("refuses %s in one line", async (_, flags, expected) => {
    const { code, stderr } = await refused(...flags);
    expect(stderr).toMatch(expected);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});
