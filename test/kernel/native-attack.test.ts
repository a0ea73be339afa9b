import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxProbe } from "../support/compiled.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { type ReadableInstall, readableInstall } from "../support/readable-install.ts";

const run = promisify(execFile);
const refused = "helper EPERM";

describe.skipIf(!privileged)("a node that was taken over", () => {
  let lab: NamespaceLab;
  let install: ReadableInstall;
  let outcomes: Record<string, string>;
  let log: string;

  beforeAll(async () => {
    lab = new NamespaceLab("attack");
    await lab.ip("inside", "link set lo up");
    await lab.namespace("outside");
    await lab.namespace("renounced");
    install = await readableInstall({ attacker: "test/support/native-attacker.ts" });
    const words = ["--user", "65534", "--namespaces", `*,!${lab.name("outside")}`, "--", process.execPath, install.script("attacker")];
    const { stdout, stderr } = await run(install.helper, [...words, ...["inside", "outside", "renounced"].map((label) => lab.name(label))]);
    outcomes = JSON.parse(stdout);
    log = stderr;
  });

  afterAll(async () => {
    install?.remove();
    await lab.close();
  });

  it("gets no right that it was not given", () => {
    expect(outcomes).toMatchObject({
      "become root": "EPERM",
      "read a file of root": "EACCES",
      "look into the helper": "EACCES",
      "write into the helper": "EACCES",
      "raw TCP socket": "Operation not permitted",
      "packet socket": "Operation not permitted",
      "enter a namespace": "Operation not permitted",
    });
  });

  it("gets no socket of another kind and no namespace outside the rules from the helper", () => {
    const asked = Object.entries(outcomes).filter(([name]) => name.startsWith("ask for "));
    expect(asked.length).toBe(22);
    const expected = (name: string): string =>
      name.includes("what is allowed") ? "succeeded" : /never listed|a file instead/.test(name) ? "open ENOENT" : refused;
    for (const [name, outcome] of asked) expect([name, outcome]).toEqual([name, expected(name)]);
  });

  it("cannot make our socket hear anything but LLDP", () => {
    expect(outcomes["take the filter off"]).toBe("Operation not permitted");
    expect(outcomes["put another filter on"]).toBe("Operation not permitted");
    expect(outcomes["hear IP on it after binding it to everything"]).toBe("88cc");
  });

  it("can read interfaces over a route socket, but change none", () => {
    expect(outcomes["change an interface over a route socket"]).toBe("Operation not permitted");
  });

  it("is logged: each refusal with what was asked and why", () => {
    expect(outcomes["pass a descriptor along"]).toBe("sent");
    for (const why of [
      "not a socket that we open",
      "unknown type",
      "fields of another type",
      "too many peers",
      "not a state that we pass on",
      "confined already",
    ]) {
      expect(log).toContain(why);
    }
    const refusals = [...log.matchAll(/refused request/g)].length + Number(/refused (\d+) more/.exec(log)?.[1] ?? 0);
    // 20 forged questions, 6 of a wrong size, 4 out of order, 1 with a descriptor.
    expect(refusals).toBe(31);
  });

  it("finds the files of this test where everybody may read them", () => {
    const { status } = spawnSync("setpriv", ["--reuid", "65534", "--clear-groups", "test", "-r", install.script("attacker")]);
    expect(status).toBe(0);
  });
});

describe("the sandbox of the helper", () => {
  it("refuses what the helper never does, and allows what it does", () => {
    const { stdout, status } = spawnSync(sandboxProbe(), { encoding: "utf8" });
    expect(status).toBe(0);
    const tried = Object.fromEntries(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(": ")),
    );
    const refusedCalls = [
      "write a file",
      "make a file",
      "run a program",
      "TCP socket",
      "look into a process",
      "mount",
      "executable memory",
      "fork",
      "user namespace",
      "load a program into the kernel",
    ];
    expect(tried).toEqual({
      ...Object.fromEntries(refusedCalls.map((call) => [call, "Operation not permitted"])),
      "read a file": "allowed",
      "netlink socket": "allowed",
    });
  });
});
