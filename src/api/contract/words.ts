import * as Type from "typebox";
import {
  destinations,
  eventKinds,
  eventReasons,
  namespaceKinds,
  portModes,
  portStates,
  reasons,
  type Verdict,
  verdicts,
  warnings,
} from "../../topology/index.ts";

/** Words of a closed list. The type is said as well, for generators that do not conclude it. */
export const Words = <const V extends readonly string[]>(values: V, options: { title?: string; description?: string } = {}) =>
  Type.Unsafe<V[number]>({ type: "string", enum: values, ...options });

// The small words that documents are made of. Enumerations are taken from the topology, so that both always say the same.

export const VerdictWord = Words(verdicts, { title: "Verdict" });
export const ReasonWord = Words(reasons, { title: "Reason" });
export const WarningWord = Words(warnings, { title: "Warning" });
export const PortModeWord = Words(portModes, { title: "PortMode" });
export const PortStateWord = Words(portStates, { title: "PortState" });
export const NamespaceKindWord = Words(namespaceKinds, { title: "NamespaceKind" });
export const DestinationWord = Words(destinations, { title: "Destination" });
export const EventKindWord = Words(eventKinds, { title: "EventKind" });
export const EventReasonWord = Words(eventReasons, { title: "EventReason" });

export const Text = (description: string) => Type.String({ description });
export const OptionalText = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
export const Count = (description: string) => Type.Integer({ minimum: 0, description });
export const Time = (description: string) => Type.String({ format: "date-time", description });
export const Hex = (description: string) => Type.String({ pattern: "^([0-9a-f]{2})*$", description });
export const Schema = Type.Literal(1, { description: "Version of the document's shape." });
export const Epoch = Type.String({ description: "Changes when the graph begins anew, as after a restart." });
export const Revision = Type.Integer({ minimum: 0, description: "Number of the last change; only compared within one epoch." });

/** How many links have each verdict; a verdict that no link has is absent. */
export const VerdictCounts = Type.Unsafe<Partial<Record<Verdict, number>>>({
  type: "object",
  properties: Object.fromEntries(verdicts.map((verdict) => [verdict, { type: "integer", minimum: 0 }])),
  additionalProperties: false,
  description: "How many links have each verdict; a verdict that no link has is absent.",
});

/** `EPOCH-SEQ`. */
export const EventId = Type.String({ pattern: "^[^-]+-[0-9]+$", description: "`EPOCH-SEQ`; SEQ is the revision after the event." });
