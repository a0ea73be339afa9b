import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
let opened = 0;

export interface CableOptions {
  /** The same interface index at both ends: the case in which the kernel tells of carrier loss late and old kernels hide the peer. */
  readonly ifindex?: number;
  readonly mtu?: number;
}

export interface BridgeOptions {
  readonly groupFwdMask?: number;
  readonly stp?: boolean;
}

/**
 * Namespaces, cables and bridges of one test. Ends are written `label:interface`; a label becomes a namespace of its own
 * (`lw-ROOM-PID-N-label`) the first time it is used. Everything is gone after `close`, and also when the process ends without it.
 */
export class NamespaceLab {
  readonly prefix: string;
  readonly #labels: string[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #atExit = () => this.#removeNow();

  constructor(room: string) {
    removeLeftovers();
    this.prefix = `lw-${room}-${process.pid}-${++opened}-`;
    process.on("exit", this.#atExit);
  }

  /** Full name of the namespace of a label, whether it exists or not. */
  name(label: string): string {
    return this.prefix + label;
  }

  /** Makes the namespace when it is not there yet (`lo` stays down). Returns its full name. */
  async namespace(label: string): Promise<string> {
    if (!this.#labels.includes(label)) {
      this.#labels.push(label);
      await ip("netns", "add", this.name(label));
    }
    return this.name(label);
  }

  /** Deletes a namespace before the end of the test. */
  async remove(label: string): Promise<void> {
    this.#labels.splice(this.#labels.indexOf(label), 1);
    await ip("netns", "del", this.name(label));
  }

  /** A veth pair between two ends, both set up. */
  async cable(a: string, b: string, options: CableOptions = {}): Promise<void> {
    const [near, far] = [await this.#end(a), await this.#end(b)];
    const index = options.ifindex === undefined ? [] : ["index", String(options.ifindex)];
    const mtu = options.mtu === undefined ? [] : ["mtu", String(options.mtu)];
    const [first, second] = [near, far].map((end) => [...mtu, ...index, "netns", end.namespace]) as [string[], string[]];
    await ip("link", "add", "name", near.interface, ...first, "type", "veth", "peer", "name", far.interface, ...second);
    await Promise.all([near, far].map((end) => ip("-n", end.namespace, "link", "set", end.interface, "up")));
  }

  /** A bridge, set up, with the given interfaces of its own namespace as ports. STP is off and nothing is forwarded unless told. */
  async bridge(bridge: string, ports: readonly string[], options: BridgeOptions = {}): Promise<void> {
    const { namespace, interface: name } = await this.#end(bridge);
    const settings = ["stp_state", options.stp ? "1" : "0", "group_fwd_mask", String(options.groupFwdMask ?? 0)];
    await ip("-n", namespace, "link", "add", "name", name, "type", "bridge", "mcast_snooping", "0", ...settings);
    for (const port of ports) await ip("-n", namespace, "link", "set", port.split(":").at(-1) as string, "master", name);
    await ip("-n", namespace, "link", "set", name, "up");
  }

  /** `ip -n NAMESPACE ...`, the words separated by spaces. Returns what it printed. */
  async ip(label: string, words: string): Promise<string> {
    return ip("-n", await this.namespace(label), ...words.split(" ").filter(Boolean));
  }

  /** Runs a program inside a namespace and waits for its end. Rejects when it fails. */
  async exec(label: string, command: string, ...parameters: string[]): Promise<string> {
    const { stdout } = await run("ip", ["netns", "exec", await this.namespace(label), command, ...parameters], { maxBuffer: 2 ** 28 });
    return stdout;
  }

  /** Starts a program inside a namespace that exists, without waiting for it; `ip` becomes it, so its pid is the program's. Killed by `close`. */
  spawn(label: string, command: string, ...parameters: string[]): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.name(label), command, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
    this.#children.push(child);
    return child;
  }

  /** Deletes the namespaces in reverse order; idempotent, and one that is gone already is no error. */
  async close(): Promise<void> {
    process.off("exit", this.#atExit);
    for (const child of this.#children.splice(0)) child.kill("SIGKILL");
    for (const label of this.#labels.splice(0).reverse()) await ip("netns", "del", this.name(label)).catch(() => {});
  }

  async #end(text: string): Promise<{ namespace: string; interface: string }> {
    const [label, name] = text.split(":") as [string, string];
    return { namespace: await this.namespace(label), interface: name };
  }

  #removeNow(): void {
    for (const child of this.#children.splice(0)) child.kill("SIGKILL");
    for (const label of this.#labels.splice(0).reverse()) removeNow(this.name(label));
  }
}

/** Runs `body` with a lab and tears it down afterwards, also when the body fails. */
export async function withLab<T>(room: string, body: (lab: NamespaceLab) => Promise<T>): Promise<T> {
  const lab = new NamespaceLab(room);
  try {
    return await body(lab);
  } finally {
    await lab.close();
  }
}

async function ip(...parameters: string[]): Promise<string> {
  return (await run("ip", parameters, { maxBuffer: 2 ** 28 })).stdout;
}

function removeNow(name: string): void {
  try {
    execFileSync("ip", ["netns", "del", name], { stdio: "ignore" });
  } catch {
    // It was gone already.
  }
}

/** What a killed test run left behind: labs whose process is no longer there. */
function removeLeftovers(): void {
  if (opened > 0 || !existsSync("/run/netns")) return;
  for (const name of readdirSync("/run/netns")) {
    const pid = /^lw-[a-z0-9]+-(\d+)-\d+-/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeNow(name);
  }
}
