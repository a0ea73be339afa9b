import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

describe.runIf(privileged)("a state folder on a full disk", () => {
  const lab = new NamespaceLab("disk");
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-disk-"));
  const disk = join(folder, "disk");
  const ballast = join(disk, "ballast");
  let daemon: DaemonProcess;

  /** Takes the room that is left, down to the last page. */
  const fill = () => {
    for (const size of [1 << 20, 1 << 16, 1 << 12])
      for (let full = false; !full; ) {
        try {
          writeFileSync(ballast, Buffer.alloc(size), { flag: "a" });
        } catch {
          full = true;
        }
      }
  };

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    mkdirSync(disk);
    await execa("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]);
    await lab.cable("a:east", "b:west");
  });

  afterAll(async () => {
    await daemon?.stop();
    await execa("umount", ["-l", disk], { reject: false });
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const history = (state: string, patience?: number) =>
    daemon.settled(
      () => daemon.status(),
      (status) => status.history.state === state,
      `history to be ${state}`,
      patience,
    );
  const linked = () =>
    daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === 1,
      "the link",
    );
  const flap = async () => {
    await lab.ip("a", "link set east down");
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.down === 1,
      "the link to go down",
    );
    await lab.ip("a", "link set east up");
    await linked();
  };

  it("costs the past, not the present: links go on, what failed is told, and writing begins again with room", async () => {
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--state", join(disk, "state")] });
    await linked();
    await history("running");
    fill();
    // Until no page that was reserved before is left.
    for (let round = 0; (await daemon.status()).history.state !== "failed"; round++) {
      expect(round, "flaps that still found room").toBeLessThan(200);
      await flap();
    }
    const { history: failed } = await daemon.status();
    expect(failed.error).toMatch(/FULL|IOERR/);
    await flap();
    const metrics = await (await fetch(`${daemon.url}/metrics`)).text();
    expect(metrics).toMatch(/^lldp_history_up 0$/m);
    expect(daemon.log).toMatch(/history cannot be written; going on in memory/);
    rmSync(ballast);
    await history("running", 40_000);
    expect(await (await fetch(`${daemon.url}/metrics`)).text()).toMatch(/^lldp_history_events_lost_total 0$/m);
  });
});
