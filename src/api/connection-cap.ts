import type { Server } from "node:http";
import { Server as TlsServer } from "node:https";
import type { Socket } from "node:net";

/**
 * Keeps a listener at no more than `most` connections: when one more comes, the one that has waited longest without a request
 * is closed, so that who holds connections without using them takes them only from others like him. A connection with a request
 * under way is never closed; when all have one, the newcomer is turned away.
 */
export function capConnections(server: Server, most: number): void {
  const waiting = new Set<Socket>();
  let open = 0;
  // Of a TLS server the requests name the inner socket. Handshakes that never end have their own bound.
  server.maxConnections = most * 2;
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    open++;
    socket.once("close", () => {
      open--;
      waiting.delete(socket);
    });
    if (open > most) {
      const [longest = socket] = waiting;
      waiting.delete(longest);
      longest.destroy();
      if (longest === socket) return;
    }
    waiting.add(socket);
  });
  server.on("request", ({ socket }, response) => {
    waiting.delete(socket);
    response.once("close", () => {
      if (!socket.destroyed) waiting.add(socket);
    });
  });
}
