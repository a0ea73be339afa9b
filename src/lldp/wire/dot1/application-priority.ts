import { octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { wordOf } from "../words.ts";

// 802.1Q-2018 D.2.11 (DCBX): a table of three octets for each application
//
//   +----------------+--------------------------------------------------+----------------+
//   |  reserved (1)  | priority 0xe0 | reserved 0x18 | selector 0x07   |  protocol (2)   |  ...
//   +----------------+--------------------------------------------------+----------------+

export interface ApplicationPriorities {
  readonly kind: "dot1-application-priority";
  readonly reserved: number;
  readonly applications: readonly ApplicationPriority[];
  /** What is left when the table is no multiple of three octets. */
  readonly surplus: Uint8Array;
}

export interface ApplicationPriority {
  readonly priority: number;
  readonly reserved: number;
  /** 1 ethertype, 2 TCP or SCTP port, 3 UDP or DCCP port, 4 port of any of them, 5 DSCP. */
  readonly selector: number;
  readonly protocol: number;
}

const entryLength = 3;
const selectorNames = [undefined, "ethertype", "tcp-or-sctp-port", "udp-or-dccp-port", "port", "dscp"];

export const applicationPriorityTlv: TlvDefinition<ApplicationPriorities> = {
  kind: "dot1-application-priority",
  subtype: 12,
  field: "applicationPriorities",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 1) return tlvFault("too-short", start, "802.1Q-2018 D.2.11");
    const applications: ApplicationPriority[] = [];
    let at = start + 1;
    for (; at + entryLength <= end; at += entryLength) applications.push(decodeEntry(octets, at));
    return {
      kind: "dot1-application-priority",
      reserved: octets[start] as number,
      applications,
      surplus: octetsBetween(octets, at, end),
    };
  },
  encode: ({ reserved, applications, surplus }) => Uint8Array.of(reserved, ...applications.flatMap(encodeEntry), ...surplus),
  describe({ applications }, name, sink) {
    sink.openList(name);
    for (const { priority, selector, protocol } of applications) {
      sink.openObject(null);
      sink.number("priority", priority);
      sink.word("selector", wordOf(selectorNames, selector));
      sink.number("protocol", protocol);
      sink.closeObject();
    }
    sink.closeList();
  },
};

function decodeEntry(octets: Uint8Array, at: number): ApplicationPriority {
  const flags = octets[at] as number;
  return { priority: flags >> 5, reserved: flags & 0x18, selector: flags & 0x07, protocol: u16At(octets, at + 1) };
}

function encodeEntry({ priority, reserved, selector, protocol }: ApplicationPriority): readonly number[] {
  return [(priority << 5) | reserved | selector, ...u16Octets(protocol)];
}
