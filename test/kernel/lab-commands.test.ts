import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inside, LabMachine } from "../support/lab-machine.ts";
import { buildLabProgram } from "../support/lab-program.ts";
import { privileged } from "../support/privilege.ts";
import { TmuxTerminal } from "../support/tmux.ts";

const tag = `lwc${process.pid}`;
const machine = new LabMachine();
let program = "";
const ns = (node: string) => `${tag}-commands-${node}`;
const file = () =>
  machine.file(
    "commands.yml",
    `name: commands
prefix: \${PREFIX}
topology:
  nodes:
    a: { addresses: { eth0: 10.9.0.1/24 } }
    b: { addresses: { eth0: 10.9.0.2/24 } }
    far: { addresses: { eth0: 10.99.0.1/24 } }
    sw: { kind: bridge }
  links:
    - endpoints: ["a:eth0", "sw:p1"]
    - endpoints: ["b:eth0", "sw:p2"]
    - endpoints: ["far:eth0", "sw:p3"]
`,
  );

/** The command as a process of its own. */
const lab = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "lab", ...words], { env: machine.env, encoding: "utf8", timeout: 30_000 });
  return { code: status, out: stdout, err: stderr };
};

describe.skipIf(!privileged)("commands on a lab", () => {
  beforeAll(async () => {
    program = await buildLabProgram(machine.folder);
    expect(lab("up", file(), "--var", `PREFIX=${tag}`)).toMatchObject({ code: 0, err: "" });
  });
  afterAll(() => machine.close());

  test("exec runs in the node and ends with the status of the command", () => {
    expect(lab("exec", "a", "--", "ip", "-brief", "address", "show", "eth0").out).toMatch(/10\.9\.0\.1\/24/);
    expect(lab("exec", "a", "--", "sh", "-c", "echo $LLDP_WATCH_NODE in $LLDP_WATCH_LAB; exit 42")).toEqual({
      code: 42,
      out: "a in commands\n",
      err: "",
    });
    expect(lab("exec", "aa", "--", "true")).toMatchObject({ code: 1, err: expect.stringContaining("has a node aa") });
    expect(lab("exec", "--lab", "nosuch", "a", "--", "true")).toMatchObject({ code: 1, err: expect.stringContaining("lab nosuch is not up") });
    expect(lab("exec", "a")).toMatchObject({ code: 2, err: expect.stringContaining("what shall be run?") });
  });

  test("ping ends with 0 when somebody answers, with 1 when nobody does", () => {
    expect(lab("ping", "a", "b", "-c", "1")).toMatchObject({ code: 0, out: expect.stringContaining("1 received") });
    expect(lab("ping", "a", "far", "-c", "1").code).toBe(1);
    expect(lab("ping", "a", "sw", "-c", "1")).toMatchObject({ code: 1, err: expect.stringContaining("sw has no address") });
  });

  test("cut and join pull one end out and put it back", async () => {
    expect(lab("cut", "a:eth0").code).toBe(0);
    await expect.poll(() => inside(ns("sw"), "ip", "-brief", "link", "show", "p1"), { timeout: 5000 }).toMatch(/NO-CARRIER/);
    expect(JSON.parse(lab("status", "--json").out).labs[0].links[0]).toMatchObject({ name: "a:eth0 -- sw:p1", state: "cut" });
    expect(lab("ping", "a", "b", "-c", "1").code).toBe(1);
    expect(lab("join", "a:eth0").code).toBe(0);
    expect(lab("ping", "a", "b", "-c", "3").code).toBe(0);
    expect(lab("cut", "a:eth9")).toMatchObject({ code: 1, err: expect.stringContaining("a has eth0") });
    expect(lab("cut", "a")).toMatchObject({ code: 2, err: expect.stringContaining("NODE:INTERFACE") });
  });

  test("mask lets the bridge forward LLDP, or not", () => {
    const mask = () => /group_fwd_mask (\w+)/.exec(inside(ns("sw"), "ip", "-d", "link", "show", "sw"))?.[1];
    expect(lab("mask", "sw", "on").code).toBe(0);
    expect(mask()).toBe("0x4000");
    expect(lab("mask", "sw", "off").code).toBe(0);
    expect(mask()).toBe("0");
    expect(lab("mask", "a", "on")).toMatchObject({ code: 1, err: expect.stringContaining("a is no bridge") });
    expect(lab("mask", "sw", "maybe").code).toBe(2);
  });

  test.skipIf(spawnSync("tcpdump", ["--version"]).error !== undefined)("pcap writes what passes", async () => {
    const path = join(machine.folder, "out.pcap");
    const capture = machine.start(program, ["pcap", "a:eth0", path, "-c", "4", "--", "icmp"]);
    const ended = once(capture, "close");
    await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(true);
    lab("ping", "a", "b", "-c", "3");
    await ended;
    expect(capture.exitCode).toBe(0);
    expect(readFileSync(path).subarray(0, 4).toString("hex")).toBe("d4c3b2a1");
    const { stdout } = await promisify(execFile)("tcpdump", ["-n", "-r", path]);
    expect(stdout.match(/ICMP echo (request|reply)/g)).toHaveLength(4);
  });

  test("shell wants a terminal", () => {
    expect(lab("shell", "a")).toMatchObject({ code: 2, err: expect.stringContaining("lab exec NODE -- COMMAND") });
  });

  test("shell in a terminal: a prompt inside the node, and back with exit", async () => {
    const terminal = await TmuxTerminal.open(120, 30, { LLDP_WATCH_LABS: machine.env.LLDP_WATCH_LABS, SHELL: "/bin/sh" });
    try {
      await terminal.line(`node ${program} lab shell a`);
      await terminal.until("a prompt", (screen) => /[#$] *\n*$/.test(screen.split(program).at(-1) ?? ""), 30_000);
      await terminal.line("echo node=$LLDP_WATCH_NODE; readlink /proc/self/ns/net; ip -br link");
      const namespace = inside(ns("a"), "readlink", "/proc/self/ns/net").trim();
      await terminal.until("the node's links", (screen) => /^node=a$/m.test(screen) && screen.includes(namespace) && /^eth0@/m.test(screen), 30_000);
      await terminal.line("exit");
      await terminal.untilShell(30_000);
      await terminal.line("readlink /proc/self/ns/net");
      const own = readlinkSync("/proc/self/ns/net");
      await terminal.until("our own namespace", (screen) => screen.includes(own), 30_000);
    } finally {
      await terminal.close();
    }
  });

  test("status of all, of one, of none", () => {
    expect(lab("status").out).toMatch(/lab commands: up/);
    expect(lab("status", "nosuch")).toMatchObject({ code: 1, err: expect.stringContaining("lab nosuch is not up") });
  });

  test("bad files and flags: the line and the cause, exit 2, nothing made", () => {
    const bad = machine.file("bad.yml", 'name: bad\ntopology:\n  nodes:\n    a: { kind: brigde }\n  links:\n    - endpoints: ["a:e", "b:e"]\n');
    const { code, err } = lab("up", bad);
    expect(code).toBe(2);
    expect(err).toContain(`${bad}:4:16: kind cannot be "brigde" (did you mean bridge?)`);
    expect(err).toContain(`${bad}:6:7: b:e: there is no node "b"`);
    expect(lab("up", file())).toMatchObject({ code: 2, err: expect.stringContaining("variable PREFIX has no value") });
    expect(lab("up", file(), "--var", "PREFIX")).toMatchObject({ code: 2, err: expect.stringContaining("not NAME=VALUE") });
    expect(lab("up", "/nonexistent.yml")).toMatchObject({ code: 2, err: expect.stringContaining("cannot read /nonexistent.yml") });
    expect(lab("uo", file())).toMatchObject({ code: 2, err: expect.stringContaining("did you mean lab up?") });
    expect(lab("new", "clos", "--nodes", "5")).toMatchObject({ code: 2, err: expect.stringContaining("--nodes is not for clos") });
    expect(machine.left("bad")).toEqual([]);
  });

  test("--dry-run makes nothing; a file from standard input works", async () => {
    const text = `name: piped\nprefix: ${tag}\ntopology:\n  nodes: { x: {} }\n`;
    const path = machine.file("piped.yml", text);
    expect(lab("up", "--dry-run", path)).toMatchObject({ code: 0, out: "lab piped: 1 node, 0 links\n" });
    expect(machine.left(`${tag}-piped`)).toEqual([]);
    expect(await machine.lab(["up", "-"], { stdin: text })).toMatchObject({ code: 0 });
    expect(machine.left(`${tag}-piped`)).toHaveLength(1);
    expect(await machine.lab(["down", "-"], { stdin: text })).toMatchObject({ code: 0 });
  });

  test("a user without rights is told what is missing; with the capabilities it works", () => {
    const path = machine.file("rights.yml", `name: rights\nprefix: ${tag}\ntopology:\n  nodes: { x: { forwarding: true } }\n`);
    const nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    const as = (more: string[], ...words: string[]) => {
      const { status, stderr } = spawnSync("setpriv", [...nobody, ...more, process.execPath, program, "lab", ...words], {
        env: machine.env,
        encoding: "utf8",
      });
      return { code: status, err: stderr };
    };
    expect(as([], "up", path)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/needs root, or CAP_DAC_OVERRIDE, CAP_NET_ADMIN, CAP_SYS_ADMIN; .*sudo/),
    });
    const rights = "+net_admin,+sys_admin,+dac_override,+kill,+sys_ptrace,+net_raw";
    const capable = ["--inh-caps", rights, "--ambient-caps", rights];
    expect(as(capable, "up", path)).toMatchObject({ code: 0, err: "" });
    expect(as(capable, "down", "rights")).toMatchObject({ code: 0, err: "" });
    expect(machine.left(`${tag}-rights`)).toEqual([]);
  });
});
