// What the demo does once everything is built: lab up, daemon, wait until each wired link is heard both ways, show, take down.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkoutIsReadable } from "./readable.mjs";
import { root, Stop, say, status, step } from "./terminal.mjs";

const command = join(root, "bin/lldp-watch");
const lab = "examples/one-machine.clab.yml";
const waitSeconds = 20;

async function freePort(wanted) {
  const server = createServer();
  const listening = (port) =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve(server.address().port));
    });
  const port = await listening(wanted).catch(() => listening(0));
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startDaemon(folder, namespaces) {
  const port = await freePort(8802);
  const direct = checkoutIsReadable() ? [] : ["--direct"];
  if (direct.length > 0) say("    this checkout cannot be read by an unprivileged user, so the daemon runs in one process as root (--direct)");
  const socket = join(folder, "api.sock");
  const flags = ["--namespaces", namespaces.join(","), "--listen", `127.0.0.1:${port}`, "--socket", socket, "--state", "none", "--log-level", "warn"];
  const daemon = spawn(command, ["daemon", ...flags, ...direct], { stdio: ["ignore", "inherit", "inherit"] });
  return { daemon, namespaces, server: `unix:${socket}`, address: `http://127.0.0.1:${port}/` };
}

async function stopDaemon(daemon) {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = once(daemon, "exit");
  daemon.kill("SIGTERM");
  await ended;
}

function labNamespaces() {
  const listed = spawnSync(command, ["lab", "status", lab, "--json"], { encoding: "utf8" });
  if (listed.status !== 0) throw new Stop(`lab status failed: ${listed.stderr.trim()}`);
  return JSON.parse(listed.stdout).labs[0].nodes.flatMap((node) => (node.namespace === null ? [] : [node.namespace]));
}

async function show({ once: oneShot, server, address, daemon, namespaces }) {
  const client = (...words) => status(command, [...words, "--server", server]);
  const heard = await step(`every wired link heard both ways (at most ${waitSeconds} s)`, () =>
    client("wait", "--all", "--timeout", String(waitSeconds)),
  );
  if (daemon.exitCode !== null) throw new Stop(`the daemon ended with status ${daemon.exitCode}`);
  if (!oneShot) say(`    the page: ${address}`);
  if (oneShot || heard !== 0) {
    say("");
    client("neighbors", "--namespace", namespaces.join(","));
    say("");
    client("links");
    say(`\nThe page and the API were at ${address}`);
    return heard === 0 ? 0 : 4;
  }
  return client();
}

/** Runs the demo. Resolves to the exit status; whatever happens, daemon and lab are gone afterwards. */
export async function withDemo({ once: oneShot }) {
  if (!existsSync(command)) throw new Stop(`missing: ${command}`, 4);
  accessSync(command, constants.X_OK);
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-demo-"));
  const ignore = () => {};
  process.on("SIGINT", ignore);
  let running;
  try {
    await step(`the network of ${lab}`, () => {
      if (status(command, ["lab", "up", lab]) !== 0) throw new Stop("the lab did not come up", 4);
    });
    running = await startDaemon(folder, labNamespaces());
    return await show({ once: oneShot, ...running });
  } finally {
    if (running !== undefined) await stopDaemon(running.daemon);
    status(command, ["lab", "down", lab]);
    rmSync(folder, { recursive: true, force: true });
    process.off("SIGINT", ignore);
  }
}
