import type { ListingFault, NamespaceHolder, NamespaceList, NetlinkSocket, SocketOpener, SystemError } from "../../src/native/index.ts";

interface FakeNamespace {
  readonly names?: readonly string[];
  readonly holders?: readonly NamespaceHolder[];
}

/** A route socket whose kernel is the test. */
export interface FakeRouteSocket extends NetlinkSocket {
  readonly sent: Uint8Array[];
  closed: boolean;
}

/** The kernel as far as the room netns sees it, moved by hand. */
export class FakeOpener implements Partial<SocketOpener> {
  readonly kind = "direct";
  readonly own = 1;
  /** By inode. */
  namespaces: Record<number, FakeNamespace> = {};
  faults: ListingFault[] = [];
  /** What nsids mean, by `namespace/nsid`. */
  nsids: Record<string, number> = {};
  readonly listings: ("names" | "all")[] = [];
  readonly questions: { namespace: number; nsid: number; peers: readonly number[] }[] = [];
  readonly watched = new Map<number, () => void>();
  readonly sockets = new Map<number, FakeRouteSocket>();
  refusal: SystemError | null = null;
  #onNames = (): void => {};

  asOpener(): SocketOpener {
    return this as unknown as SocketOpener;
  }

  async listNamespaces(scope: "names" | "all"): Promise<NamespaceList> {
    this.listings.push(scope);
    if (this.refusal) throw this.refusal;
    const all = Object.entries(this.namespaces).map(([inode, { names = [], holders = [] }]) => ({
      inode: Number(inode),
      names,
      holders: scope === "all" ? holders : [],
    }));
    const namespaces = all.filter(({ names, holders }) => names.length + holders.length > 0);
    return { own: this.own, namespaces: [{ inode: this.own, names: [], holders: [] }, ...namespaces], faults: this.faults };
  }

  async watchNames(onChange: () => void) {
    this.#onNames = onChange;
    return { close: async () => {} };
  }

  async watchProcess(pid: number, onEnd: () => void) {
    this.watched.set(pid, onEnd);
    return { close: async () => void this.watched.delete(pid) };
  }

  async openRoute(namespace: number): Promise<NetlinkSocket> {
    if (this.refusal) throw this.refusal;
    const ignore = () => {};
    const socket: FakeRouteSocket = {
      sent: [],
      closed: false,
      onMessage: ignore,
      onOverrun: ignore,
      onError: ignore,
      send: (datagram) => {
        socket.sent.push(datagram);
        return 0;
      },
      close: async () => {
        socket.closed = true;
      },
    };
    this.sockets.set(namespace, socket);
    return socket;
  }

  async findNamespace(namespace: number, nsid: number, peers: readonly number[]): Promise<number | null> {
    this.questions.push({ namespace, nsid, peers });
    const meaning = this.nsids[`${namespace}/${nsid}`];
    return meaning !== undefined && peers.includes(meaning) ? meaning : null;
  }

  /** Something changed in /run/netns. */
  namesChanged(): void {
    this.#onNames();
  }

  processEnds(pid: number): void {
    this.watched.get(pid)?.();
  }
}

/** Lets promises run that need nothing but each other. */
export async function promisesRun(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
