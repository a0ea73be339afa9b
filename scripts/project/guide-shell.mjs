// Runs the commands of a guide one after the other, as a reader would, on a machine that has nothing else: namespaces of its own for network,
// processes, mounts and host name, with `sudo` that just goes on and `lldp-watch` from this checkout.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkoutIsReadable } from "./readable.mjs";
import { root } from "./terminal.mjs";

const prepare = [
  "mount -t tmpfs none /run/netns 2>/dev/null || { mkdir -p /run/netns && mount -t tmpfs none /run/netns; }",
  "mkdir -p /run/lldp-watch /var/lib/lldp-watch /etc/lldp-watch",
  "for folder in /run/lldp-watch /var/lib/lldp-watch /etc/lldp-watch; do mount -t tmpfs none $folder; done",
  "hostname box; ip link set lo up; set +m",
  'sudo() { "$@"; }',
  `lldp-watch() { ${join(root, "bin/lldp-watch")} "$@"; }`,
].join("\n");

/** A shell that answers one command at a time. */
export class GuideShell {
  #child;
  #output = "";
  #wake = () => {};

  constructor() {
    const env = {
      PATH: process.env.PATH,
      HOME: "/root",
      COLUMNS: "120",
      LANG: "C.UTF-8",
      TERM: "dumb",
      ...(checkoutIsReadable() ? {} : { LLDP_WATCH_DIRECT: "true" }),
    };
    const words = ["--mount", "--net", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child", "bash", "--norc"];
    this.#child = spawn("unshare", words, { cwd: root, env, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => {
      this.#output += text;
      this.#wake();
    });
    this.#child.once("exit", () => this.#wake());
    this.#child.stdin.write("exec 2>&1\n");
  }

  /** Prepares the machine; call once, first. */
  start() {
    return this.run(prepare);
  }

  /** What the command printed, both streams in order. Rejects when the shell itself ended. */
  async run(command) {
    const mark = `<<${process.hrtime.bigint()}>>`;
    this.#child.stdin.write(`${command}\necho "${mark}"\n`);
    while (!this.#output.includes(mark)) {
      if (this.#child.exitCode !== null) throw new Error(`the shell ended with ${this.#child.exitCode}: ${this.#output}`);
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
    const [before, after] = this.#output.split(`${mark}\n`);
    this.#output = after;
    return before;
  }

  async close() {
    this.#child.stdin.end("kill $(jobs -p) 2>/dev/null; wait\n");
    if (this.#child.exitCode === null) await new Promise((resolve) => this.#child.once("exit", resolve));
  }
}
