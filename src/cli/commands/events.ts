import { compilePattern } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import type { ApiClient } from "../client/api-client.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { checkNamespace } from "../place-filter.ts";
import { eventColumns } from "../render/event-columns.ts";
import { checkTableFlags, sendTable } from "../table-answer.ts";
import { withClient } from "./with-client.ts";

interface EventPage {
  readonly epoch: string;
  readonly revision: number;
  readonly events: readonly EventDocument[];
  readonly nextCursor: string | null;
}

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  checkTableFlags(invocation, eventColumns);
  return withClient(invocation, io, async (client) => {
    const { epoch, revision, events } = await readEvents(client, invocation);
    if (events.length === 0) await checkNamespace(client, invocation);
    const document = { schema: 1, epoch, revision, events, nextCursor: null };
    await sendTable(invocation, io, { columns: eventColumns, rows: events, document });
    return exitCodes.ok;
  });
}

/** All pages; of more events than --limit, the newest. */
async function readEvents(client: ApiClient, invocation: Invocation): Promise<Omit<EventPage, "nextCursor">> {
  const limit = invocation.number("limit") ?? 1000;
  const since = invocation.text("since");
  const namespace = invocation.text("namespace");
  const interfaces = invocation.text("interface");
  const onInterface = interfaces === undefined ? () => true : compilePattern(interfaces);
  const keep = (event: EventDocument) => interfaces === undefined || (event.interface !== null && onInterface(event.interface));
  let kept: EventDocument[] = [];
  let cursor: string | null = null;
  let last: EventPage;
  do {
    const query: URLSearchParams = new URLSearchParams({
      ...(since === undefined ? {} : isEventId(since) ? { after: since } : { since }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(cursor === null ? {} : { cursor }),
    });
    last = await client.document<EventPage>(`/api/v1/events?${query}`);
    kept = [...kept, ...last.events.filter(keep)].slice(-limit);
    cursor = last.nextCursor;
  } while (cursor !== null);
  return { epoch: last.epoch, revision: last.revision, events: kept };
}

/** An id is `EPOCH-SEQ`; every other moment has a colon (RFC 3339), a sign in front, or is `now`. */
function isEventId(moment: string): boolean {
  return /^[^-:]+-\d+$/.test(moment);
}
