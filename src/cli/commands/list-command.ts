import { type Listing, readList } from "../client/lists.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { checkNamespace, placeQuery } from "../place-filter.ts";
import type { Column } from "../render/table.ts";
import { checkTableFlags, sendTable } from "../table-answer.ts";
import { withClient } from "./with-client.ts";

/** A command that shows one list of the API. */
export interface ListCommand<T> {
  readonly name: "neighbors" | "ports" | "links";
  readonly columns: (wall: number) => readonly Column<T>[];
  /** Filters that the server applies; without it, --namespace and --interface. */
  readonly query?: (invocation: Invocation) => Readonly<Record<string, string>>;
  readonly keep?: (invocation: Invocation) => (row: T) => boolean;
  readonly others?: (rows: readonly T[], wall: number) => Readonly<Record<string, () => string>>;
}

/** Asks for the list and writes it. */
export function runList<T>(command: ListCommand<T>, invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  checkTableFlags(invocation, command.columns(io.clock.wall()));
  const keep = command.keep?.(invocation);
  const query = (command.query ?? placeQuery)(invocation);
  return withClient(invocation, io, async (client) => {
    const listing = await readList<T>(client, command.name, query);
    if (listing.items.length === 0) await checkNamespace(client, invocation);
    await sendListing(command, keep ? { ...listing, items: listing.items.filter(keep) } : listing, invocation, io);
    return exitCodes.ok;
  });
}

/** Writes a list that is here already. */
export function sendListing<T>(command: ListCommand<T>, listing: Listing<T>, invocation: Invocation, io: CommandIo): Promise<void> {
  const wall = io.clock.wall();
  const { epoch, revision, items } = listing;
  return sendTable(invocation, io, {
    columns: command.columns(wall),
    rows: items,
    document: { schema: 1, epoch, revision, [command.name]: items, nextCursor: null },
    ...(command.others ? { others: command.others(items, wall) } : {}),
  });
}
