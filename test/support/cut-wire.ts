import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";

/** A way to a server on the loopback that breaks by itself: each connection when so many octets came from the server, and what was underway is lost. */
export class CutWire {
  /** How many connections were cut. */
  cuts = 0;
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number, after: readonly number[]) {
    this.#server = server;
    this.url = `nats://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const lengths = [...after];
    server.on("connection", (near) => this.#join(near, createConnection(port, "127.0.0.1"), lengths));
  }

  /** `after`: octets until the first connection is cut, the second, and so on; later ones hold. */
  static async to(port: number, after: readonly number[]): Promise<CutWire> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new CutWire(server, port, after);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(near: Socket, far: Socket, lengths: number[]): void {
    let left = lengths.shift() ?? Number.POSITIVE_INFINITY;
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("error", end).on("close", end);
    }
    near.pipe(far);
    far.on("data", (data) => {
      left -= data.length;
      if (left >= 0) near.write(data);
      else {
        this.cuts++;
        far.removeAllListeners("data");
        end();
      }
    });
  }
}
