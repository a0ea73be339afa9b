import { connect } from "node:net";

// So many readers of the stream in a process of their own. Prints how many are open, then, when its input ends, the milliseconds from each change to each reader.

const [port = "0", readers = "0"] = process.argv.slice(2);
const latencies: number[] = [];
let open = 0;

function take(text: string): void {
  const now = Date.now();
  for (let at = text.indexOf('"time":"'); at >= 0; at = text.indexOf('"time":"', at + 1))
    latencies.push(now - Date.parse(text.slice(at + 8, at + 32)));
}

for (let reader = 0; reader < Number(readers); reader++) {
  const socket = connect(Number(port), "127.0.0.1");
  socket.setEncoding("latin1");
  socket.write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  socket.once("data", () => {
    open++;
    if (open === Number(readers)) process.stdout.write(`${JSON.stringify({ open })}\n`);
  });
  socket.on("data", (text: string) => take(text));
  socket.on("close", () => process.exit(3));
}
process.stdin.resume();
process.stdin.on("end", () => process.stdout.write(`${JSON.stringify({ latencies })}\n`, () => process.exit(0)));
