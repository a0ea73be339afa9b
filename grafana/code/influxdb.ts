import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import {
  type AnnotationQuery,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { filled } from "./dashboard.ts";
import type { Target } from "./panel.ts";

const source = { type: "influxdb", uid: filled("datasource") } as const;

/** What the variables choose. */
export const ofPorts = '"host" =~ /^$host$/ AND "netns" =~ /^$namespace$/ AND "interface" =~ /^$interface$/';
export const ofHost = '"host" =~ /^$host$/';
/** Whoever has written nothing for three heartbeats of a minute is gone. */
export const recent = "time > now() - 3m";

/** An InfluxQL query; the SDK has no builder for it. */
export function influxql(refId: string, query: string, format: "time_series" | "table", alias?: string): Target {
  const made = { refId, datasource: source, query, rawQuery: true, resultFormat: format, ...(alias === undefined ? {} : { alias }) };
  return { build: () => made as unknown as cog.Dataquery };
}

function variable(name: string, label: string, description: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(source)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(".*")
    .current({ selected: true, text: "All", value: "$__all" });
}

/** Data source, host, namespace and interface, each within those before. */
export const placeVariables = (): cog.Builder<VariableModel>[] => [
  new DatasourceVariableBuilder("datasource").label("Data source").type("influxdb"),
  variable("host", "Host", "A machine that writes", 'SHOW TAG VALUES FROM "lldp_interface" WITH KEY = "host"'),
  variable("namespace", "Namespace", "Network namespace", `SHOW TAG VALUES FROM "lldp_interface" WITH KEY = "netns" WHERE ${ofHost}`),
  variable(
    "interface",
    "Interface",
    "Interface with LLDP agents",
    `SHOW TAG VALUES FROM "lldp_interface" WITH KEY = "interface" WHERE ${ofHost} AND "netns" =~ /^$namespace$/`,
  ),
];

/** Marks on every panel with time: what happened to neighbors, at the moment it happened. */
export function changeAnnotations(): cog.Builder<AnnotationQuery>[] {
  const query = `SELECT "detail", "event", "netns", "interface", "system_name" FROM "lldp_event" WHERE $timeFilter AND "event" =~ /^neighbor-/ AND ${ofPorts}`;
  const made = {
    name: "Neighbor new, changed or lost",
    datasource: source,
    enable: true,
    iconColor: "orange",
    query,
    titleColumn: "event",
    textColumn: "system_name",
    tagsColumn: "netns,interface,detail",
    target: { refId: "changes", query, rawQuery: true, fromAnnotations: true },
  };
  return [{ build: () => made as unknown as AnnotationQuery }];
}
