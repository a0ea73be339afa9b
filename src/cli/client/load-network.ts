import type { LinkDocument, NamespaceDocument, NeighborFacts, PortView } from "../../topology/index.ts";
import type { ApiClient } from "./api-client.ts";
import { readList } from "./lists.ts";
import { NetworkCopy } from "./network-copy.ts";

/** A copy of the whole state and the id of the event to follow from: the lists may be of different revisions, so it is the oldest one. */
export async function loadNetwork(client: ApiClient): Promise<{ readonly copy: NetworkCopy; readonly after: string }> {
  const namespaces = await readList<NamespaceDocument>(client, "namespaces");
  const ports = await readList<PortView>(client, "ports");
  const neighbors = await readList<NeighborFacts>(client, "neighbors");
  const links = await readList<LinkDocument>(client, "links");
  // A restart in between mixes two lives of the daemon.
  if ([ports, neighbors, links].some((list) => list.epoch !== namespaces.epoch)) return loadNetwork(client);
  const copy = new NetworkCopy();
  for (const namespace of namespaces.items) copy.add("namespace", namespace);
  for (const port of ports.items) copy.add("port", port);
  for (const neighbor of neighbors.items) copy.add("neighbor", neighbor);
  for (const link of links.items) copy.add("link", link);
  return { copy, after: `${namespaces.epoch}-${namespaces.revision}` };
}
