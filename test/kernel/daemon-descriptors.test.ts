import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { eventually } from "../support/eventually.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const crowd = 60;
/** Descriptors that are left for sockets when the crowd comes: too few. */
const room = 50;

interface Ready {
  readonly ready: boolean;
  readonly failing: readonly { readonly namespace: string; readonly reason: string }[];
}

describe.runIf(privileged)("many namespaces at once, and too few descriptors for them", () => {
  const lab = new NamespaceLab("descriptors");
  const names = Array.from({ length: crowd }, (_, index) => `${lab.prefix}crowd-${index}`);
  let daemon: DaemonProcess;
  let built = false;

  const batch = (lines: readonly string[], ...before: readonly string[]) =>
    execFileSync("ip", [...before, "-force", "-batch", "-"], { input: lines.join("\n"), stdio: ["pipe", "ignore", "inherit"] });

  // As the user of the process: root of a container may not be allowed to do this to others.
  const limitDescriptors = (limit: number) => {
    const id = (field: string) => new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${daemon.node}/status`, "latin1"))?.[1] ?? "0";
    const words = ["--reuid", id("Uid"), "--regid", id("Gid"), "--clear-groups", "prlimit", "--pid", String(daemon.node), `--nofile=${limit}:`];
    execFileSync("setpriv", words, { stdio: "inherit" });
  };

  afterEach(async () => {
    await daemon?.stop();
  });
  afterAll(async () => {
    if (built) batch(names.map((name) => `netns del ${name}`));
    await lab.close();
  });

  const ours = ({ namespace }: { readonly namespace: string }) => namespace.startsWith(lab.prefix);
  // A connection for each question: that one can be made is part of what is asked.
  const ask = async () => (await (await fetch(`${daemon.url}/readyz`, { headers: { connection: "close" } })).json()) as Ready;
  /** In the moment in which the last descriptors go, a connection may be refused; asked again, it has to answer. */
  const ready = () => eventually(() => ask().catch(() => null), "an answer");

  it("goes on with those it has, names the others, answers, and takes them when it may", async () => {
    await lab.cable("a:east", "b:west");
    daemon = await DaemonProcess.start(`${lab.prefix}*`);
    const linked = () =>
      daemon.settled(
        () => daemon.status(),
        ({ links }) => links.ok === 1,
        "the link",
      );
    await linked();
    const open = readdirSync(`/proc/${daemon.node}/fd`).length + room;
    // A quarter of the limit, at most 128, is kept for other things than sockets.
    const limit = Math.min(open + 128, Math.ceil((open * 4) / 3));
    limitDescriptors(limit);

    built = true;
    batch([
      ...names.map((name) => `netns add ${name}`),
      ...names.map((name) => `link add name in netns ${name} type veth peer name out netns ${name}`),
    ]);
    for (const name of names) batch(["link set in up", "link set out up"], "-n", name);
    const { failing } = await daemon.settled(ready, (now) => now.failing.filter(ours).length > crowd / 4, "those that there is no room for");
    const named = failing.filter(ours);
    expect(named.length).toBeLessThan(crowd);
    expect(
      named.every(({ reason }) => /EMFILE|EAGAIN|opening/.test(reason)),
      JSON.stringify(named),
    ).toBe(true);

    // What is watched is watched as before.
    const since = daemon.events.length;
    await lab.ip("a", "link set east down");
    await daemon.event(({ kind, reason }) => kind === "neighbor-removed" && reason === "link-down", since, "the link to go down");
    await lab.ip("a", "link set east up");
    await daemon.event(({ kind, port }) => kind === "neighbor-added" && port === `${lab.name("b")}:west`, since, "the link to come back");
    const answers = await Promise.all(Array.from({ length: 20 }, () => ready()));
    expect(answers.every((answer) => answer.ready)).toBe(true);

    limitDescriptors(open + 1000);
    await daemon.settled(ready, (now) => now.failing.filter(ours).length === 0, "all to be watched", 45_000);
    expect((await daemon.port(`${lab.name("a")}:east`)).neighbors).toBe(1);
  });
});
