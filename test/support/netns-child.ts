import { openDirect, SystemError } from "../../src/native/index.ts";
import { openLinkMonitor, watchNamespaces } from "../../src/netns/index.ts";
import { runningClock } from "./running-clock.ts";

// A process with fewer rights: opens every namespace whose name begins with the argument, and our own, and prints what became of each.

const prefix = process.argv[2] ?? "";
const opener = await openDirect();
const watcher = await watchNamespaces({ opener, clock: runningClock });
const wanted = [...watcher.namespaces.values()].filter(({ kind, names }) => kind === "host" || names.some((name) => name.startsWith(prefix)));
const outcomes = await Promise.all(
  wanted.map(async ({ name, inode }) => {
    const failure = (error: unknown) => (error instanceof SystemError ? `${error.syscall} ${error.code}` : String(error));
    return [name, await openLinkMonitor(opener, inode).then((monitor) => monitor.interfaces.size, failure)] as const;
  }),
);
process.stdout.write(JSON.stringify(Object.fromEntries(outcomes)));
await watcher.close();
await opener.close();
