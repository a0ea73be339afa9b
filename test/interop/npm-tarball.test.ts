import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lw-tarball-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!privileged)("the npm tarball", () => {
  it("works as it is installed with install scripts off", { timeout: 120_000 }, async () => {
    const { stdout } = await execa("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
    writeFileSync(join(folder, "package.json"), '{"name":"user","private":true}');
    await execa(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", join(folder, stdout.trim().split("\n").at(-1) as string)],
      { cwd: folder },
    );
    const program = join(folder, "node_modules/.bin/lldp-watch");
    expect((await execa(program, ["--version"])).stdout).toMatch(/\d+\.\d+\.\d+/);
    const script = 'import { decodeLldpdu } from "lldp-watch/lldp"; process.stdout.write(typeof decodeLldpdu);';
    expect((await execa("node", ["--input-type=module", "--eval", script], { cwd: folder })).stdout).toBe("function");
    await withLab("tarball", async (lab) => {
      await lab.cable("a:eth0", "b:eth0");
      const socket = join(folder, "api.sock");
      const flags = ["--namespaces", `${lab.prefix}*`, "--listen", "none", "--socket", socket, "--state", join(folder, "state"), "--direct"];
      const daemon = execa(program, ["daemon", ...flags], { reject: false, all: true, env: { LLDP_WATCH_CONFIG: "/dev/null" } });
      try {
        const wait = () =>
          execa(program, ["wait", "--port", `${lab.name("a")}:eth0`, "--timeout", "20", "--server", `unix:${socket}`], { reject: false, all: true });
        let waited = await wait();
        for (let attempt = 0; waited.exitCode === 3 && attempt < 50; attempt++) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          waited = await wait();
        }
        expect(waited.exitCode, waited.all).toBe(0);
        const events = await execa(program, ["events", "--json", "--server", `unix:${socket}`]);
        expect(events.stdout).toContain("neighbor-added");
      } finally {
        daemon.kill("SIGTERM");
        expect((await daemon).exitCode).toBe(0);
      }
    });
  });
});
