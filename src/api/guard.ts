import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { ApiError } from "./api-error.ts";
import type { Access } from "./contract/route.ts";
import type { ApiOptions } from "./options.ts";

// Who may ask what. A browser on this machine is the client to fear: any page it shows may send requests to 127.0.0.1.

/** Whether an address means this machine; undefined is a Unix socket's peer. */
export function isLocalAddress(address: string | undefined): boolean {
  return address === undefined || address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}

export interface Guard {
  /** Throws what is to be answered to a request that may not be served. */
  check(request: IncomingMessage, access: Access): void;
  /** Whether it comes from this machine and is addressed to it, so that reading needs no further look. */
  isPlainlyLocal(request: IncomingMessage): boolean;
}

/** Checks Host and token by what the operator decided. */
export function makeGuard(options: Pick<ApiOptions, "token" | "insecure" | "allowHosts">): Guard {
  const names = new Set(["localhost", ...(options.allowHosts ?? []).map((name) => name.toLowerCase())]);
  // Most requests come with the Host of the one before.
  let lastGood = "localhost";
  return {
    check: (request, access) => {
      const { remoteAddress } = request.socket;
      const { host } = request.headers;
      // A Unix socket is out of reach for a browser, so its Host says nothing.
      if (remoteAddress !== undefined && host !== undefined && host !== lastGood) {
        checkHost(host, names);
        lastGood = host;
      }
      if (access === "write") checkWriter(request, options);
      else if (access === "read" && !options.insecure && !isLocalAddress(remoteAddress)) checkToken(request, options.token?.() ?? null);
    },
    isPlainlyLocal: ({ socket, headers }) => headers.host === lastGood && isLocalAddress(socket.remoteAddress),
  };
}

// DNS rebinding: a foreign name made to point here arrives with that name in Host. An IP address cannot be made to.
function checkHost(host: string, names: ReadonlySet<string>): void {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (names.has(name) || isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return;
  throw new ApiError("host-not-allowed", `This daemon does not answer for the host ${JSON.stringify(name.slice(0, 255))}.`);
}

function checkWriter(request: IncomingMessage, { token }: Pick<ApiOptions, "token">): void {
  const expected = token?.() ?? null;
  if (expected === null) throw new ApiError("writing-off", "The daemon has no token file, so nothing can be written.");
  checkToken(request, expected);
}

function checkToken(request: IncomingMessage, expected: string | null): void {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const headers = { "www-authenticate": 'Bearer realm="lldp-watch"' };
  if (given === undefined) throw new ApiError("token-missing", "This needs the token.", { headers });
  if (expected === null || !same(given, expected)) throw new ApiError("token-wrong", "The token is not the daemon's.", { headers });
}

// Digests have one length, so neither content nor length of the token shows in the time that this takes.
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
