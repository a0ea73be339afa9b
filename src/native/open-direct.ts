import { directBroker } from "./direct-broker.ts";
import { openerFrom } from "./opener.ts";
import { Reactor } from "./reactor.ts";
import type { SocketOpener } from "./socket-opener.ts";

/** An opener for a process that has the privilege itself (`--direct`). Lists the names once: requests name namespaces by inode. */
export async function openDirect(): Promise<SocketOpener> {
  const reactor = new Reactor();
  const opener = openerFrom(reactor, directBroker(reactor));
  await opener.listNamespaces("names");
  return opener;
}
