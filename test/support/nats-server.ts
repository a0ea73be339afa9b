import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A port of the loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A real nats-server with JetStream on the loopback, in a folder of its own. */
export class NatsServer {
  readonly port: number;
  readonly url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "lw-nats-"));
  readonly #config: string;
  #child: ChildProcess | null = null;

  constructor(port: number, extra = "", name = `n${port}`) {
    this.port = port;
    this.url = `nats://127.0.0.1:${port}`;
    this.#config = join(this.#folder, "nats.conf");
    writeFileSync(
      this.#config,
      `server_name: ${name}\nlisten: "127.0.0.1:${port}"\njetstream { store_dir: "${this.#folder}/store", max_file: 4G }\n${extra}\n`,
    );
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the server says that it is ready. */
  async start(): Promise<void> {
    const child = spawn("nats-server", ["-c", this.#config], { stdio: ["ignore", "ignore", "pipe"] });
    this.#child = child;
    let output = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr?.on("data", (data: Buffer) => {
        output += data;
        if (output.includes("Server is ready")) resolve();
      });
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`nats-server ended with ${code}: ${output.slice(-2000)}`)));
    });
    child.removeAllListeners("exit");
    child.stderr?.removeAllListeners("data").resume();
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
