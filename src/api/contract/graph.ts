import * as Type from "typebox";
import { Capabilities, Identifier } from "./neighbor.ts";
import {
  Count,
  Epoch,
  EventId,
  EventKindWord,
  EventReasonWord,
  NamespaceKindWord,
  OptionalText,
  PortModeWord,
  PortStateWord,
  ReasonWord,
  Revision,
  Schema,
  Text,
  Time,
  VerdictWord,
  WarningWord,
  Words,
} from "./words.ts";

const MaybeVerdict = Type.Union([VerdictWord, Type.Null()]);
const MaybeReason = Type.Union([ReasonWord, Type.Null()]);
const Warnings = Type.Array(WarningWord);
const Layer = (description: string) => Type.Union([Type.Boolean(), Type.Null()], { description: `${description} Null: cannot know.` });

export const PortCounters = Type.Object(
  {
    framesTransmitted: Count("statsFramesOutTotal (802.1AB-2016 9.2.6)."),
    framesReceived: Count("statsFramesInTotal."),
    framesDiscarded: Count("statsFramesDiscardedTotal."),
    framesInErrors: Count("statsFramesInErrorsTotal."),
    tlvsDiscarded: Count("statsTLVsDiscardedTotal."),
    tlvsUnrecognized: Count("statsTLVsUnrecognizedTotal."),
    ageouts: Count("statsAgeoutsTotal."),
    transmitErrors: Count("Frames that the kernel refused to send."),
    lengthErrors: Count("lldpduLengthErrors."),
    foreignDestination: Count("Frames to a group address that no agent of the port serves."),
    tooManyNeighbors: Count("LLDPDUs of neighbors for which there was no room."),
    rateLimited: Count("LLDPDUs over the port's rate bound."),
    socketDrops: Count("Frames that the kernel dropped because the socket's buffer was full."),
  },
  { title: "PortCounters", description: "Live values since the port appeared: outside of revision, ETag and events." },
);

export const Port = Type.Object(
  {
    id: Text("`NS:IF`, at a collector `HOST/NS:IF`."),
    namespace: Text("Id of its namespace."),
    interface: Text("Name of the interface."),
    ifindex: Type.Integer({ minimum: 0 }),
    mac: Type.String(),
    kind: Text("rtnetlink kind (`veth`, `bridge`, ...), `physical` for a device with a driver, else `unknown`."),
    mtu: Type.Integer({ minimum: 0 }),
    state: PortStateWord,
    mode: PortModeWord,
    master: OptionalText("Name of the master interface, or null."),
    wiredTo: OptionalText("Port id at the other end of the wire as the kernel tells it, or null."),
    neighbors: Count("How many neighbors it hears."),
    verdict: MaybeVerdict,
    reason: MaybeReason,
    warnings: Warnings,
    counters: Type.Union([PortCounters, Type.Null()], { description: "Null at a collector: counters stay on the machine." }),
    lastChange: Time("When anything but the counters last changed."),
  },
  { title: "Port", description: "An interface with its LLDP agents." },
);

export const Namespace = Type.Object(
  {
    id: Text("`NS`, at a collector `HOST/NS`."),
    name: Type.String(),
    names: Type.Array(Type.String(), { description: "Every name it is known by." }),
    inode: Type.Integer({ minimum: 0, description: "What makes two names the same namespace." }),
    kind: NamespaceKindWord,
    state: Words(["opening", "running", "failed", "gone", "stale"]),
    ports: Count("How many ports it has."),
  },
  { title: "Namespace", description: "A network namespace." },
);

export const Node = Type.Object(
  {
    id: Text("`NS`, `HOST/NS`, `~` and 12 hexadecimal digits for a remote system, `segment:NAME` for a shared medium."),
    kind: Words(["system", "segment", "remote"]),
    name: Type.String(),
    host: OptionalText("Name of the machine, or null."),
    namespace: OptionalText("Id of the namespace, or null."),
    chassisId: Type.Union([Identifier, Type.Null()]),
    capabilities: Type.Union([Capabilities, Type.Null()]),
    ports: Type.Array(Type.String(), { description: "Port ids." }),
  },
  { title: "Node", description: "A system, a shared segment, or a remote system." },
);

export const Link = Type.Object(
  {
    id: Text("Its two port ids, sorted, joined by `--`."),
    a: Text("Port id."),
    b: Text("Port id."),
    planned: Layer("Whether the plan has it."),
    wired: Layer("Whether the kernel knows the wire."),
    observed: Type.Object({ aToB: Layer("b hears a."), bToA: Layer("a hears b.") }),
    verdict: VerdictWord,
    reason: MaybeReason,
    fix: OptionalText("A command, or words where no single command is safe; null when there is nothing to mend."),
    warnings: Warnings,
    since: Time("Since when the verdict holds."),
    flaps: Count("How often the verdict left `ok`, as far back as the graph remembers the link."),
  },
  { title: "Link", description: "An edge between two ports, in three layers: planned, wired, observed." },
);

export const Topology = Type.Object(
  {
    schema: Schema,
    epoch: Epoch,
    revision: Revision,
    generatedAt: Time("Time of the revision."),
    nodes: Type.Array(Node),
    links: Type.Array(Link),
  },
  { title: "Topology", description: "The whole graph at one revision." },
);

export const GraphEvent = Type.Object(
  {
    id: EventId,
    time: Time("When it happened."),
    kind: EventKindWord,
    port: OptionalText("Port id, or null."),
    namespace: OptionalText("Namespace id, or null."),
    interface: OptionalText("Interface name, or null."),
    reason: EventReasonWord,
    before: Type.Unknown({ description: "The document before, or null." }),
    after: Type.Unknown({ description: "The document after, or null." }),
  },
  { title: "Event", description: "One numbered change of the graph." },
);
