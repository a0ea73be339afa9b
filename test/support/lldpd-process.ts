import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A value of lldpcli's json0: text under `value`. */
export interface Json0Text {
  readonly value: string;
}

export interface Json0Interface {
  readonly name: string;
  readonly chassis: readonly {
    readonly id: readonly { readonly type: string; readonly value: string }[];
    readonly name?: readonly Json0Text[];
    readonly descr?: readonly Json0Text[];
    readonly "mgmt-ip"?: readonly Json0Text[];
    readonly "mgmt-iface"?: readonly Json0Text[];
    readonly capability?: readonly { readonly type: string; readonly enabled: boolean }[];
  }[];
  readonly port: readonly {
    readonly id: readonly { readonly type: string; readonly value: string }[];
    readonly descr?: readonly Json0Text[];
    readonly ttl?: readonly Json0Text[];
    readonly mfs?: readonly Json0Text[];
  }[];
}

/** lldpd in a network namespace, with a socket of its own and no configuration file. */
export class LldpdProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #socket: string;

  private constructor(namespace: string, flags: readonly string[]) {
    this.#folder = mkdtempSync(join(tmpdir(), "lldp-watch-lldpd-"));
    // lldpcli gives up its rights before it looks for the socket.
    chmodSync(this.#folder, 0o755);
    this.#socket = join(this.#folder, "lldpd.socket");
    // Without -L "" it would wait, paused, until it has run lldpcli on its configuration.
    const words = ["-d", "-u", this.#socket, "-p", join(this.#folder, "pid"), "-L", "", ...flags];
    this.#child = spawn("ip", ["netns", "exec", namespace, "lldpd", ...words], { stdio: "ignore" });
    process.once("exit", () => this.#child.kill("SIGKILL"));
  }

  /** Starts it and waits until it answers. */
  static async start(namespace: string, flags: readonly string[] = []): Promise<LldpdProcess> {
    const lldpd = new LldpdProcess(namespace, flags);
    while (!existsSync(lldpd.#socket)) {
      if (lldpd.#child.exitCode !== null) throw new Error(`lldpd ended with ${lldpd.#child.exitCode}`);
      await pause(20);
    }
    return lldpd;
  }

  /** Runs lldpcli. */
  async cli(...words: string[]): Promise<string> {
    return (await run("lldpcli", ["-u", this.#socket, ...words])).stdout;
  }

  /** What `lldpcli -f json0 show neighbors details` says, by interface. */
  async neighbors(): Promise<readonly Json0Interface[]> {
    const answer = JSON.parse(await this.cli("-f", "json0", "show", "neighbors", "details")) as { lldp: { interface?: Json0Interface[] }[] };
    return answer.lldp.flatMap((each) => each.interface ?? []);
  }

  /** Ends it as a service manager would: it says good-bye. Idempotent. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGTERM");
      await once(this.#child, "exit");
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
