import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// What node:http alone can do on this machine at this moment: the given octets, or 304 to whoever sends If-None-Match. Prints its port; ends with its input.

const body = Buffer.alloc(Number(process.argv[2] ?? 0), 120);
const server = createServer((request, response) => {
  if (request.headers["if-none-match"]) response.writeHead(304, { etag: 'W/"bare"' }).end();
  else response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip", "content-length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
