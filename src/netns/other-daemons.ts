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

/**
 * Which LLDP daemons have packet sockets in the namespace of a process (`self` for our own), apart from this process. Reads /proc, so it
 * takes milliseconds: for the start and for doubt, not for every event. Without the right to read another's descriptors, a daemon
 * that lives in that namespace counts for each socket there that could be its own.
 */
export async function findOtherDaemons(inhabitant: number | "self", root = "/proc"): Promise<OtherDaemon[]> {
  const table = await readFile(join(root, String(inhabitant), "net/packet"), "utf8").catch(() => "");
  const sockets = parsePacketSockets(table).filter(({ protocol }) => protocols.has(protocol));
  if (sockets.length === 0) return [];
  const own = await socketInodes(root, "self");
  const foreign = sockets.filter(({ inode }) => !own?.has(inode));
  if (foreign.length === 0) return [];
  const found = await Promise.all((await speakersIn(root)).map((speaker) => portsOf(root, speaker, foreign)));
  return found.flat();
}

async function speakersIn(root: string): Promise<{ pid: number; command: string }[]> {
  // Our parent may be our own privileged helper.
  const pids = (await readdir(root)).filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid && Number(entry) !== process.ppid);
  const named = await Promise.all(
    pids.map(async (pid) => ({ pid: Number(pid), command: (await readFile(join(root, pid, "comm"), "utf8").catch(() => "")).trim() })),
  );
  return named.filter(({ command }) => speakers.has(command));
}

async function portsOf(
  root: string,
  { pid, command }: { pid: number; command: string },
  sockets: readonly ListedPacketSocket[],
): Promise<OtherDaemon[]> {
  const inodes = (await socketInodes(root, String(pid))) ?? (await neighborhoodInodes(root, String(pid)));
  const theirs = sockets.filter(({ inode }) => inodes.has(inode));
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
