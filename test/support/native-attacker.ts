// Runs as node below the helper, unprivileged, and plays what has taken it over. Prints one JSON object: attempt to outcome.
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, writeSync } from "node:fs";
import { HelperChannel } from "../../src/native/helper-channel.ts";
import { encodeRequest, type HelperRequest, requestType } from "../../src/native/helper-messages.ts";
import { readNamespaceRecords } from "../../src/native/namespace-records.ts";
import { Reactor } from "../../src/native/reactor.ts";
import { SystemError } from "../../src/native/system-error.ts";

const outcomes: Record<string, string> = {};
const codeOf = (error: unknown): string =>
  error instanceof SystemError ? `${error.syscall} ${error.code}` : String((error as { code?: string }).code ?? error);
const attempt = async (name: string, act: () => unknown): Promise<void> => {
  try {
    await act();
    outcomes[name] = "succeeded";
  } catch (error) {
    outcomes[name] = codeOf(error);
  }
};

/** Python lets a script make the system calls that node has no name for. */
const python = (script: string, descriptor: number): string => {
  const stdio: ("ignore" | "pipe" | number)[] = ["ignore", "pipe", "pipe", descriptor];
  const { stdout, stderr } = spawnSync("python3", ["-c", `import ctypes, os, socket, struct\n${script}`], { stdio, encoding: "utf8" });
  return stdout.trim() || stderr.trim().split("\n").at(-1) || "nothing";
};
const refusedBy = (call: string): string => `
try:
    ${call}
    print("succeeded")
except OSError as error:
    print(os.strerror(error.errno))
`;

const [labelled, outside, renounced] = process.argv.slice(2) as [string, string, string];
const descriptor = Number(process.env["LLDP_WATCH_HELPER_FD"]);
const reactor = new Reactor();
const channel = new HelperChannel(reactor, descriptor, () => {});
// The service confines itself before anything of others reaches it; it is taken over after that.
const parts = ["*,!", renounced].map((text) => new TextEncoder().encode(text));
for (const [kind, state] of parts.entries()) await channel.ask({ type: requestType.confine, kind, state }, "");
const list = await channel.ask({ type: requestType.list, kind: 0 }, "");
const listing = readNamespaceRecords(readFileSync(list.descriptor));
const inodeOf = (name: string): number => listing.namespaces.find(({ names }) => names.includes(name))?.inode ?? 0;
const namespace = inodeOf(labelled);

await attempt("become root", () => process.setuid?.(0));
await attempt("read a file of root", () => readFileSync("/etc/shadow"));
await attempt("look into the helper", () => readlinkSync(`/proc/${process.ppid}/fd/0`));
await attempt("write into the helper", () => readFileSync(`/proc/${process.ppid}/mem`));
outcomes["raw TCP socket"] = python(refusedBy("socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)"), 0);
outcomes["packet socket"] = python(refusedBy("socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)"), 0);
outcomes["enter a namespace"] = python(
  `
there = os.open("/run/netns/${labelled}", os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
print("succeeded" if libc.setns(there, 0x40000000) == 0 else os.strerror(ctypes.get_errno()))
`,
  0,
);

const open = { type: requestType.open, kind: 1, inode: namespace, ifindex: 1 };
const forgeries: Record<string, HelperRequest> = {
  "a socket of no kind": { ...open, kind: 0 },
  "the helper's own kind": { ...open, kind: 5, ifindex: 0, receiveBuffer: 4096 },
  "a kind that does not exist": { ...open, kind: 77 },
  "every interface at once": { ...open, ifindex: 0 },
  "a negative interface": { ...open, ifindex: 0xffffffff },
  "a packet socket with a buffer of our size": { ...open, receiveBuffer: 1 << 20 },
  "a route socket with a buffer of 2 GiB": { type: requestType.open, kind: 3, inode: namespace, receiveBuffer: 0x7fffffff },
  "a route socket on an interface": { type: requestType.open, kind: 3, inode: namespace, ifindex: 1, receiveBuffer: 4096 },
  "a request of no type": { type: 99 },
  "too many peers": { type: requestType.findNamespace, inode: namespace, nsid: 0, peers: new Array<number>(32).fill(1), state: new Uint8Array(8) },
  "a peer too few": { type: requestType.namespaceId, inode: namespace },
  "a list with an inode": { type: requestType.list, inode: namespace },
  "other rules": { type: requestType.confine, kind: 1, state: new TextEncoder().encode(",!!*") },
  "rules that end early": { type: requestType.confine, state: new Uint8Array([42, 0, 42]) },
  "to be the main process": { type: requestType.notify, state: new TextEncoder().encode("MAINPID=1") },
  "two states in one": { type: requestType.notify, state: new TextEncoder().encode("STATUS=fine\nMAINPID=1") },
};
for (const [name, request] of Object.entries(forgeries)) await attempt(`ask for ${name}`, () => channel.ask(request, ""));
await attempt("ask for a namespace that was never listed", () => channel.ask({ ...open, inode: 4_111_111_111 }, ""));
await attempt("ask for a file instead of a namespace", () => channel.ask({ ...open, inode: 1 }, ""));
await attempt("ask for a namespace outside the rules", () => channel.ask({ ...open, inode: inodeOf(outside) }, ""));
await attempt("ask for a namespace that the service renounced", () => channel.ask({ ...open, inode: inodeOf(renounced) }, ""));
await attempt("ask for what is allowed", () => channel.ask(open, ""));

// What a packet socket of ours is good for in other hands.
const ours = (await channel.ask(open, "")).descriptor;
outcomes["take the filter off"] = python(`s = socket.socket(fileno=3)\n${refusedBy("s.setsockopt(socket.SOL_SOCKET, 27, 0)")}`, ours);
outcomes["put another filter on"] = python(
  `s = socket.socket(fileno=3)
code = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0xffff))
program = struct.pack("HxxxxxxQ", 1, ctypes.addressof(code))
${refusedBy("s.setsockopt(socket.SOL_SOCKET, 26, program)")}`,
  ours,
);
outcomes["hear IP on it after binding it to everything"] = python(
  `s = socket.socket(fileno=3)
s.bind(("lo", 3))
def frame(ethertype): return bytes(12) + struct.pack("!H", ethertype) + bytes(46)
for ethertype in (0x0800, 0x86dd, 0x0806, 0x88cc): s.send(frame(ethertype))
s.settimeout(1)
heard = set()
try:
    while True: heard.add(s.recv(2048)[12:14].hex())
except (TimeoutError, BlockingIOError): pass
print(",".join(sorted(heard)) or "nothing")`,
  ours,
);
const route = (await channel.ask({ type: requestType.open, kind: 3, inode: namespace, receiveBuffer: 4096 }, "")).descriptor;
outcomes["change an interface over a route socket"] = python(
  `s = socket.socket(fileno=3)
s.settimeout(5)
s.send(struct.pack("=IHHII", 32, 16, 5, 1, 0) + struct.pack("=BxHiII", 0, 0, 1, 0, 1))
reply = s.recv(4096)
print(os.strerror(-struct.unpack_from("=i", reply, 16)[0]))`,
  route,
);
// Below the channel's own count: octets on the wire as they come.
const raw = (octets: Uint8Array): void => void writeSync(descriptor, octets);
for (const size of [1, 4, 295, 297, 4096, 65536]) raw(new Uint8Array(size).fill(0x31));
for (const id of [0, 1, 5, 0xffffffff]) raw(encodeRequest(id, { type: requestType.list }));
outcomes["pass a descriptor along"] = python(
  `s = socket.socket(fileno=3)
socket.send_fds(s, [bytes(296)], [0])
print("sent")`,
  descriptor,
);
await attempt("ask for what is allowed, after all that", () => channel.ask(open, ""));
process.stdout.write(JSON.stringify(outcomes));
await reactor.close();
