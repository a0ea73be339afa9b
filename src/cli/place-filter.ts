import { didYouMean } from "../base/index.ts";
import type { NamespaceDocument } from "../topology/index.ts";
import type { ApiClient } from "./client/api-client.ts";
import { readList } from "./client/lists.ts";
import type { Invocation } from "./command.ts";
import { failure } from "./exit-code.ts";

/** The query that --namespace and --interface mean. */
export function placeQuery(invocation: Invocation): Readonly<Record<string, string>> {
  const [namespace, interfaces] = [invocation.text("namespace"), invocation.text("interface")];
  return { ...(namespace === undefined ? {} : { namespace }), ...(interfaces === undefined ? {} : { interface: interfaces }) };
}

/** An empty answer may mean a wrong name: throws when --namespace names (without wildcards) a namespace that is not there. */
export async function checkNamespace(client: ApiClient, invocation: Invocation): Promise<void> {
  const plain = (invocation.text("namespace") ?? "").split(",").filter((word) => word !== "" && !/[*?[!]/.test(word));
  if (plain.length === 0) return;
  const { items } = await readList<NamespaceDocument>(client, "namespaces");
  const known = items.map((namespace) => namespace.id);
  const missing = plain.find((word) => !known.includes(word));
  if (missing !== undefined) throw failure(`no namespace "${missing}" is watched`, didYouMean(missing, known) ?? "see lldp-watch namespaces");
}
