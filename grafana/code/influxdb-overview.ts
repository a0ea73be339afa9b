import { DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { dashboard, filled, uids } from "./dashboard.ts";
import { changeAnnotations, influxql, ofHost, ofPorts, placeVariables, recent } from "./influxdb.ts";
import { type Built, type Column, number, placed, states, steps, table } from "./panel.ts";
import { portStateSteps, portStates } from "./prometheus-overview.ts";

const byPort = '"host", "netns", "interface"';
const byNeighbor = `${byPort}, "chassis_id", "port_id"`;
const notWritten = { none: "no daemon has written in the last three minutes (`--influx-url`).", noValue: "nothing written" };

/** The sum of what each interface or host said last. */
const lastSum = (measurement: string, field: string, groups: string, where: string) =>
  `SELECT sum("value") FROM (SELECT last("${field}") AS "value" FROM "${measurement}" WHERE ${recent} AND ${where} GROUP BY ${groups})`;

/** Rows of what was said last, one for each group. */
function lastRows(measurement: string, fields: readonly string[], groups: string, holds: string): string {
  const names = fields.map((field) => `"${field}"`).join(", ");
  const lasts = fields.map((field) => `last("${field}") AS "${field}"`).join(", ");
  return `SELECT ${names} FROM (SELECT ${lasts} FROM "${measurement}" WHERE ${recent} AND ${ofPorts} GROUP BY ${groups}) WHERE ${holds} GROUP BY ${groups}`;
}

const figures = (): Built[] => [
  number({ id: 1, title: "Neighbors", description: "Neighbors heard on the interfaces chosen above.", ...notWritten }, [
    influxql("A", lastSum("lldp_interface", "neighbors", byPort, ofPorts), "time_series"),
  ]),
  number(
    {
      id: 2,
      title: "Interfaces without a neighbor",
      description:
        "Interfaces that listen, have carrier and hear nobody: the other end does not speak LLDP, or something between does not let it through.",
      ...notWritten,
    },
    [influxql("A", lastSum("lldp_interface", "without_neighbor", byPort, ofPorts), "time_series")],
    { thresholds: steps([1, "orange"]) },
  ),
  number(
    { id: 3, title: "One-way", description: "Links of which only one end hears the other, of the hosts chosen above.", ...notWritten },
    [influxql("A", lastSum("lldp_topology", "unidirectional", '"host"', ofHost), "time_series")],
    { thresholds: steps([1, "red"]) },
  ),
  number(
    {
      id: 4,
      title: "Miscabled",
      description: "Links whose cable is not where the plan wants it, of the hosts chosen above. Always 0 without a plan.",
      ...notWritten,
    },
    [influxql("A", lastSum("lldp_topology", "miscabled", '"host"', ofHost), "time_series")],
    { thresholds: steps([1, "red"]) },
  ),
  number(
    {
      id: 5,
      title: "Changes in the last hour",
      description: "Neighbors that came, changed or went.",
      none: "nothing has changed in the last hour, or no daemon writes.",
      noValue: "0",
    },
    [influxql("A", `SELECT count("rev") FROM "lldp_event" WHERE time > now() - 1h AND "event" =~ /^neighbor-/ AND ${ofPorts}`, "time_series")],
    { thresholds: steps([50, "orange"]) },
  ),
];

const place = ["host", "netns", "interface"].map((field) => filled(`__data.fields.${field}`));
const here = `/d/${uids.overviewInfluxdb}?var-host=${place[0]}&var-namespace=${place[1]}&var-interface=${place[2]}&${filled("__url_time_range")}`;
const narrowed = new DashboardLinkBuilder("Only this interface").type(DashboardLinkType.Link).url(here);

const placeColumns: readonly Column[] = [
  { field: "host", title: "Host" },
  { field: "netns", title: "Namespace" },
  { field: "interface", title: "Interface", properties: [{ id: "links", value: [narrowed.build()] }] },
];

const neighbors = (): Built =>
  table(
    {
      id: 6,
      title: "All neighbors",
      description: "Who is at the other end of each interface. The interface narrows this dashboard to itself.",
      none: "nobody is heard, or no daemon has written in the last three minutes.",
      noValue: "nobody is heard",
    },
    [
      influxql(
        "A",
        lastRows("lldp_neighbor", ["present", "system_name", "port_description", "management_address", "ttl", "age"], byNeighbor, '"present" = 1'),
        "table",
      ),
    ],
    {
      dropped: ["Time", "present"],
      columns: [
        ...placeColumns,
        { field: "system_name", title: "Neighbor" },
        { field: "port_id", title: "Its port" },
        { field: "port_description", title: "Description of the port" },
        { field: "chassis_id", title: "Chassis" },
        { field: "management_address", title: "Management address" },
        { field: "ttl", title: "Time to live", properties: [{ id: "unit", value: "s" }] },
        { field: "age", title: "Heard for", properties: [{ id: "unit", value: "s" }] },
      ],
    },
  );

const timeline = (): Built =>
  states(
    {
      id: 7,
      title: "Interfaces",
      description: "Carrier and neighbors of each interface that listens, over time. Marks: neighbors that came, changed or went.",
      none: "no daemon has written in this time.",
      noValue: "nothing written",
    },
    [
      influxql(
        "A",
        `SELECT 2 * last("up") - last("without_neighbor") FROM "lldp_interface" WHERE $timeFilter AND "listens" = 1 AND ${ofPorts} GROUP BY time($__interval), ${byPort} fill(previous)`,
        "time_series",
        "$tag_netns:$tag_interface",
      ),
    ],
    portStates,
  ).thresholds(portStateSteps());

const findings = (): Built =>
  table(
    {
      id: 8,
      title: "Findings",
      description: "Interfaces whose verdict is not ok.",
      none: "each interface with a verdict is ok, or no daemon writes.",
      noValue: "nothing to report",
    },
    [influxql("A", lastRows("lldp_interface", ["ok", "verdict", "reason"], byPort, '"ok" = 0 AND "verdict" != \'\''), "table")],
    { dropped: ["Time", "ok"], columns: [...placeColumns, { field: "verdict", title: "Verdict" }, { field: "reason", title: "Reason" }] },
  );

/** The overview, for those who keep their numbers in InfluxDB. */
export const influxdbOverview = (): unknown =>
  dashboard({
    uid: uids.overviewInfluxdb,
    title: "lldp-watch: overview (InfluxDB)",
    description: "Which neighbor is where and what changed, from what the daemon writes to InfluxDB, by InfluxQL.",
    variables: placeVariables(),
    annotations: changeAnnotations(),
    panels: placed([
      [4, figures().map((panel, index) => [index < 4 ? 5 : 4, panel] as const)],
      [11, [[24, neighbors()]]],
      [10, [[24, timeline()]]],
      [8, [[24, findings()]]],
    ]),
  });
