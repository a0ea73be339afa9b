import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { privileged } from "../support/privilege.ts";
import { type ReadableInstall, readableInstall } from "../support/readable-install.ts";

interface Hello {
  readonly kind: string;
  readonly uid: number;
  readonly told: boolean | string;
  readonly namespaces: number;
  readonly environment: readonly string[];
  readonly pid: number;
  readonly parent: number;
}

interface Running {
  readonly child: ChildProcess;
  readonly hello: Hello;
  readonly ended: Promise<number | null>;
  line(): Promise<string>;
  errors(): string;
}

const needed = 0x283004n; // DAC_READ_SEARCH (2), NET_ADMIN (12), NET_RAW (13), SYS_PTRACE (19), SYS_ADMIN (21)
const field = (pid: number, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? "";
const sets = (pid: number): bigint[] => ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].map((name) => BigInt(`0x${field(pid, name)}`));
const alive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !field(pid, "State").startsWith("Z");
const withoutSudo = { ...process.env, SUDO_UID: undefined, SUDO_GID: undefined };

describe.skipIf(!privileged)("launching", () => {
  let install: ReadableInstall;
  let folder: string;

  beforeAll(async () => {
    install = await readableInstall({ service: "test/support/native-service.ts" });
    folder = mkdtempSync(join(tmpdir(), "lldp-watch-launch-"));
    chmodSync(folder, 0o755);
  });
  afterAll(() => {
    install?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const words = (options: readonly unknown[]): string[] => [process.execPath, install.script("service"), JSON.stringify(options)];
  const start = async (options: readonly unknown[], before: readonly string[] = [], env: NodeJS.ProcessEnv = withoutSudo): Promise<Running> => {
    const [file = "", ...rest] = [...before, ...words(options)];
    const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"], env });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    const ended = once(child, "close").then(() => child.exitCode);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const line = async (): Promise<string> => (await lines.next()).value ?? "";
    const first = await line();
    return { child, ended, line, errors: () => errors, hello: JSON.parse(first === "" ? "{}" : first) };
  };

  it("as root runs node below the helper: node with nothing, the helper with five capabilities and seccomp", async () => {
    const { hello, child, ended } = await start([false, null, null]);
    expect(hello).toMatchObject({ kind: "helper", told: false, environment: [], parent: child.pid });
    expect(hello.uid).toBeGreaterThan(0);
    expect(field(hello.pid, "Uid").split("\t")).toEqual(new Array(4).fill(String(hello.uid)));
    expect(field(hello.pid, "Groups").trim()).toBe("");
    expect(sets(hello.pid)).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(field(hello.pid, "NoNewPrivs")).toBe("1");
    expect(sets(hello.parent)).toEqual([0n, needed, needed, needed, 0n]);
    expect(field(hello.parent, "NoNewPrivs")).toBe("1");
    expect(field(hello.parent, "Seccomp")).toBe("2");
    expect(readFileSync(`/proc/${hello.parent}/comm`, "latin1").trim()).toBe("lldp-watch-help");
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
    expect(alive(hello.pid)).toBe(false);
  });

  it("with --direct stays what it is", async () => {
    const { hello, child, ended } = await start([true, null, null]);
    expect(hello).toMatchObject({ kind: "direct", uid: 0, pid: child.pid });
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
  });

  it("started as its own user with ambient capabilities only drops them for node", async () => {
    const rights = "+net_raw,+sys_admin,+net_admin,+sys_ptrace,+dac_read_search,+setpcap";
    const before = ["setpriv", "--reuid", "1234", "--regid", "1234", "--clear-groups", "--inh-caps", rights, "--ambient-caps", rights];
    const { hello, child, ended } = await start([false, null, null], before);
    expect(hello).toMatchObject({ kind: "helper", uid: 1234 });
    expect(sets(hello.pid)).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(sets(hello.parent)).toEqual([0n, needed, needed, needed, 0n]);
    expect(field(hello.parent, "Uid").split("\t")).toEqual(new Array(4).fill("1234"));
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
  });

  it("without privilege says what is missing and how to grant it", async () => {
    const before = ["setpriv", "--reuid", "1234", "--regid", "1234", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"];
    const { ended, errors } = await start([false, null, null], before);
    expect(await ended).toBe(1);
    expect(errors()).toMatch(/^not privileged: CAP_NET_RAW, CAP_SYS_ADMIN, .* missing; run it as root \(sudo\).*\n$/);
  });

  it("names the folder that the unprivileged user cannot read, and offers --direct", async () => {
    chmodSync(install.folder, 0o700);
    const { ended, errors } = await start([false, null, null]);
    expect(await ended).toBe(1);
    expect(errors()).toMatch(new RegExp(`^lldp-watch-helper: user \\d+ .*cannot read ${install.folder}: Permission denied; .*--direct\\n$`));
    const direct = await start([true, null, null]);
    chmodSync(install.folder, 0o755);
    expect(direct.hello.kind).toBe("direct");
    direct.child.kill("SIGTERM");
    await direct.ended;
  });

  it("makes the state folder and the API socket for that user, also in folders of root, and removes the socket", async () => {
    const [socket, state] = [join(folder, "run", "api.sock"), join(folder, "state")];
    const { hello, child, ended } = await start([false, socket, state]);
    expect(statSync(socket)).toMatchObject({ uid: hello.uid, mode: 0o140660 });
    expect(statSync(state)).toMatchObject({ uid: hello.uid, mode: 0o40750 });
    const client = connect(socket).setEncoding("utf8");
    expect((await once(client, "data"))[0]).toBe("here\n");
    const second = await start([false, socket, null]);
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain("another lldp-watch answers there");
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
    expect(existsSync(socket)).toBe(false);
  });

  it("takes over a socket that a killed helper left behind, and a state folder of another user of ours", async () => {
    const [socket, state] = [join(folder, "stale", "api.sock"), join(folder, "state")];
    const first = await start([false, socket, state]);
    first.child.kill("SIGKILL");
    await first.ended;
    await expect.poll(() => alive(first.hello.pid)).toBe(false);
    expect(existsSync(socket)).toBe(true);
    writeFileSync(join(state, "history.db"), "kept");
    const again = await start([false, socket, state], [], { ...withoutSudo, SUDO_UID: "1234", SUDO_GID: "1235" });
    expect(again.hello.uid === 1234 || again.hello.uid === first.hello.uid).toBe(true);
    expect(statSync(join(state, "history.db")).uid).toBe(again.hello.uid === 1234 ? 1234 : 0);
    again.child.kill("SIGTERM");
    await again.ended;
  });

  it("leaves a folder alone that is somebody else's", async () => {
    const state = join(folder, "other");
    mkdirSync(state);
    writeFileSync(join(state, "precious"), "");
    const { ended, errors } = await start([false, null, state]);
    expect(await ended).toBe(1);
    expect(errors()).toContain("belongs to user 0 and is not empty");
    expect(statSync(state).uid).toBe(0);
  });

  it("passes signals on", async () => {
    const { child, ended, line } = await start([false, null, null]);
    child.kill("SIGUSR2");
    expect(JSON.parse(await line())).toEqual({ signal: "SIGUSR2" });
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
  });

  it("ends node when the helper dies", async () => {
    const { hello, child, ended } = await start([false, null, null]);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => alive(hello.pid)).toBe(false);
  });

  it("reports a node that was killed and ends with its status", async () => {
    const { hello, ended, errors } = await start([false, null, null]);
    process.kill(hello.pid, "SIGKILL");
    expect(await ended).toBe(128 + 9);
    expect(errors()).toContain("the service was ended by signal 9");
  });

  it("kills a node that does not answer", async () => {
    const [file = "", ...rest] = [install.helper, "--user", "65534", "--stop-seconds", "1", "--", ...words([false, null, null])];
    const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"] });
    await once(child.stdout, "data");
    child.kill("SIGHUP");
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(128 + 9);
  });

  it("tells the service manager through the helper, which alone knows its socket", async () => {
    const address = join(folder, "notify.sock");
    const script = `
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1]); os.chmod(sys.argv[1], 0o600)
print("bound", flush=True); print(s.recv(4096).decode(), flush=True)`;
    const manager = spawn("python3", ["-c", script, address], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface(manager.stdout)[Symbol.asyncIterator]();
    await lines.next();
    const { hello, child, ended } = await start([false, null, null], [], { ...withoutSudo, NOTIFY_SOCKET: address });
    expect(hello).toMatchObject({ told: true, environment: [] });
    expect((await lines.next()).value).toBe("READY=1");
    child.kill("SIGTERM");
    expect(await ended).toBe(7);
  });
});
