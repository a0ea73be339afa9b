// docs/reference/metrics.md, from the catalog of metric families.
import { bundled } from "../project/bundled.mjs";

const sources = {
  graph: ["The graph and its agents", "Always there; of one interface or neighbor as long as it exists."],
  "namespace-agents": ["Namespaces", "Of a daemon; a collector has none."],
  push: ["InfluxDB", "With `--influx-url`."],
  bus: ["Message bus", "With `--nats`, and at a collector."],
  history: ["History", "With a state folder."],
  hooks: ["Hooks", "With hooks in the configuration."],
  stream: ["HTTP API", "Always there."],
  process: ["Process", "Always there, beside `process_*` and `nodejs_*` of prom-client."],
};

const row = ({ name, type, labels, help }) =>
  `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help.replaceAll("|", "\\|")} |`;

function page(families) {
  const sections = Object.entries(sources).map(([source, [title, when]]) => {
    const rows = Object.values(families).filter((family) => family.source === source);
    return [`## ${title}`, "", when, "", "| family | type | labels | |", "|---|---|---|---|", ...rows.map(row), ""].join("\n");
  });
  return `# Metrics, family by family

Made from \`src/metrics/catalog.ts\` by \`npm run docs\`. How to scrape them, and what to alert on: [metrics](../guides/metrics.md), [Grafana](../guides/grafana.md).

Every family prints HELP and TYPE also without samples. A series ends with what it describes. \`netns\` is the namespace (at a collector \`HOST/NAMESPACE\`), \`interface\` the interface in it, \`neighbor\` the id
of a neighbor as the API has it; verdicts (\`status\`, \`state\`), events, reasons and warnings are the words of [verdicts](verdicts.md). Label values from the network are cut at 128 code points and carry no control characters.

${sections.join("\n")}`;
}

/** The reference of the metrics. */
export async function files() {
  const { families } = await bundled("src/metrics/catalog.ts");
  const unknown = Object.values(families).filter(({ source }) => !(source in sources));
  if (unknown.length > 0) throw new Error(`no section for ${unknown.map(({ name }) => name).join(", ")}`);
  return [{ path: "docs/reference/metrics.md", text: `${page(families).trimEnd()}\n` }];
}
