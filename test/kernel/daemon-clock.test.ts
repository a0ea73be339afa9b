import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wallShift } from "../support/compiled.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const day = 86_400;
const ttl = 5;

describe.runIf(privileged)("a wall clock that is set", () => {
  const lab = new NamespaceLab("clock");
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-clock-"));
  const shift = join(folder, "shift");
  let daemon: DaemonProcess;

  // In place: the process has the file mapped.
  const set = (seconds: number) => {
    const octets = Buffer.alloc(8);
    octets.writeBigInt64LE(BigInt(seconds));
    writeFileSync(shift, octets, { flag: "r+" });
  };

  beforeAll(async () => {
    writeFileSync(shift, Buffer.alloc(8));
    await lab.cable("a:east", "b:west");
    const flags = ["--tx-interval", "1", "--tx-hold", "4"];
    // The library can move the clock of the process that it is loaded into, not of one below a helper that takes its environment away.
    daemon = await DaemonProcess.start(`${lab.prefix}*`, {
      helper: false,
      flags,
      environment: { LD_PRELOAD: wallShift(), LLDP_WATCH_WALL_SHIFT: shift },
    });
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === 1,
      "the link",
    );
  });

  afterAll(async () => {
    await daemon?.stop();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["a day ahead", day],
    ["two days back", -day],
  ])("%s ages nobody, and is told right", async (_, seconds) => {
    const id = `${lab.name("a")}:east`;
    const since = daemon.events.length;
    const heard = (await daemon.port(id)).counters.framesReceived;
    const { uptime } = await daemon.status();
    const started = performance.now();
    set(seconds);
    // Longer than the time to live: who aged by the wall clock, or forgot to age, would show.
    await daemon.settled(
      () => daemon.port(id),
      ({ counters }) => counters.framesReceived > heard + ttl + 1,
      "some more LLDPDUs",
    );
    expect(daemon.events.slice(since).filter(({ event }) => event.kind.startsWith("neighbor-"))).toEqual([]);
    const passed = (performance.now() - started) / 1000;
    expect((await daemon.status()).uptime - uptime).toBeLessThan(passed + 5);
    expect((await daemon.status()).uptime - uptime).toBeGreaterThan(passed - 5);
    const [neighbor] = await daemon.neighbors();
    const left = Date.parse(neighbor?.expiresAt ?? "") / 1000 - (Date.now() / 1000 + seconds);
    expect(left).toBeGreaterThan(-1);
    expect(left).toBeLessThan(ttl + 1);
  });

  it("and who falls silent is forgotten after its time to live, not a day later", async () => {
    set(day);
    const since = daemon.events.length;
    // Too small for any LLDPDU of the other end, and the link stays up.
    await lab.ip("b", "link set west mtu 68");
    const { event } = await daemon.event(({ reason }) => reason === "aged-out", since, "the silence to be noticed");
    expect(Math.abs(Date.parse(event.time) / 1000 - Date.now() / 1000 - day)).toBeLessThan(60);
  });
});
