// docs/reference/lab-file.md, from schemas/lab-file.json.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../project/terminal.mjs";

const pastNote = (schema) => schema.description?.startsWith("Read past") ?? false;

function rows(properties, required = []) {
  return Object.entries(properties)
    .filter(([, schema]) => !pastNote(schema))
    .map(([key, schema]) => `| \`${key}\`${required.includes(key) ? " (needed)" : ""} | ${describe(schema).replaceAll("|", "\\|")} |`);
}

function describe(schema) {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  return schema.description ?? (schema.maxItems === 2 ? "The two ends." : "");
}

const table = (properties, required) => ["| key | what |", "|---|---|", ...rows(properties, required)].join("\n");

/** The reference of the lab file. */
export function files() {
  const schema = JSON.parse(readFileSync(join(root, "schemas/lab-file.json"), "utf8"));
  const { settings, end, ...others } = schema.$defs;
  const links = Object.entries(others).filter(([name]) => name.startsWith("link-"));
  const past = Object.entries(settings.properties).flatMap(([key, each]) => (pastNote(each) ? [`\`${key}\``] : []));
  const extended = end.anyOf.find((form) => form.type === "object");
  const text = `# Lab file

${schema.description} Made by \`npm run docs\` from [schemas/lab-file.json](../../schemas/lab-file.json), which editors can use as well: put
\`# yaml-language-server: $schema=.../schemas/lab-file.json\` in the first line of a file.

## The file

${table(schema.properties, schema.required)}

## topology

${table(schema.properties.topology.properties)}

## A node

${settings.description}

${table(settings.properties)}

These keys of a containerlab file are read past with a note: ${past.join(", ")}.

## A link

${links.map(([name, link]) => `### ${name.slice("link-".length)}\n\n${link.description}\n\n${table(link.properties, link.required)}`).join("\n\n")}

### An end

\`NODE:INTERFACE\`, or

${table(extended.properties, extended.required)}

The types \`dummy\`, \`mgmt-net\`, \`veth-stitch\` and \`vxlan-stitch\` of containerlab are refused: the message says why. So are kinds that run an image.
`;
  return [{ path: "docs/reference/lab-file.md", text }];
}
