import { chmod, lstat, unlink } from "node:fs/promises";
import type { Server } from "node:http";
import type { Server as TlsServer } from "node:https";
import { type AddressInfo, connect, isIP } from "node:net";
import type { Cancel, Clock, Duration, Logger } from "../base/index.ts";
import { isLocalAddress } from "./guard.ts";
import type { ApiLimits } from "./options.ts";
import { makeServer, type RequestListener } from "./server.ts";
import { followPair, readPair, type TlsFiles } from "./tls-files.ts";

const sweepInterval: Duration = 50;

export type ListenAddress =
  /** `port` 0 takes a free one. */
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: TlsFiles }
  | { readonly kind: "unix"; readonly path: string; readonly mode?: number }
  /** A listening socket that somebody else has bound; `name` is where, for people. */
  | { readonly kind: "descriptor"; readonly descriptor: number; readonly name: string };

export interface Listener {
  /** `http://127.0.0.1:8802`, `https://...` or `unix:PATH`. */
  readonly url: string;
  /** TCP port, or null. */
  readonly port: number | null;
  readonly connections: number;
  /** Reads the certificate files again at once. Rejects when they are not usable; the old ones then stay. */
  reloadTls(): Promise<void>;
  /** Takes no more connections; resolves when the open ones are done, at the latest after `grace` milliseconds. Safe to call twice. */
  close(grace: number): Promise<void>;
}

export interface ListenParts {
  readonly listener: RequestListener;
  readonly limits: ApiLimits;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Why this address must not be listened on, or null when it may: other machines reach it, so it needs a token or the operator's
 * explicit word. `localhost` counts as loopback; any other name does not.
 */
export function whyNotListen(host: string, policy: { readonly hasToken: boolean; readonly insecure: boolean }): string | null {
  const local = host === "localhost" || (isIP(host) !== 0 && isLocalAddress(host));
  if (local || policy.hasToken || policy.insecure) return null;
  return `${host} can be reached from other machines: give a token file (--token-file), or --insecure-listen to let everybody read`;
}

/** Starts listening. Rejects with the system's error when that is not possible. */
export async function listen(address: ListenAddress, parts: ListenParts): Promise<Listener> {
  if (address.kind === "tcp") return listenTcp(address, parts);
  const server = makeServer(parts.listener, parts.limits, null);
  if (address.kind === "descriptor") {
    await bound(server, { fd: address.descriptor });
    return asListener(server, `unix:${address.name}`, parts, null);
  }
  await removeStale(address.path);
  await bound(server, { path: address.path });
  await chmod(address.path, address.mode ?? 0o660);
  return asListener(server, `unix:${address.path}`, parts, null);
}

async function listenTcp({ host, port, tls }: Extract<ListenAddress, { kind: "tcp" }>, parts: ListenParts): Promise<Listener> {
  const server = makeServer(parts.listener, parts.limits, tls ? await readPair(tls) : null);
  await bound(server, { host, port, backlog: 1024 });
  const at = server.address() as AddressInfo;
  const follower = tls ? followPair(server as TlsServer, tls, parts) : null;
  return asListener(server, `${tls ? "https" : "http"}://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`, parts, follower);
}

function bound(server: Server, where: Parameters<Server["listen"]>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function asListener(server: Server, url: string, { clock, limits }: ListenParts, follower: ReturnType<typeof followPair> | null): Listener {
  let open = 0;
  server.on("connection", (socket) => {
    open++;
    socket.once("close", () => open--);
  });
  let closing: Promise<void> | null = null;
  const address = server.address();
  return {
    url,
    port: typeof address === "object" && address !== null ? address.port : null,
    get connections() {
      return Math.min(open, limits.connections);
    },
    reloadTls: async () => follower?.reload(),
    close: (grace) => {
      follower?.close();
      closing ??= closeServer(server, clock, grace);
      return closing;
    },
  };
}

// A connection whose last answer is sent after the close began would idle until its keep-alive ends, so idle ones are looked for again.
function closeServer(server: Server, clock: Clock, grace: Duration): Promise<void> {
  return new Promise((resolve) => {
    let cancelSweep: Cancel = () => {};
    const sweep = () => {
      server.closeIdleConnections();
      cancelSweep = clock.at(clock.now() + sweepInterval, sweep);
    };
    const cancelGrace = clock.at(clock.now() + grace, () => server.closeAllConnections());
    server.close(() => {
      cancelSweep();
      cancelGrace();
      resolve();
    });
    sweep();
  });
}

// A socket file that nobody listens on any more is left over from a daemon that was killed.
async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!found?.isSocket() || (await answers(path))) return;
  await unlink(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", () => done(true));
    socket.once("error", (error: NodeJS.ErrnoException) => done(error.code !== "ECONNREFUSED"));
  });
}
