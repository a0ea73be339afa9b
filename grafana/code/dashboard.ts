import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import {
  type AnnotationQuery,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Built } from "./panel.ts";

/** Uids are part of links that people keep: they stay. */
export const uids = {
  overview: "lldp-watch-overview",
  topology: "lldp-watch-topology",
  port: "lldp-watch-port",
  health: "lldp-watch-health",
  overviewInfluxdb: "lldp-watch-overview-influxdb",
} as const;

export interface DashboardParts {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly cog.Builder<VariableModel>[];
  readonly annotations?: readonly cog.Builder<AnnotationQuery>[];
  readonly panels: readonly Built[];
}

/** A dashboard as Grafana imports it. */
export function dashboard({ uid, title, description, variables, annotations = [], panels }: DashboardParts): unknown {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(["lldp-watch"])
    .timezone("browser")
    .time({ from: "now-6h", to: "now" })
    .refresh("30s")
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder("lldp-watch")
        .type(DashboardLinkType.Dashboards)
        .tags(["lldp-watch"])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .variables([...variables])
    .annotations([...annotations]);
  for (const panel of panels) builder.withPanel(panel);
  return builder.build();
}

/** A variable of Grafana's, to be filled in by it. */
export const filled = (name: string): string => `\${${name}}`;

/** From a cell or a series to the port that it is about. `host`, `netns` and `interface` are Grafana's words for where their values are. */
export function toPort(host: string, netns: string, name: string): DashboardLinkBuilder {
  const url = `/d/${uids.port}?var-host=${host}&var-namespace=${netns}&var-interface=${name}&${filled("__url_time_range")}`;
  return new DashboardLinkBuilder("Details of this interface").type(DashboardLinkType.Link).url(url);
}
