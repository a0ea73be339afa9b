import type { NamespaceDocument } from "../../topology/index.ts";
import { readList } from "../client/lists.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { checkNamespace } from "../place-filter.ts";
import { namespaceColumns } from "../render/namespace-columns.ts";
import { checkTableFlags, sendTable } from "../table-answer.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  checkTableFlags(invocation, namespaceColumns);
  const pattern = invocation.text("namespace");
  return withClient(invocation, io, async (client) => {
    const { epoch, revision, items } = await readList<NamespaceDocument>(client, "namespaces", pattern === undefined ? {} : { name: pattern });
    if (items.length === 0) await checkNamespace(client, invocation);
    const document = { schema: 1, epoch, revision, namespaces: items, nextCursor: null };
    await sendTable(invocation, io, { columns: namespaceColumns, rows: items, document });
    return exitCodes.ok;
  });
}
