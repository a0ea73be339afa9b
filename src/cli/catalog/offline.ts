import type { CommandSpec } from "../command.ts";
import { lineOptions } from "./shared-options.ts";

export const decodeCommand: CommandSpec = {
  name: "decode",
  summary: "Every LLDPDU of a capture file, field by field",
  description: [
    "Reads pcap and pcapng, from a file or from standard input, and tells of each LLDPDU what it says, whether the standard lets a station accept it, and which clause it breaks where. Other capture formats are read through libpcap where the optional package `pcap` is installed.",
    "Needs neither a daemon nor privilege.",
  ],
  positionals: [{ name: "FILE", summary: "The capture; `-` is standard input", optional: true, completes: "file" }],
  options: lineOptions(["text", "json", "ndjson"], "text"),
  examples: [
    { command: "lldp-watch decode uplink.pcapng", says: "read what a switch sent" },
    { command: "tcpdump -i eth0 -w - ether proto 0x88cc | lldp-watch decode --ndjson -", says: "decode while capturing" },
    { command: "lldp-watch decode --ndjson lab.pcap | jq 'select(.outcome==\"discarded\")'", says: "find the broken ones" },
  ],
};
