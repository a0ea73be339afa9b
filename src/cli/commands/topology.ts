import type { TopologyDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines, sendText } from "../output.ts";
import { checkNamespace } from "../place-filter.ts";
import { paintFor } from "../render/paint.ts";
import { treeLines } from "../render/topology-tree.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "tree", ["json"]);
  const [at, namespace] = [invocation.text("at"), invocation.text("namespace")];
  const query = { ...(at === undefined ? {} : { at }), ...(namespace === undefined ? {} : { namespace }) };
  return withClient(invocation, io, async (client) => {
    if (form !== "tree" && form !== "json") {
      await checkNamespace(client, invocation);
      await sendText(io, await client.text(`/api/v1/topology?${new URLSearchParams({ ...query, format: form })}`));
      return exitCodes.ok;
    }
    const topology = await client.document<TopologyDocument>(`/api/v1/topology?${new URLSearchParams(query)}`);
    if (topology.nodes.length === 0) await checkNamespace(client, invocation);
    await (form === "json" ? sendJson(io, topology) : sendLines(io, treeLines(topology, io.columns, paintFor(io.color))));
    return exitCodes.ok;
  });
}
