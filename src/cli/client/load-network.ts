import type { LinkDocument, NamespaceDocument, NeighborFacts, PortView } from "../../topology/index.ts";
import type { ApiClient } from "./api-client.ts";
import { type Listing, readList } from "./lists.ts";
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
  fill(copy.namespaces, namespaces);
  fill(copy.ports, ports);
  fill(copy.neighbors, neighbors);
  fill(copy.links, links);
  return { copy, after: `${namespaces.epoch}-${namespaces.revision}` };
}

function fill<T extends { readonly id: string }>(map: Map<string, T>, listing: Listing<T>): void {
  for (const item of listing.items) map.set(item.id, item);
}
