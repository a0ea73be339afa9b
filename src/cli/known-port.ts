import { didYouMean } from "../base/index.ts";
import type { PortDocument } from "../topology/index.ts";
import type { ApiClient } from "./client/api-client.ts";
import { readList } from "./client/lists.ts";
import { failure, usageError } from "./exit-code.ts";

/** Throws, with a suggestion, when the daemon knows no port of this id. */
export async function knownPort(client: ApiClient, id: string): Promise<void> {
  if (!id.includes(":")) throw usageError(`"${id}" is no port`, "write NAMESPACE:INTERFACE");
  const { items } = await readList<Pick<PortDocument, "id">>(client, "ports", { fields: "id" });
  const ids = items.map((port) => port.id);
  if (!ids.includes(id)) throw failure(`no port "${id}"`, didYouMean(id, ids) ?? "see lldp-watch ports");
}
