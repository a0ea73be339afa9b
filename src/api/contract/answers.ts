import * as Type from "typebox";
import { Link, Node } from "./graph.ts";
import { Count, Epoch, OptionalText, ReasonWord, Revision, Schema, Text, VerdictCounts, VerdictWord, WarningWord, Words } from "./words.ts";

const MaybeVerdict = Type.Union([VerdictWord, Type.Null()]);
const MaybeReason = Type.Union([ReasonWord, Type.Null()]);
const Fix = OptionalText("A command, or words where no single command is safe; null when there is nothing to mend.");

export const Explain = Type.Object(
  {
    schema: Schema,
    port: Text("Port id."),
    peer: OptionalText("Port id of the other end, or null."),
    verdict: MaybeVerdict,
    reason: MaybeReason,
    fix: Fix,
    evidence: Type.Array(Type.Object({ fact: Type.String(), source: Type.String(), value: Type.String() })),
  },
  { title: "Explain", description: "Why a port or link is as it is." },
);

export const Verify = Type.Object(
  {
    schema: Schema,
    ok: Type.Boolean(),
    summary: VerdictCounts,
    links: Type.Array(
      Type.Object({
        planned: Type.Union([Type.Object({ a: Type.String(), b: Type.String() }), Type.Null()], {
          description: "Port ids, or the plan's names where no such port is known; null for a link that no plan asks for.",
        }),
        actual: Type.Array(Type.String(), { description: "The ports that its two ends hear; of an unplanned link, its own two." }),
        verdict: VerdictWord,
        reason: MaybeReason,
        fix: Fix,
        warnings: Type.Array(WarningWord),
      }),
    ),
  },
  { title: "Verify", description: "The network against a plan." },
);

const Side = Type.Object({ id: Type.String({ description: "`EPOCH-REVISION`." }), time: Type.String({ format: "date-time" }) });
const Parts = (description: string) => Type.Object({ nodes: Type.Array(Node), links: Type.Array(Link) }, { description });

export const Diff = Type.Object(
  {
    schema: Schema,
    from: Side,
    to: Side,
    added: Parts("In `to` only."),
    removed: Parts("In `from` only."),
    changed: Type.Array(Type.Object({ id: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
  },
  { title: "Diff", description: "What differs between two moments." },
);

const Trouble = OptionalText("What is wrong, or null.");

export const Status = Type.Object(
  {
    schema: Schema,
    version: Type.String(),
    epoch: Epoch,
    revision: Revision,
    uptime: Type.Number({ minimum: 0, description: "Seconds." }),
    namespaces: Count("Namespaces known."),
    ports: Count("Ports known."),
    neighbors: Count("Neighbors known."),
    links: VerdictCounts,
    history: Type.Object({
      state: Words(["off", "running", "failed"]),
      events: Count("Events kept."),
      bytes: Count("Size on disk."),
      error: Trouble,
    }),
    bus: Type.Object({ state: Words(["off", "connecting", "connected", "failed"]), error: Trouble }),
    push: Type.Object({
      state: Words(["off", "running", "failing"]),
      queued: Count("Points waiting."),
      written: Count("Points written."),
      dropped: Count("Points given up."),
      error: Trouble,
    }),
  },
  { title: "Status", description: "How the daemon itself is." },
);

export const Health = Type.Object({ schema: Schema, status: Type.Literal("ok") }, { title: "Health" });

export const Ready = Type.Object(
  {
    schema: Schema,
    ready: Type.Boolean(),
    failing: Type.Array(Type.Object({ namespace: Type.String(), reason: Type.String() }), {
      description: "Namespaces whose agents are not up, and why.",
    }),
  },
  { title: "Ready" },
);

export const Problem = Type.Object(
  {
    type: Text("`urn:lldp-watch:error:CODE`; every code stands in docs/reference/errors.md."),
    title: Type.String(),
    status: Type.Integer(),
    code: Text("Stable, kebab-case."),
    detail: Text("What was wrong with this request."),
    requestId: Text("The same as in the header x-request-id and in the log."),
    errors: Type.Optional(
      Type.Array(Type.Object({ in: Words(["query", "path", "body"]), name: Type.String(), message: Type.String() }), {
        description: "Each part of the request that was wrong.",
      }),
    ),
  },
  { title: "Problem", description: "RFC 9457." },
);
