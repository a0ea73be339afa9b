import type { Reason } from "../../src/topology/words.ts";

/** What a reason means, as one sentence. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  "namespace-gone": "The plan names a node that nobody knows.",
  "interface-gone": "The namespace is there, the interface is not.",
  "admin-down": "An end, or a bridge between them, is set down.",
  "no-carrier": "An end is set up and has no carrier.",
  "bridge-filters": "A bridge between them keeps LLDP for itself.",
  "stp-blocking": "A bridge port between them does not forward.",
  "agent-disabled": "The agent of an end is disabled.",
  "receive-only": "The agent of an end receives and does not send.",
  "transmit-only": "The agent of an end sends and does not receive.",
  "firmware-agent": "The network card takes LLDP for itself.",
  "socket-drops": "Frames arrived and found the socket full.",
  "lost-on-the-way": "One end sends, the other listens and hears nothing.",
  "peer-silent": "Nothing was ever heard from the other end.",
  "aged-out": "The other end was heard until its time to live ran out.",
  "not-wired-as-planned": "An end is connected to something else than planned.",
  "not-planned": "The plan does not ask for this link.",
  "not-watched": "No agent of ours runs at an end.",
  unknown: "Nothing that was looked at explains it.",
};
