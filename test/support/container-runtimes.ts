import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const busybox = "/bin/busybox";

/** Whether a program is on the PATH. */
export function installed(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A container that runs: a first process with a network namespace of its own, without any interface but lo. */
export interface Container {
  readonly name: string;
  readonly pid: number;
  kill(): Promise<void>;
}

/** A Docker of its own in a temporary folder, apart from any other on the machine; its containers have no network. */
export class DockerLab {
  readonly socket: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "lw-docker-"));
  readonly #daemon: ChildProcess;
  readonly #containers: string[] = [];

  static async open(): Promise<DockerLab> {
    const lab = new DockerLab();
    await lab.#ready();
    const root = join(lab.#folder, "root/bin");
    mkdirSync(root, { recursive: true });
    cpSync(busybox, join(root, "busybox"), { dereference: true });
    symlinkSync("busybox", join(root, "sleep"));
    await run("sh", ["-c", `tar -C ${lab.#folder}/root -c . | docker -H unix://${lab.socket} import - lw-busybox`]);
    return lab;
  }

  private constructor() {
    this.socket = join(this.#folder, "docker.sock");
    const paths = ["--data-root", join(this.#folder, "data"), "--exec-root", join(this.#folder, "exec"), "-p", join(this.#folder, "pid")];
    const network = ["--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs"];
    this.#daemon = spawn("dockerd", ["-H", `unix://${this.socket}`, ...paths, ...network], { stdio: "ignore" });
  }

  async start(name: string): Promise<Container> {
    this.#containers.push(name);
    await this.#docker("run", "-d", "--network", "none", "--name", name, "lw-busybox", "/bin/sleep", "600");
    const { stdout } = await this.#docker("inspect", "-f", "{{.State.Pid}}", name);
    return { name, pid: Number(stdout), kill: async () => void (await this.#docker("kill", name)) };
  }

  async close(): Promise<void> {
    for (const name of this.#containers) await this.#docker("rm", "-f", name).catch(() => {});
    const ended = new Promise((resolve) => this.#daemon.once("exit", resolve));
    this.#daemon.kill("SIGTERM");
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #docker(...parameters: string[]) {
    return run("docker", ["-H", `unix://${this.socket}`, ...parameters]);
  }

  async #ready(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const refused = await this.#docker("version").then(
        () => null,
        (error: Error) => error,
      );
      if (!refused) return;
      if (attempt > 200 || this.#daemon.exitCode !== null) throw refused;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** LXC containers of the busybox template, in a temporary folder, or in the one given, where other containers stay untouched. */
export class LxcLab {
  readonly #folder: string;
  readonly #running: { name: string; child: ChildProcess }[] = [];

  constructor(folder = mkdtempSync(join(tmpdir(), "lw-lxc-"))) {
    this.#folder = folder;
  }

  async start(name: string): Promise<Container> {
    await run("lxc-create", ["-P", this.#folder, "-n", name, "-t", "busybox"]);
    const config = join(this.#folder, name, "config");
    // No AppArmor and no cgroup mounts: kernels of test machines often lack what they need.
    const lines = readFileSync(config, "utf8")
      .split("\n")
      .filter((line) => !/^lxc\.(net|apparmor)\./.test(line));
    writeFileSync(config, lines.map((line) => line.replace("cgroup:mixed ", "")).join("\n"));
    appendFileSync(config, "\nlxc.net.0.type = empty\nlxc.apparmor.profile = unconfined\n");
    const child = spawn("lxc-start", ["-P", this.#folder, "-n", name, "-F"], { stdio: "ignore" });
    this.#running.push({ name, child });
    await run("lxc-wait", ["-P", this.#folder, "-n", name, "-s", "RUNNING", "-t", "20"]);
    const { stdout } = await run("lxc-info", ["-P", this.#folder, "-n", name, "-p", "-H"]);
    return { name, pid: Number(stdout), kill: async () => void (await run("lxc-stop", ["-P", this.#folder, "-n", name, "-k"])) };
  }

  async close(): Promise<void> {
    for (const { name, child } of this.#running) {
      await run("lxc-stop", ["-P", this.#folder, "-n", name, "-k"]).catch(() => {});
      child.kill("SIGKILL");
      rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
    if (this.#folder.startsWith(tmpdir())) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A nameless namespace, held by nothing but a sleeping process. */
export async function startSleeper(): Promise<Container> {
  const child = spawn("unshare", ["-n", "sleep", "600"], { stdio: "ignore" });
  const pid = child.pid as number;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync("/proc/self/ns/net")) await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    name: `sleep-${pid}`,
    pid,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
