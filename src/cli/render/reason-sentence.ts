import type { Reason } from "../../topology/index.ts";

const sentences: Readonly<Record<Reason, string>> = {
  "namespace-gone": "the namespace of one end is gone",
  "interface-gone": "the interface of one end is gone",
  "admin-down": "one end is switched off",
  "no-carrier": "one end is up but has no carrier",
  "bridge-filters": "a bridge in between does not let LLDP pass",
  "stp-blocking": "spanning tree blocks a port in between",
  "agent-disabled": "LLDP is disabled at one end",
  "receive-only": "one end listens but does not speak",
  "transmit-only": "one end speaks but does not listen",
  "firmware-agent": "the firmware of a NIC takes the frames away",
  "socket-drops": "frames arrived but were lost before they were read",
  "lost-on-the-way": "frames are sent at one end and do not arrive at the other",
  "peer-silent": "nobody speaks LLDP at the other end",
  "aged-out": "the neighbor was heard and then fell silent",
  "not-wired-as-planned": "the wire goes somewhere else than the plan says",
  "not-planned": "no plan mentions this link",
  "not-watched": "one end is not watched, so nothing can be said",
  unknown: "no cause was found",
};

/** What a reason means, as half a sentence. A word of a newer server stands for itself. */
export function reasonSentence(reason: Reason): string {
  return sentences[reason] ?? reason;
}
