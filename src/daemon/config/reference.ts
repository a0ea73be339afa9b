import { tlvNames } from "../tlv-names.ts";
import { type DaemonOption, environmentName } from "./option.ts";
import { daemonOptions } from "./options.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** docs/reference/config.md, made from the table of options. */
export function configReference(): string {
  const sections = [...new Set(daemonOptions.map(({ section }) => section))];
  return `# Configuration

Made from \`src/daemon/config/\` by \`npm run docs\`. Each setting can be given as a flag (\`--tx-interval 10\`), in the environment
(\`${environmentName("tx-interval")}=10\`) or in the file (\`tx-interval: 10\`). Flags win over the environment, that over the file. The file is
\`/etc/lldp-watch/config.yaml\` unless \`--config\` names another; it is YAML, and a key that is not in these tables is refused with its line.
\`lldp-watch config check\` tells what is wrong with a file and what it means.

SIGHUP reads the file again. Settings marked "restart" keep their value until then; the others change at once, and no neighbor is lost.
\`namespaces\` can be narrowed so, but below the helper not widened: it opens packet sockets only where the pattern that it was started with lets it.

${sections.map(sectionText).join("\n\n")}

## Keys that only the file has

\`ports\`: a list of \`match\` (pattern of \`NAMESPACE:INTERFACE\`) and \`mode\`. The first that matches counts, above \`mode\`.

\`custom-tlvs\`: a list of organizational TLVs that are sent as they are: \`oui\` (three octets in hex), \`subtype\` (0 to 255), \`bytes\` (hex, at most 507
octets), and \`ports\` (pattern of \`NAMESPACE:INTERFACE\`, every port when left out).

\`\`\`yaml
namespaces: "*,!scratch-*"
ports:
  - { match: "host:*", mode: rx-and-tx }
custom-tlvs:
  - { oui: 00-11-22, subtype: 1, bytes: "72 61 63 6b 20 37", ports: "host:*" }
\`\`\`

## Names for \`tlvs\`

The pattern of \`--tlvs\` is matched against ${tlvNames.map((name) => `\`${name}\``).join(", ")}. TLVs are sent in this order; when a frame is full the last ones are
left out and counted (\`lengthErrors\`). \`mac-phy\`, \`port-vlan-id\` and \`vlan-name\` are sent where the kernel knows them.
\`dot3-link-aggregation\` is deprecated, so it is off; some old switches read no other.
`;
}

function sectionText(section: string): string {
  const rows = daemonOptions.filter((option) => option.section === section).map(row);
  return [`## ${section}`, "", "| setting | value | default | what |", "|---|---|---|---|", ...rows].join("\n");
}

function row(option: DaemonOption): string {
  const { name, default: standard, summary, multiple, restart } = option;
  const notes = [multiple ? "may be given several times" : "", restart ? "restart" : ""].filter(Boolean).join("; ");
  const what = cell(summary) + (notes ? ` (${notes})` : "");
  return `| \`${name}\` | ${cell(valueText(option))} | ${standard === undefined ? "" : `\`${cell(standard)}\``} | ${what} |`;
}

function valueText({ kind, value = "", choices = [], min, max }: DaemonOption): string {
  if (kind === "flag") return "`true` or `false`";
  if (kind === "choice") return choices.map((choice) => `\`${choice}\``).join(", ");
  return kind === "number" ? `${value}, ${min} to ${max}` : value;
}
