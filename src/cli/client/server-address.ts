import { usageError } from "../exit-code.ts";

/** Where a daemon may be asked. */
export interface ServerAddress {
  /** As the user wrote it, for messages. */
  readonly text: string;
  /** Path of the Unix socket, or null for TCP. */
  readonly socketPath: string | null;
  /** Origin and path prefix for requests; a stand-in host for a Unix socket. */
  readonly url: URL;
}

const defaults = ["unix:/run/lldp-watch/api.sock", "http://127.0.0.1:8802"];

/** The servers to try, in order: the one that was named (and no other), else LLDP_WATCH_SERVER, else the local socket and port. */
export function serverCandidates(named: string | undefined, env: Readonly<Record<string, string | undefined>>): readonly ServerAddress[] {
  const one = named ?? (env["LLDP_WATCH_SERVER"] || undefined);
  return one === undefined ? defaults.map(parseServer) : [parseServer(one)];
}

/** Reads `http://HOST:PORT`, `https://...`, `unix:PATH`, an absolute path, or `HOST:PORT`. Throws a usage error. */
export function parseServer(text: string): ServerAddress {
  const path = text.startsWith("/") ? text : text.startsWith("unix:") ? text.slice(5).replace(/^\/\/(?=\/)/, "") : null;
  if (path === "") throw usageError(`"${text}" names no socket`, "write unix:PATH");
  if (path !== null) return { text: `unix:${path}`, socketPath: path, url: new URL("http://localhost/") };
  const full = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.hostname === "") {
    throw usageError(`"${text}" is no server address`, "write http://HOST:PORT or unix:PATH");
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return { text: full, socketPath: null, url };
}
