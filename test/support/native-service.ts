// A stand-in for the service: starts as it would, says what it is, waits for SIGTERM.
import { createServer } from "node:net";
import { launch, type SystemError } from "../../src/native/index.ts";

const [direct, socket, state] = JSON.parse(process.argv[2] ?? "[]") as [boolean, string | null, string | null];
const launched = launch({ direct, socket, state, user: null });
if (launched.kind === "refused") {
  console.error(launched.message);
  process.exit(1);
}
const { opener, notifyService } = await launched.open();
const told = await notifyService("READY=1").catch((error: SystemError) => error.message);
const { own, namespaces: all } = await opener.listNamespaces("all");
const route = await opener.openRoute(own);
const server =
  launched.apiSocket === null ? null : createServer((client) => client.on("error", () => {}).end("here\n")).listen({ fd: launched.apiSocket });
const environment = Object.keys(process.env).filter((name) => name.startsWith("LLDP_WATCH_") || name === "NOTIFY_SOCKET");
const finish = async (code: number): Promise<void> => {
  server?.close();
  await opener.close();
  process.exitCode = code;
};
process.on("SIGTERM", () => void finish(7));
process.on("SIGUSR2", () => {
  console.log(JSON.stringify({ signal: "SIGUSR2" }));
});
process.on("SIGHUP", () => {
  for (;;); // deaf for good
});
console.log(
  JSON.stringify({ kind: opener.kind, uid: process.getuid?.(), told, namespaces: all.length, environment, pid: process.pid, parent: process.ppid }),
);
await route.close();
