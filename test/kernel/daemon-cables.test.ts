import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

/** Issue limits, in milliseconds, from the command that changes the link to the event at a reader of the stream. */
const gone = 100;
const back = 200;

describe.runIf(privileged)("a cable that is pulled and put back", () => {
  const lab = new NamespaceLab("daemon");
  let daemon: DaemonProcess;

  beforeAll(async () => {
    await lab.cable("a:east", "b:west");
    // The kernel tells the second end of such a pair up to a second late.
    await lab.cable("a:equal", "b:equal", { ifindex: 77 });
    daemon = await DaemonProcess.start(`${lab.prefix}*`);
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === 2,
      "both links",
    );
  });

  afterAll(async () => {
    await daemon?.stop();
    await lab.close();
  });

  it.each([
    ["unequal", "east", "west"],
    ["equal", "equal", "equal"],
  ])("is known at both ends at once (%s ifindex)", async (_, near, far) => {
    const ends = [`${lab.name("a")}:${near}`, `${lab.name("b")}:${far}`];
    for (let round = 0; round < 3; round++) {
      const [before, pulled] = [daemon.events.length, performance.now()];
      await lab.ip("a", `link set ${near} down`);
      for (const end of ends) {
        const { at, event } = await daemon.event(({ kind, port }) => kind === "neighbor-removed" && port === end, before, `${end} without neighbor`);
        expect(event.reason).toBe("link-down");
        expect(at - pulled).toBeLessThan(gone);
      }
      const link = await daemon.event(({ kind, after }) => kind === "link-changed" && (after as { id: string }).id === ends.join("--"), before);
      expect((link.event.after as { verdict: string }).verdict).toBe("down");
      const [seen, plugged] = [daemon.events.length, performance.now()];
      await lab.ip("a", `link set ${near} up`);
      for (const end of ends) {
        const { at } = await daemon.event(({ kind, port }) => kind === "neighbor-added" && port === end, seen, `${end} with its neighbor`);
        expect(at - plugged).toBeLessThan(back);
      }
    }
  });

  it("is known when an end is deleted, and when a new one comes", async () => {
    const before = daemon.events.length;
    await lab.ip("a", "link del east");
    const end = `${lab.name("b")}:west`;
    const { event } = await daemon.event(({ kind, port }) => kind === "neighbor-removed" && port === end, before, "the neighbor to go");
    expect(["link-down", "interface-gone"]).toContain(event.reason);
    const [seen, made] = [daemon.events.length, performance.now()];
    await lab.cable("a:new", "b:other");
    const added = await daemon.event(({ kind, port }) => kind === "neighbor-added" && port === `${lab.name("b")}:other`, seen, "the new neighbor");
    expect(added.at - made).toBeLessThan(1000);
  });
});
