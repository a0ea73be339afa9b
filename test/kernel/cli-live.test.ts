import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { readableCheckout } from "../support/readable-install.ts";
import { TmuxTerminal } from "../support/tmux.ts";

const program = fileURLToPath(new URL("../../bin/lldp-watch", import.meta.url));

describe.skipIf(!privileged)("the live view in a real terminal", () => {
  let lab: NamespaceLab;
  let daemon: DaemonProcess;
  let terminal: TmuxTerminal;
  let socket: string;
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-live-"));
  const startDaemon = () => DaemonProcess.start(`${lab.prefix}*`, { flags: ["--socket", socket] });

  beforeAll(async () => {
    lab = new NamespaceLab("cli");
    await lab.cable("left:eth0", "right:eth0");
    await lab.cable("left:eth1", "third:eth0");
    socket = join(folder, "api.sock");
    daemon = await startDaemon();
    await daemon.until(() => daemon.events.filter(({ event }) => event.kind === "neighbor-added").length >= 0, "the start");
  });
  afterAll(async () => {
    await daemon?.stop();
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    terminal = await TmuxTerminal.open(110, 24, { LLDP_WATCH_SERVER: `unix:${socket}`, PROGRAM: program });
  });
  afterEach(() => terminal.close());

  const name = (end: string) => lab.name(end);
  const rowOf = (screen: string, end: string) => screen.split("\n").find((line) => line.slice(2).startsWith(name(end))) ?? "";
  const start = async (flags = "") => {
    await terminal.line(`$PROGRAM --filter ${lab.prefix} ${flags}`);
    await terminal.until("the table with its neighbors", (screen) => [...screen.matchAll(/ ok /g)].length >= 4);
  };
  const ended = async (code: number) => {
    await terminal.untilShell();
    await terminal.line("echo ended with $?");
    await terminal.until("the shell", (screen) => screen.includes(`ended with ${code}\n`));
    expect(await terminal.sane()).toBe(true);
    expect(await terminal.screen()).not.toContain("NEIGHBOR");
  };
  const viewPid = async () => {
    const shell = await terminal.shell();
    return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, "latin1").split(" ")[0]);
  };

  test("shows who is at the other end, filters, looks closely, and draws the topology", async () => {
    await start();
    const screen = await terminal.screen();
    expect(rowOf(screen, "left:eth0")).toMatch(/up +\S*right@\S+ +eth0 +ok/);
    expect(rowOf(screen, "third:eth0")).toMatch(/up +\S*left@\S+ +eth1 +ok/);
    await terminal.keys("/");
    await terminal.keys("C-u");
    await terminal.keys("-l", `${lab.prefix}right:`);
    await terminal.keys("Enter");
    await terminal.until("the filtered table", (text) => rowOf(text, "right:eth0") !== "" && rowOf(text, "left:eth0") === "");
    await terminal.keys("Enter");
    await terminal.until("the port with evidence, TLVs and counters", (text) =>
      ["because", "has carrier", "interface"].every((word) => text.includes(word)),
    );
    await terminal.keys("End");
    await terminal.until("the end of the port", (text) => text.includes("history") && text.includes("socketDrops"));
    await terminal.keys("Escape");
    await terminal.until("the table again", (text) => rowOf(text, "right:eth0") !== "");
    await terminal.keys("t");
    // The filter is in force there as well: two boxes, one above the other.
    await terminal.until("the drawing", (text) => [`│ ${name("right")} │`, `│ ${name("left")} │`, "│eth0"].every((part) => text.includes(part)));
    expect(await terminal.screen()).not.toContain(name("third"));
    await terminal.keys("t");
    await terminal.until("the list", (text) => text.includes("eth0  <-> "));
    await terminal.keys("?");
    await terminal.until("the help", (text) => text.includes("draw the screen anew"));
    await terminal.keys("q");
    await ended(0);
  });

  test("follows the size of the terminal, down to twenty columns", async () => {
    await start();
    await terminal.resize(20, 10);
    await terminal.until("a table of twenty columns", (screen) => screen.includes("VERDICT") && !screen.includes("NEIGHBOR"));
    const lines = (await terminal.screen()).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(20);
    await terminal.resize(140, 30);
    await terminal.until("the wide table", (screen) => screen.includes("NEIGHBOR") && screen.includes("AGE"));
    await terminal.keys("q");
    await ended(0);
  });

  test("a pulled cable is seen within 200 ms, and so is its return", async () => {
    await start();
    await lab.ip("right", "link set eth0 down");
    const down = await terminal.until(
      "the row without its neighbor",
      (screen) => / down +- /.test(rowOf(screen, "right:eth0")) && /no-carrier +- /.test(rowOf(screen, "left:eth0")),
    );
    expect(rowOf(await terminal.screen(), "right:eth0")).toContain("admin-down");
    await lab.ip("right", "link set eth0 up");
    const up = await terminal.until("the neighbor again", (screen) => ["left:eth0", "right:eth0"].every((end) => / ok /.test(rowOf(screen, end))));
    console.info(`pulled cable on the screen after ${down.toFixed(0)} ms, plugged after ${up.toFixed(0)} ms`);
    await terminal.keys("C-c");
    await ended(0);
    expect(down).toBeLessThan(200);
  });

  test("the daemon dies: the last table stays under a banner that counts, and goes on when it is back", async () => {
    await start();
    process.kill(daemon.child.pid as number, "SIGKILL");
    await terminal.until("the banner", (screen) => /the daemon is gone \(\w+\); attempt \d+ in \d s/.test(screen));
    expect(rowOf(await terminal.screen(), "left:eth0")).toContain(" ok ");
    await terminal.until("a later attempt", (screen) => Number(/attempt (\d+)/.exec(screen)?.[1]) >= 3);
    daemon = await startDaemon();
    await terminal.until(
      "the table of the new daemon",
      (screen) => !screen.includes("the daemon is gone") && [...screen.matchAll(/ ok /g)].length >= 4,
      20_000,
    );
    await terminal.keys("q");
    await ended(0);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends it with 0 and a sane terminal", async (signal) => {
    await start();
    process.kill(await viewPid(), signal);
    await ended(0);
  });

  test.each(["the key", "SIGTSTP"])("%s stops it with a sane terminal; fg brings it back", async (how) => {
    await start();
    const pid = await viewPid();
    if (how === "the key") await terminal.keys("C-z");
    else process.kill(pid, "SIGTSTP");
    await terminal.until("the shell's note", (screen) => screen.includes("Stopped"));
    await terminal.untilShell();
    expect(await terminal.sane()).toBe(true);
    await terminal.line("fg");
    await terminal.until("the table again", (screen) => rowOf(screen, "left:eth0").includes(" ok "));
    await terminal.keys("j");
    await terminal.keys("q");
    await ended(0);
  });

  test("an exception that nobody caught leaves a sane terminal and its stack", async () => {
    const bomb = "setInterval(()=>{if(process.stdin.isRaw)throw(new(Error)(%22boom%22))},700)";
    await terminal.line(`NODE_OPTIONS='--import=data:text/javascript,${bomb}' $PROGRAM`);
    await terminal.until("the stack", (screen) => screen.includes("Error: boom"));
    await terminal.line("echo ended with $?");
    await terminal.until("the shell", (screen) => screen.includes("ended with 1"));
    expect(await terminal.sane()).toBe(true);
  });

  test("without a daemon it runs one inside, and leaves nothing behind", async () => {
    const before = readdirSync(tmpdir()).filter((entry) => /^lldp-watch-[A-Za-z0-9]{6}$/.test(entry));
    await terminal.line(`$PROGRAM --local --namespaces '${lab.prefix}*' ${readableCheckout() ? "" : "--direct"} --filter ${lab.prefix}`);
    await terminal.until("the table", (screen) => [...screen.matchAll(/ ok /g)].length >= 4, 30_000);
    expect(await terminal.screen()).toContain("daemon inside");
    const view = await viewPid();
    const inside = readFileSync(`/proc/${view}/task/${view}/children`, "latin1").split(" ").filter(Boolean);
    expect(inside).toHaveLength(1);
    await terminal.keys("q");
    await ended(0);
    expect(readdirSync("/proc")).not.toContain(inside[0]);
    expect(readdirSync(tmpdir()).filter((entry) => /^lldp-watch-[A-Za-z0-9]{6}$/.test(entry))).toEqual(before);
  });

  test("a killed view takes its daemon along", async () => {
    await terminal.line(`$PROGRAM --local --namespaces '${lab.prefix}*' ${readableCheckout() ? "" : "--direct"} --filter ${lab.prefix}`);
    await terminal.until("the table", (screen) => rowOf(screen, "left:eth0") !== "", 30_000);
    const view = await viewPid();
    const [inside = ""] = readFileSync(`/proc/${view}/task/${view}/children`, "latin1").split(" ");
    process.kill(view, "SIGKILL");
    await expect.poll(() => readdirSync("/proc").includes(inside), { timeout: 10_000 }).toBe(false);
  });

  test("no color without color, and no view on a terminal that cannot", async () => {
    await terminal.line(`NO_COLOR=1 $PROGRAM --filter ${lab.prefix}`);
    await terminal.until("the table", (screen) => [...screen.matchAll(/ ok /g)].length >= 4);
    expect(await terminal.painted()).not.toMatch(/\u001b\[[\d;]*(3[1-7]|4[1-7])m/);
    await terminal.keys("q");
    await ended(0);
    await terminal.line("clear; TERM=dumb $PROGRAM");
    await terminal.until("the refusal", (screen) => screen.includes("lldp-watch: the live view needs a terminal; try lldp-watch neighbors"));
    await ended(2);
  });
});
