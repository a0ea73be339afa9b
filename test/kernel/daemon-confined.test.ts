import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestType } from "../../src/native/helper-messages.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { serviceUser } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { TakenChannel } from "../support/taken-channel.ts";

const needed = "0000000000283004"; // DAC_READ_SEARCH, NET_ADMIN, NET_RAW, SYS_PTRACE, SYS_ADMIN
const nothing = "0000000000000000";
const packet = { type: requestType.open, kind: 1, ifindex: 1 };
const refusal = { errno: 1, call: "helper" };

describe.runIf(privileged)("the running service below its helper", () => {
  const lab = new NamespaceLab("confined");
  let daemon: DaemonProcess;

  beforeAll(async () => {
    await lab.cable("a:east", "b:west");
    await lab.cable("a:out", "outside:in");
    daemon = await DaemonProcess.start(`${lab.prefix}*,!${lab.name("outside")}`, { helper: true });
    await daemon.settled(
      () => daemon.neighbors(),
      (neighbors) => neighbors.length === 2,
      "both ends to know each other",
    );
  });

  afterAll(async () => {
    await daemon?.stop("SIGKILL");
    await lab.close();
  });

  const status = (pid: number, ...fields: readonly string[]) => {
    const lines = readFileSync(`/proc/${pid}/status`, "latin1").split("\n");
    return fields.map((field) => lines.find((line) => line.startsWith(`${field}:`))?.replace(/^\w+:\s*/, ""));
  };
  const inode = (label: string) => statSync(`/run/netns/${lab.name(label)}`).ino;

  it("gives node no right at all, and the helper what it needs", () => {
    const sets = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"];
    expect(status(daemon.node, ...sets)).toEqual(sets.map(() => nothing));
    expect(status(daemon.node, "Uid", "Gid", "Groups", "NoNewPrivs")).toEqual([
      new Array(4).fill(serviceUser).join("\t"),
      new Array(4).fill(serviceUser).join("\t"),
      "",
      "1",
    ]);
    expect(status(daemon.child.pid as number, ...sets, "NoNewPrivs", "Seccomp")).toEqual([nothing, needed, needed, needed, nothing, "1", "2"]);
  });

  it("knows the wiring of a namespace outside the rules, but has no port there", async () => {
    expect((await daemon.port(`${lab.name("outside")}:in`)).mode).toBe("disabled");
    expect((await daemon.port(`${lab.name("a")}:out`)).wiredTo).toBe(`${lab.name("outside")}:in`);
    expect(daemon.log).not.toContain("refused");
  });

  it("opens for whoever takes node over no packet socket outside the rules, and takes no other rules", async () => {
    process.kill(daemon.node, "SIGSTOP");
    const taken = new TakenChannel(daemon.node);
    expect(taken.ask({ ...packet, inode: inode("b") })).toMatchObject({ errno: 0 });
    expect(taken.ask({ ...packet, inode: inode("outside") })).toMatchObject(refusal);
    expect(taken.ask({ type: requestType.confine, kind: 1, state: new TextEncoder().encode("*") })).toMatchObject(refusal);
    expect(taken.ask({ ...packet, kind: 2, inode: inode("outside") })).toMatchObject(refusal);
    expect(taken.ask({ ...packet, inode: statSync("/proc/self/ns/net").ino })).toMatchObject(refusal);
    // The guesses before that have used up what a second has of lines.
    const insist = () => {
      taken.ask({ ...packet, inode: inode("outside") });
      return daemon.log;
    };
    await expect.poll(insist, { timeout: 10_000, interval: 100 }).toContain("a namespace outside the rules");
  });

  it("ends when node is killed, with the status that a shell would show", async () => {
    const ended = once(daemon.child, "exit");
    process.kill(daemon.node, "SIGKILL");
    expect((await ended)[0]).toBe(128 + 9);
  });
});
