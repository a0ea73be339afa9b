import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import { DatasourceVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { dashboard, filled, uids } from "./dashboard.ts";
import { type Built, graph, lines, placed, type Target } from "./panel.ts";
import { dataSource, host, ofHost, over, rows } from "./prometheus.ts";

const nodes = `lldp_topology_node_info${ofHost}`;
const edges = `lldp_topology_edge_info${ofHost}`;
const wrong = `${edges.slice(0, -1)},mainstat!="ok"}`;
const byEnd = (end: string) => `label_replace(${wrong}, "id", "$1", "${end}", "(.*)")`;
/** How many links of each node are not ok; 0 where all are. */
const nodeFigures = `${nodes} * 0 + on (instance, id) group_left () count by (instance, id) (${byEnd("source")} or ${byEnd("target")}) or ${nodes} * 0`;

function colored(expr: string, colors: readonly (readonly [verdicts: string, color: string])[]): string {
  return colors.reduce((inner, [verdicts, color]) => `label_replace(${inner}, "color", "${color}", "mainstat", "${verdicts}")`, expr);
}

const edgeColors = [
  [".*", "red"],
  ["ok", "green"],
  ["one-way", "orange"],
  ["unverified", "blue"],
  ["down", "gray"],
] as const;

const fromPrometheus = (): Built =>
  graph(
    {
      id: 1,
      title: "Topology",
      description:
        "Nodes and links as the daemon's metrics tell them; under a node, how many of its links are not ok. Green: ok, orange: one-way, gray: down, blue: unverified, red: the cable is not where the plan wants it.",
      none: "the daemon runs without `--metrics-node-graph`, or is not scraped. The panel below needs no such flag.",
      noValue: "no node graph in the metrics",
    },
    [rows("nodes", nodeFigures), rows("edges", colored(edges, edgeColors))],
  )
    // Renaming changes only what is shown; the panel reads the true name, which a calculated field gets from its alias.
    .withTransformation({
      id: "calculateField",
      filter: { id: "byRefId", options: "nodes" },
      options: {
        mode: "binary",
        alias: "mainstat",
        binary: { left: { matcher: { id: "byName", options: "Value #nodes" } }, operator: "*", right: { fixed: "1" } },
      },
    } as never)
    .overrideByName("mainstat", [{ id: "unit", value: "suffix: not ok" }]);

function rowsOfApi(refId: "nodes" | "edges"): Target {
  return {
    build: () =>
      ({
        refId,
        datasource: { type: "yesoreyeram-infinity-datasource", uid: filled("infinity") },
        type: "json",
        source: "url",
        format: `node-graph-${refId}`,
        parser: "backend",
        url: `/api/v1/topology/${refId}`,
        url_options: { method: "GET", data: "" },
        root_selector: "",
        columns: [],
        filters: [],
      }) as unknown as cog.Dataquery,
  };
}

const fromApi = (): Built =>
  graph(
    {
      id: 2,
      title: "Topology, from the API",
      description:
        "The same from the daemon itself, through the Infinity data source: with the share of each node's links that are ok as an arc, the fix for each link, and the places that the daemon proposes.",
      none: "no Infinity data source is chosen, its base URL is not the daemon's, or its token is missing.",
      noValue: "no answer from the API",
    },
    [rowsOfApi("nodes"), rowsOfApi("edges")],
  );

const figures = (): [Built, Built] => [
  lines(
    {
      id: 3,
      title: "Links by verdict",
      description: "Links of the graph, by what is true of them.",
      none: "no daemon was scraped in this time.",
      noValue: "not scraped",
    },
    [over("A", `sum by (state) (lldp_topology_links${ofHost}) > 0`, "{{state}}")],
    "short",
  ),
  lines(
    {
      id: 4,
      title: "Nodes by kind",
      description: "system: a namespace; segment: a medium that more than two ports share; remote: somebody else's.",
      none: "no daemon was scraped in this time.",
      noValue: "not scraped",
    },
    [over("A", `sum by (kind) (lldp_topology_nodes${ofHost})`, "{{kind}}")],
    "short",
  ),
];

/** What is connected to what. */
export const topologyGraph = (): unknown =>
  dashboard({
    uid: uids.topology,
    title: "lldp-watch: topology",
    description: "What is connected to what, at one daemon or collector.",
    variables: [
      dataSource(),
      // One host: two daemons may both have a node named `host`.
      host({ multi: false }),
      new DatasourceVariableBuilder("infinity").label("Infinity").type("yesoreyeram-infinity-datasource"),
    ],
    panels: placed([
      [18, [[24, fromPrometheus()]]],
      [18, [[24, fromApi()]]],
      [8, figures().map((panel) => [12, panel] as const)],
    ]),
  });
