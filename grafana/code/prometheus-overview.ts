import { dashboard, filled, toPort, uids } from "./dashboard.ts";
import { type Built, type Column, named, number, placed, states, steps, table } from "./panel.ts";
import { changeAnnotations, noise, now, ofPorts, over, placeVariables, port, portsWith, rows } from "./prometheus.ts";
import { miscabled } from "./verdicts.ts";

/** Interfaces that are to hear somebody: rx-only or rx-and-tx. */
const listening = `lldp_interface_admin_status${ofPorts} >= 2 < 4`;

/** 0 no carrier, 1 carrier and nobody heard, 2 a neighbor. */
export const portState = `lldp_interface_up${ofPorts} + (lldp_interface_neighbors${ofPorts} > bool 0)`;
export const portStates = named({ 0: ["no carrier", "red"], 1: ["no neighbor", "orange"], 2: ["neighbor", "green"] });
export const portStateSteps = () => steps([0, "red"], [1, "orange"], [2, "green"]);

const lonely = `lldp_interface_neighbors${ofPorts} == 0 and on (${port}) lldp_interface_up${ofPorts} == 1 and on (${port}) ${listening}`;
const changes = `lldp_neighbor_changes_total${ofPorts}`;

const cellLink = toPort(filled("__data.fields.instance"), filled("__data.fields.netns"), filled("__data.fields.interface"));
const linked = [{ id: "links", value: [cellLink.build()] }];

/** Where a row is; the interface leads to its details. */
export const placeColumns: readonly Column[] = [
  { field: "instance", title: "Host" },
  { field: "netns", title: "Namespace" },
  { field: "interface", title: "Interface", properties: linked },
];

/** Who is at the other end, and since when. */
export const neighborColumns: readonly Column[] = [
  { field: "system_name", title: "Neighbor" },
  { field: "port_id", title: "Its port" },
  { field: "port_description", title: "Description of the port" },
  { field: "chassis_id", title: "Chassis" },
  { field: "management_address", title: "Management address" },
  {
    field: "Value #left",
    title: "Time to live left",
    properties: [
      { id: "unit", value: "s" },
      { id: "decimals", value: 0 },
    ],
  },
  { field: "Value #changed", title: "Last change", properties: [{ id: "unit", value: "dateTimeFromNow" }] },
];

/** Three queries that merge into one row for each neighbor. */
export const neighborRows = () => [
  rows("info", `lldp_neighbor_info${ofPorts}`),
  rows("left", `lldp_neighbor_expiry_timestamp_seconds${ofPorts} - time()`),
  rows("changed", `lldp_neighbor_last_change_timestamp_seconds${ofPorts} * 1000`),
];

export const neighborTableShape = {
  dropped: noise("info"),
  hidden: ["neighbor", "protocol", "chassis_id_subtype", "port_id_subtype"],
};

const figures = (): Built[] => [
  number(
    {
      id: 1,
      title: "Neighbors",
      description: "Neighbors heard on the interfaces chosen above.",
      none: "no daemon is scraped, or none of its interfaces is chosen.",
      noValue: "not scraped",
    },
    [now("A", `sum(lldp_interface_neighbors${ofPorts})`)],
  ),
  number(
    {
      id: 2,
      title: "Interfaces without a neighbor",
      description:
        "Interfaces that listen, have carrier and hear nobody: the other end does not speak LLDP, or something between does not let it through.",
      none: "no daemon is scraped.",
      noValue: "not scraped",
    },
    [now("A", `count(${lonely}) or 0 * count(lldp_interface_up${ofPorts})`)],
    { thresholds: steps([1, "orange"]) },
  ),
  number(
    {
      id: 3,
      title: "One-way",
      description: "Interfaces on a link of which only one end hears the other. `lldp-watch explain` says why.",
      none: "no daemon is scraped.",
      noValue: "not scraped",
    },
    [now("A", `sum(lldp_link_unidirectional${ofPorts})`)],
    { thresholds: steps([1, "red"]) },
  ),
  number(
    {
      id: 4,
      title: "Miscabled",
      description: "Interfaces whose cable is not where the plan wants it: wrong peer, wrong port, swapped, unexpected or missing.",
      none: "the daemon has no plan (`--plan`), so nothing can be wrong.",
      noValue: "no plan",
    },
    [now("A", `sum(lldp_cabling_status${portsWith(`status=~"${miscabled}"`)})`)],
    { thresholds: steps([1, "red"]) },
  ),
  number(
    {
      id: 5,
      title: "Changes in the last hour",
      description:
        "Neighbors that came, changed or went. A series that is younger than an hour counts from its first change on, which `increase` would miss.",
      none: "nothing has changed since the daemon started.",
      noValue: "0",
    },
    [now("A", `sum(${changes} - ${changes} offset 1h >= 0 or ${changes})`)],
    { thresholds: steps([50, "orange"]) },
  ),
];

const neighborTable = (): Built =>
  table(
    {
      id: 6,
      title: "All neighbors",
      description: "Who is at the other end of each interface. The interface leads to its details.",
      none: "nobody is heard: no neighbor speaks LLDP, or the daemon is not scraped.",
      noValue: "nobody is heard",
    },
    neighborRows(),
    { ...neighborTableShape, columns: [...placeColumns, ...neighborColumns] },
  );

const timeline = (): Built =>
  states(
    {
      id: 7,
      title: "Interfaces",
      description: "Carrier and neighbors of each interface that listens, over time. Marks: neighbors that came, changed or went.",
      none: "no daemon was scraped in this time.",
      noValue: "not scraped",
    },
    [over("A", `${portState} and on (${port}) ${listening}`, "{{netns}}:{{interface}}")],
    portStates,
  )
    .thresholds(portStateSteps())
    .dataLinks([toPort(filled("__field.labels.instance"), filled("__field.labels.netns"), filled("__field.labels.interface"))]);

const findings = (): Built =>
  table(
    {
      id: 8,
      title: "Findings",
      description:
        "Verdicts against the plan that are not ok, with the reason, and warnings that need no plan. `lldp-watch explain` shows the evidence.",
      none: "every cable is where the plan wants it (or there is no plan), and there is no warning.",
      noValue: "nothing to report",
    },
    [rows("verdicts", `lldp_cabling_reason${ofPorts}`), rows("warnings", `lldp_port_warning${ofPorts}`)],
    {
      dropped: noise("verdicts", "warnings"),
      columns: [...placeColumns, { field: "status", title: "Verdict" }, { field: "reason", title: "Reason" }, { field: "warning", title: "Warning" }],
    },
  );

const withoutNeighbor = (): Built =>
  table(
    {
      id: 9,
      title: "Interfaces that hear nobody",
      description: "It listens and has carrier, and nobody is heard.",
      none: "each interface that listens and has carrier hears somebody.",
      noValue: "none",
    },
    [rows("lonely", lonely)],
    { dropped: [...noise(), "Value"], columns: placeColumns },
  );

/** Which neighbor is where, and what changed. */
export const prometheusOverview = (): unknown =>
  dashboard({
    uid: uids.overview,
    title: "lldp-watch: overview",
    description: "Which neighbor is where, what changed, and which cable is wrong.",
    variables: placeVariables({ multi: true }),
    annotations: changeAnnotations(),
    panels: placed([
      [4, figures().map((panel, index) => [index < 4 ? 5 : 4, panel] as const)],
      [11, [[24, neighborTable()]]],
      [10, [[24, timeline()]]],
      [
        8,
        [
          [16, findings()],
          [8, withoutNeighbor()],
        ],
      ],
    ]),
  });
