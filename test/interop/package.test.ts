import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const capabilities = ["net_raw", "net_admin", "sys_admin", "sys_ptrace", "dac_read_search", "setpcap"];
const program = "/usr/bin/lldp-watch";
let package_ = "";
let folder = "";

/** ExecStart of the unit, with the places and namespaces of a test. */
function serviceCommand(namespaces: string): string[] {
  const unit = readFileSync("/usr/lib/systemd/system/lldp-watch.service", "utf8");
  const words = (/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? "")
    .split(" ")
    .map((word) => word.replace("/run/lldp-watch/api.sock", join(folder, "api.sock")).replace("/var/lib/lldp-watch", join(folder, "state")));
  return [...words, "--namespaces", namespaces, "--listen", "none"];
}

const status = (pid: number, field: string) => new RegExp(`^${field}:\\s*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];

beforeAll(async () => {
  if (!privileged) return;
  const { stdout } = await execa("node", ["packaging/package.mjs"], { cwd: root });
  package_ = stdout.trim();
  folder = mkdtempSync(join(tmpdir(), "lw-package-"));
  await execa("chmod", ["0777", folder]);
});
afterAll(async () => {
  if (!privileged) return;
  await execa("dpkg", ["--purge", "lldp-watch"], { reject: false });
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!privileged)("the Debian package", () => {
  it("has no errors for lintian, and a unit that systemd takes and finds well confined", async () => {
    const { exitCode, stdout } = await execa("lintian", ["--fail-on", "error", "--allow-root", package_], { reject: false, all: true });
    expect(`${exitCode} ${stdout.match(/^E: .*/gm) ?? ""}`).toBe("0 ");
    const { stdout: verdict } = await execa("systemd-analyze", ["security", "--offline=true", join(root, "packaging/systemd/lldp-watch.service")], {
      reject: false,
    });
    expect(Number(/exposure level for .*: ([\d.]+)/.exec(verdict)?.[1])).toBeLessThanOrEqual(3);
  });

  it("installs, sees its first neighbors as the unit starts it, upgrades, and leaves nothing behind when purged", async () => {
    await execa("dpkg", ["--install", package_]);
    expect((await execa(program, ["--version"])).stdout).toMatch(/\d+\.\d+\.\d+/);
    const checked = await execa("systemd-analyze", ["verify", "/usr/lib/systemd/system/lldp-watch.service"], { reject: false, all: true });
    expect(checked.all.split("\n").filter((line) => line.includes("lldp-watch.service") && !line.includes("'man "))).toEqual([]);
    await withLab("package", async (lab) => {
      await lab.cable("a:eth0", "b:eth0");
      const caps = capabilities.map((name) => `+${name}`).join(",");
      const identity = [
        "--reuid",
        "lldp-watch",
        "--regid",
        "lldp-watch",
        "--clear-groups",
        "--inh-caps",
        caps,
        "--ambient-caps",
        caps,
        "--no-new-privs",
      ];
      const service = spawn("setpriv", [...identity, "--", ...serviceCommand(`${lab.prefix}*`)], { stdio: ["ignore", "ignore", "pipe"] });
      let log = "";
      service.stderr.on("data", (text) => {
        log += text;
      });
      try {
        const server = `unix:${join(folder, "api.sock")}`;
        const waited = await execa(program, ["wait", "--port", `${lab.name("a")}:eth0`, "--timeout", "20", "--server", server], {
          reject: false,
          all: true,
        });
        expect(waited.exitCode, `${waited.all} ${log}`).toBe(0);
        const { stdout } = await execa(program, ["neighbors", "--json", "--server", server]);
        expect(JSON.parse(stdout).neighbors).toHaveLength(2);
        const helper = service.pid as number;
        const node = Number((await execa("ps", ["-o", "pid=", "--ppid", String(helper)])).stdout.trim());
        for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) expect(`${set} ${status(node, set)}`).toBe(`${set} 0000000000000000`);
        expect(status(node, "NoNewPrivs")).toBe("1");
        expect(status(helper, "Seccomp")).toBe("2");
        expect(status(helper, "CapBnd")).not.toBe("0000000000000000");
      } finally {
        const ended = once(service, "exit");
        service.kill("SIGTERM");
        expect((await ended)[0]).toBe(0);
      }
    });
    await execa("dpkg", ["--install", package_]);
    await execa("dpkg", ["--purge", "lldp-watch"]);
    for (const path of [program, "/usr/lib/lldp-watch", "/etc/lldp-watch", "/var/lib/lldp-watch", "/usr/share/doc/lldp-watch"])
      expect(`${path} ${existsSync(path)}`).toBe(`${path} false`);
    expect((await execa("getent", ["passwd", "lldp-watch"], { reject: false })).exitCode).not.toBe(0);
  });
});
