import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { type ListedPacketSocket, parsePacketSockets } from "./packet-sockets.ts";

/** Another program that speaks LLDP on an interface. */
export interface OtherDaemon {
  readonly command: string;
  readonly pid: number;
  /** 0: on every interface of the namespace. */
  readonly ifindex: number;
}

// Programs that send LLDPDUs by their nature. systemd-networkd and packet sniffers listen only, unless told.
const speakers = new Set(["lldpd", "lldpad", "ladvd", "openlldpd", "lldp-watch"]);
const protocols = new Set([0x88cc, 0x0003]);

/** Tells which LLDP daemons, apart from ourselves, have packet sockets in the namespace of a process (`self` for our own). */
export type DaemonSearch = (inhabitant: number | "self") => Promise<OtherDaemon[]>;

/**
 * Looks once at every process for programs that speak LLDP; the search then costs one file for each namespace, and nothing when there are
 * none. Without the right to read another's descriptors, a daemon that lives in that namespace counts for each socket there that could be its.
 */
export async function prepareDaemonSearch(root = "/proc"): Promise<DaemonSearch> {
  const speakers = await speakersIn(root);
  if (speakers.length === 0) return async () => [];
  const own = await socketInodes(root, "self");
  return async (inhabitant) => {
    const table = await readFile(join(root, String(inhabitant), "net/packet"), "utf8").catch(() => "");
    const foreign = parsePacketSockets(table).filter(({ protocol, inode }) => protocols.has(protocol) && !own?.has(inode));
    return foreign.length === 0 ? [] : speakers.flatMap((speaker) => portsOf(speaker, foreign));
  };
}

interface Speaker {
  readonly pid: number;
  readonly command: string;
  readonly sockets: ReadonlySet<number>;
}

async function speakersIn(root: string): Promise<Speaker[]> {
  // Our parent may be our own privileged helper.
  const pids = (await readdir(root)).filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid && Number(entry) !== process.ppid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(join(root, pid, "comm"), "utf8").catch(() => "")).trim();
      if (!speakers.has(command)) return [];
      return [{ pid: Number(pid), command, sockets: (await socketInodes(root, pid)) ?? (await neighborhoodInodes(root, pid)) }];
    }),
  );
  return found.flat();
}

function portsOf({ pid, command, sockets }: Speaker, foreign: readonly ListedPacketSocket[]): OtherDaemon[] {
  const theirs = foreign.filter(({ inode }) => sockets.has(inode));
  return [...new Set(theirs.map(({ ifindex }) => ifindex))].map((ifindex) => ({ command, pid, ifindex }));
}

/** Every packet socket of the namespace that a process lives in: this much anybody may read. */
async function neighborhoodInodes(root: string, process: string): Promise<Set<number>> {
  const table = await readFile(join(root, process, "net/packet"), "utf8").catch(() => "");
  return new Set(parsePacketSockets(table).map(({ inode }) => inode));
}

/** Inodes of the sockets that a process has open; null when we may not see them. */
async function socketInodes(root: string, process: string): Promise<Set<number> | null> {
  const folder = join(root, process, "fd");
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => "")));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []).map(Number));
}
