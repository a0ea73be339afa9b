import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { filled } from "./dashboard.ts";

const source = { type: "prometheus", uid: filled("datasource") } as const;

/** Selectors for what the variables choose. The host is the scraped daemon or collector: `instance`. */
export const ofPorts = '{instance=~"$host",netns=~"$namespace",interface=~"$interface"}';
export const ofHost = '{instance=~"$host"}';
/** The same with one more matcher. */
export const portsWith = (matcher: string): string => `${ofPorts.slice(0, -1)},${matcher}}`;

/** Labels that tell one interface from all others. */
export const port = "instance, netns, interface";

/** A value for each point of the time range. */
export const over = (refId: string, expr: string, legend: string): DataqueryBuilder =>
  new DataqueryBuilder().datasource(source).refId(refId).expr(expr).range().legendFormat(legend);

/** The values of now, as one number each. */
export const now = (refId: string, expr: string, legend = "__auto"): DataqueryBuilder =>
  new DataqueryBuilder().datasource(source).refId(refId).expr(expr).instant().legendFormat(legend);

/** The series of now, one row each, labels as columns. */
export const rows = (refId: string, expr: string): DataqueryBuilder => now(refId, expr).format(PromQueryFormat.Table);

/** Columns of a table query that nobody wants, and that would keep rows of several queries apart. */
export const noise = (...refIds: readonly string[]): string[] => ["Time", "__name__", "job", ...refIds.map((id) => `Value #${id}`)];

export interface VariableOptions {
  /** Several values at once, and all of them. */
  readonly multi: boolean;
}

function variable(name: string, label: string, description: string, query: string, { multi }: VariableOptions): QueryVariableBuilder {
  const made = new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(source)
    .query({ query, refId: `variable-${name}` })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
  return multi ? made.multi(true).includeAll(true).allValue(".*").current({ selected: true, text: "All", value: "$__all" }) : made;
}

export const dataSource = (): DatasourceVariableBuilder => new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus");

export const host = (options: VariableOptions): QueryVariableBuilder =>
  variable("host", "Host", "A daemon, or the collector of many", "label_values(lldp_build_info, instance)", options);

/** Data source, host, namespace and interface, each within those before. */
export const placeVariables = (options: VariableOptions): (DatasourceVariableBuilder | QueryVariableBuilder)[] => [
  dataSource(),
  host(options),
  variable("namespace", "Namespace", "Network namespace; at a collector HOST/NAMESPACE", `label_values(lldp_netns_up${ofHost}, netns)`, options),
  variable(
    "interface",
    "Interface",
    "Interface with LLDP agents",
    'label_values(lldp_interface_up{instance=~"$host",netns=~"$namespace"}, interface)',
    options,
  ),
];

function annotation(name: string, color: string, expr: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder().datasource(source).name(name).enable(true).iconColor(color).expr(expr).step("60s");
}

/** Marks on every panel with time: neighbors that came or changed, at the moment it happened; and neighbors that went. */
export const changeAnnotations = (): cog.Builder<AnnotationQuery>[] => [
  annotation(
    "Neighbor new or changed",
    "green",
    `lldp_neighbor_last_change_timestamp_seconds${ofPorts} * 1000 * on (${port}, neighbor) group_left (system_name, port_id) lldp_neighbor_info${ofPorts}`,
  )
    .useValueForTime(true)
    .titleFormat("{{netns}}:{{interface}}")
    .textFormat("{{system_name}} {{port_id}}")
    .tagKeys("netns,interface"),
  annotation("Neighbor lost", "red", `lldp_interface_neighbors${ofPorts} < lldp_interface_neighbors${ofPorts} offset 1m`)
    .titleFormat("{{netns}}:{{interface}}")
    .textFormat("has fewer neighbors than a minute ago")
    .tagKeys("netns,interface"),
];
