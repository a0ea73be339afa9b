import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

declare const reactorBrand: unique symbol;
/** The addon's side of a reactor. Opaque. */
export interface ReactorHandle {
  readonly [reactorBrand]: true;
}

/** What the addon in C offers (src/native/addon). Numbers below zero are negative errnos where the comment there says so. */
export interface Binding {
  createReactor(
    onBatch: (records: number) => void,
    onDone: (id: number, call: string, errno: number, value: number, blob: Uint8Array) => void,
    records: Int32Array,
    octets: Uint8Array,
  ): ReactorHandle;
  closeReactor(reactor: ReactorHandle): void;
  list(reactor: ReactorHandle, id: number, all: number): void;
  open(reactor: ReactorHandle, id: number, inode: number, kind: number, ifindex: number, receiveBuffer: number): void;
  namespaceId(reactor: ReactorHandle, id: number, inode: number, peer: number): void;
  findNamespace(reactor: ReactorHandle, id: number, inode: number, nsid: number, ...peers: number[]): void;
  close(reactor: ReactorHandle, id: number, token: number): void;
  adopt(reactor: ReactorHandle, kind: number, descriptor: number): number;
  send(reactor: ReactorHandle, token: number, octets: Uint8Array): number;
  statistics(reactor: ReactorHandle, token: number, pair: Uint32Array): number;
  watchNames(reactor: ReactorHandle, mounts: number): number;
  watchProcess(reactor: ReactorHandle, pid: number): number;
  exec(...command: string[]): number;
  closeOnExec(descriptor: number): number;
  notify(address: string, state: string): number;
}

let loaded: Binding | undefined;

/**
 * Path of something that `npm run build:native` made, searched upward from this file: it runs as source, as a bundle and as a chunk of one.
 * Throws with the command to run when it is not there.
 */
export function builtPath(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, "build", "Release", name);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error(`${name} is not built: run \`npm run build:native\``);
  }
}

/** The addon, loaded at the first call. */
export function binding(): Binding {
  loaded ??= createRequire(import.meta.url)(builtPath("lldp_watch.node")) as Binding;
  return loaded;
}
