import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { mode } from "../support/mode.ts";
import { privileged } from "../support/privilege.ts";

const count = 200;
const prefix = `lw-ring-${process.pid}-`;
const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Runs many commands of ip(8) in one process. */
function batch(lines: readonly string[], namespace?: string): void {
  execFileSync("ip", [...(namespace ? ["-n", namespace] : []), "-b", "-"], { input: `${lines.join("\n")}\n`, stdio: ["pipe", "ignore", "inherit"] });
}

describe.runIf(privileged)(`a ring of ${count} namespaces`, () => {
  let daemon: DaemonProcess;

  beforeAll(async () => {
    batch(names.map((name) => `netns add ${name}`));
    const next = (index: number) => names[(index + 1) % count];
    batch(names.map((name, index) => `link add east netns ${name} type veth peer name west netns ${next(index)}`));
    for (const name of names) batch(["link set dev east up", "link set dev west up"], name);
    daemon = await DaemonProcess.start(`${prefix}*`);
  });

  afterAll(async () => {
    await daemon?.stop();
    batch(names.map((name) => `netns del ${name}`));
  });

  it("is known within two seconds of being ready, every end of it, by one node", async () => {
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === count,
      "every link",
    );
    expect(performance.now() - daemon.readyAt).toBeLessThan(2000);
    const ours = (await daemon.neighbors()).filter(({ namespace }) => namespace.startsWith(prefix));
    expect(new Set(ours.map(({ port }) => port)).size).toBe(2 * count);
    expect(daemon.pids).toHaveLength(mode === "helper" ? 2 : 1);
  });

  it("ends within a second of SIGTERM", async () => {
    const { code, took } = await daemon.stop();
    expect(code).toBe(0);
    expect(took).toBeLessThan(1000);
  });
});
