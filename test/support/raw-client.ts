import { connect, type Socket } from "node:net";

/** A TCP connection that speaks no protocol: sends what it is told and keeps what comes. */
export class RawClient {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  received = "";
  isClosed = false;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.socket.on("data", (data) => {
      this.received += data;
    });
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) =>
      this.socket.once("close", () => {
        this.isClosed = true;
        resolve();
      }),
    );
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Status of the first answer, once the connection is closed. */
  async status(): Promise<number> {
    await this.closed;
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.received)?.[1] ?? 0);
  }
}
