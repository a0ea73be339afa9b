import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedSchemas } from "../../src/api/contract.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { lend } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { readableCheckout } from "../support/readable-install.ts";
import { documentJudge } from "../support/schema-check.ts";

const program = fileURLToPath(new URL("../../bin/lldp-watch", import.meta.url));
const judge = documentJudge({});

describe.skipIf(!privileged)("commands as whole processes, against a real daemon", () => {
  let lab: NamespaceLab;
  let daemon: DaemonProcess;
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-commands-"));
  const token = join(folder, "token");

  beforeAll(async () => {
    writeFileSync(token, "0123456789abcdef0123456789abcdef\n", { mode: 0o600 });
    lend(folder, token);
    lab = new NamespaceLab("cli");
    await lab.cable("left:eth0", "right:eth0");
    await lab.cable("left:eth1", "third:eth0");
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--token-file", token] });
    expect(await run("wait", "--all", "--timeout", "20")).toEqual({ code: 0, out: "", err: "" });
  });
  afterAll(async () => {
    await daemon?.stop();
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const env = () => ({ ...process.env, LLDP_WATCH_SERVER: daemon.url });
  const finished = (file: string, words: readonly string[]): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = execFile(file, words, { env: env(), maxBuffer: 2 ** 28 }, (_error, out, err) => resolve({ code: child.exitCode, out, err }));
      child.stdin?.end();
    });
  const run = (...words: string[]) => finished(process.execPath, [program, ...words]);
  const shell = (script: string) => finished("bash", ["-c", script, "bash", process.execPath, program]);
  const name = (end: string) => lab.name(end);

  test.each([
    ["neighbors", "neighbor-list"],
    ["ports", "port-list"],
    ["namespaces", "namespace-list"],
    ["links", "link-list"],
    ["events", "event-list"],
    ["status", "status"],
    ["topology", "topology"],
  ])("%s --json follows the published schema %s", async (command, schema) => {
    const { code, out, err } = await run(command, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(judge(publishedSchemas[schema] as object, JSON.parse(out))).toEqual([]);
  });

  test("tables, lines and CSV tell of the same neighbors", async () => {
    const table = (await run("neighbors", "--no-headers", "--columns", "port,its-port")).out.trim().split("\n");
    expect(table.map((line) => line.split(/ +/)).sort()).toEqual(
      [
        [name("left:eth0"), "eth0"],
        [name("left:eth1"), "eth0"],
        [name("right:eth0"), "eth0"],
        [name("third:eth0"), "eth1"],
      ].sort(),
    );
    const lines = (await run("neighbors", "--ndjson")).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((each) => each.port)).toEqual(expect.arrayContaining([name("left:eth0")]));
    expect((await run("neighbors", "--format", "csv")).out.split("\n")).toHaveLength(6);
    const json0 = JSON.parse((await run("neighbors", "--format", "lldpcli-json", "-n", name("right"))).out);
    expect(json0.lldp[0].interface[0]).toMatchObject({ name: "eth0", via: "LLDP", port: [{ id: [{ type: "ifname", value: "eth0" }] }] });
  });

  test("a plan that is learned holds, and fails with the reason and the fix when a cable is pulled", async () => {
    const plan = join(folder, "plan.clab.yml");
    writeFileSync(plan, (await run("snapshot")).out);
    const good = await run("verify", plan);
    expect({ code: good.code, out: good.out }).toEqual({ code: 0, out: `ok  ${plan}: 2 of 2 links are ok\n` });
    await lab.ip("right", "link set eth0 down");
    const bad = await run("verify", plan);
    expect(bad.code).toBe(4);
    expect(bad.out).toContain("not ok");
    expect(bad.out).toContain("(admin-down)");
    expect(bad.out).toContain(`ip -n ${name("right")} link set dev eth0 up`);
    expect(judge(publishedSchemas["verify"] as object, JSON.parse((await run("verify", plan, "--json")).out))).toEqual([]);
    const why = await run("explain", name("right:eth0"));
    expect(why.out).toContain("admin-down: one end is switched off");
    expect(judge(publishedSchemas["explain"] as object, JSON.parse((await run("explain", name("right:eth0"), "--json")).out))).toEqual([]);
    await lab.ip("right", "link set eth0 up");
    expect((await run("wait", "--all", "--timeout", "20")).code).toBe(0);
    expect((await run("diff", "-5m", "--json")).code).toBe(1);
  });

  test("watch tells of a pulled cable and ends after its count", async () => {
    const watching = run("watch", "--ndjson", "--count", "1", "-n", name("third"), "-i", "eth0");
    // The stream is open when the daemon counts one reader more; pulling again and again needs no guess.
    let done = false;
    const result = watching.then((value) => {
      done = true;
      return value;
    });
    for (let state = "down"; !done; state = state === "down" ? "up" : "down") await lab.ip("third", `link set eth0 ${state}`);
    const { code, out } = await result;
    expect(code).toBe(0);
    expect(judge(publishedSchemas["event"] as object, JSON.parse(out))).toEqual([]);
    await lab.ip("third", "link set eth0 up");
    expect((await run("wait", "--all", "--timeout", "20")).code).toBe(0);
  });

  test("a reader that goes away ends a command quietly with 0", async () => {
    const { out, err } = await shell(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
      '"$1" "$2" ports --columns all | head -n 1 | cut -c 1-4; echo "${PIPESTATUS[0]}"; "$1" "$2" topology --json | true; echo "${PIPESTATUS[0]}"',
    );
    expect({ out, err }).toEqual({ out: "PORT\n0\n0\n", err: "" });
  });

  test.each([["SIGINT"], ["SIGTERM"]] as const)("%s ends a command that follows with 130", async (signal) => {
    const { revision, epoch } = await daemon.status();
    const words = [program, "watch", "--after", `${epoch}-${revision - 1}`];
    const child = spawn(process.execPath, words, { env: env(), stdio: ["ignore", "pipe", "ignore"] });
    const end = once(child, "exit");
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await end).toEqual([130, null]);
  });

  test("port set needs the right token", async () => {
    const port = name("left:eth1");
    const wrong = join(folder, "wrong");
    writeFileSync(wrong, "fedcba9876543210fedcba9876543210\n");
    const set = (...words: string[]) => run("port", "set", port, "--mode", "rx-only", ...words);
    expect(await set()).toMatchObject({
      code: 1,
      err: "lldp-watch: the server wants a token; give its file with --token-file or LLDP_WATCH_TOKEN_FILE\n",
    });
    expect(await set("--token-file", wrong)).toMatchObject({ code: 1, err: "lldp-watch: the server refuses the token; see --token-file\n" });
    expect(await set("--token-file", token)).toMatchObject({ code: 0, out: `${port} is now rx-only\n` });
    expect((await run("ports", "--no-headers", "--columns", "mode", "-n", name("left"), "-i", "eth1")).out).toBe("rx-only\n");
    expect((await run("port", "set", port, "--mode", "rx-and-tx", "--token-file", token)).code).toBe(0);
  });

  test("bash completes what the running daemon knows", async () => {
    const script = join(folder, "completion.bash");
    writeFileSync(script, (await run("completion", "bash")).out);
    const line = `lldp-watch explain ${name("left:")}`;
    const { out } = await shell(
      `source ${script}; COMP_WORDS=(${program}); COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; _lldp_watch; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(out.split("\n").filter(Boolean)).toEqual(["eth0", "eth1"]);
  });

  test("neighbors --local needs no daemon and leaves none", async () => {
    const pattern = `${lab.prefix}*`;
    const direct = readableCheckout() ? [] : ["--direct"];
    const { code, out, err } = await run("neighbors", "--local", "-n", pattern, "--listen-for", "10", "--no-headers", "--columns", "port", ...direct);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect([...new Set(out.trim().split("\n"))].sort()).toEqual([name("left:eth0"), name("left:eth1"), name("right:eth0"), name("third:eth0")]);
  });
});
