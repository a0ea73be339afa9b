import { dashboard, uids } from "./dashboard.ts";
import { type Built, lines, named, number, placed, states, table } from "./panel.ts";
import { changeAnnotations, noise, now, ofPorts, over, placeVariables, portsWith, rows } from "./prometheus.ts";
import { neighborColumns, neighborRows, neighborTableShape, portState, portStateSteps, portStates } from "./prometheus-overview.ts";

const rate = (family: string) => `rate(${family}${ofPorts}[$__rate_interval])`;
const notScraped = { none: "the interface does not exist, or the daemon is not scraped.", noValue: "no such interface" };

const figures = (): Built[] => [
  number({ id: 1, title: "Now", description: "Carrier, and whether somebody is heard.", ...notScraped }, [now("A", portState)], {
    mappings: portStates,
    thresholds: portStateSteps(),
  }),
  number({ id: 2, title: "Neighbors", description: "Neighbors heard on this interface.", ...notScraped }, [
    now("A", `sum(lldp_interface_neighbors${ofPorts})`),
  ]),
  number(
    { id: 3, title: "Mode", description: "adminStatus of 802.1AB: what the agents of this interface do.", ...notScraped },
    [now("A", `lldp_interface_admin_status${ofPorts}`)],
    { mappings: named({ 1: ["tx-only", "blue"], 2: ["rx-only", "blue"], 3: ["rx-and-tx", "green"], 4: ["disabled", "gray"] }) },
  ),
  number(
    {
      id: 4,
      title: "Verdict",
      description: "What the plan says about this interface.",
      none: "the daemon has no plan (`--plan`), or the plan does not name this interface and nothing is connected to it.",
      noValue: "no plan",
    },
    [now("A", `lldp_cabling_status${ofPorts} == 1`, "{{status}}")],
  ).textMode("name" as never),
];

const identity = (): Built =>
  table(
    { id: 5, title: "What it sends", description: "The identity that the agents of this interface send.", ...notScraped },
    [rows("A", `lldp_interface_info${ofPorts}`)],
    {
      dropped: [...noise("A"), "Value", "instance", "netns", "interface"],
      columns: [
        { field: "chassis_id", title: "Chassis" },
        { field: "port_id", title: "Port" },
        { field: "mac", title: "MAC" },
        { field: "ifindex", title: "ifindex" },
        { field: "alias", title: "Alias" },
      ],
    },
  );

const neighbors = (): Built =>
  table(
    {
      id: 6,
      title: "All neighbors",
      description: "Who is at the other end.",
      none: "nobody is heard on this interface. `lldp-watch explain` says why.",
      noValue: "nobody is heard",
    },
    neighborRows(),
    { ...neighborTableShape, hidden: [...neighborTableShape.hidden, "instance", "netns", "interface"], columns: neighborColumns },
  );

const history = (): Built[] => [
  states(
    { id: 7, title: "History", description: "Carrier and neighbors over time.", ...notScraped },
    [over("A", portState, "{{interface}}")],
    portStates,
  ).thresholds(portStateSteps()),
  lines(
    {
      id: 8,
      title: "Time to live left",
      description: "How long until each neighbor is forgotten unless it is heard again. A saw that reaches 0 is a neighbor that fell silent.",
      none: "nobody was heard in this time.",
      noValue: "nobody is heard",
    },
    [over("A", `lldp_neighbor_expiry_timestamp_seconds${ofPorts} - time()`, "{{neighbor}}")],
    "s",
  ),
  lines(
    {
      id: 9,
      title: "Changes",
      description: "Changes of neighbors since the daemon started, by event and reason.",
      none: "nothing has changed since the daemon started.",
      noValue: "no change",
    },
    [over("A", `lldp_neighbor_changes_total${ofPorts}`, "{{event}}: {{reason}}")],
    "short",
  ),
];

const traffic = (): Built[] => [
  lines(
    {
      id: 10,
      title: "LLDPDUs",
      description: "Sent and received, by second. At rest one in 30 s each way and agent.",
      none: "two scrapes are needed before there is a rate, and counters live only where the interface is.",
      noValue: "no rate yet",
    },
    [over("tx", rate("lldp_frames_transmitted_total"), "sent"), over("rx", rate("lldp_frames_received_total"), "received")],
    "cps",
  ),
  lines(
    {
      id: 11,
      title: "What was not taken",
      description:
        "LLDPDUs discarded, with errors, over budget or to a foreign address, TLVs discarded or unknown, and frames that the kernel dropped.",
      none: "two scrapes are needed before there is a rate, and counters live only where the interface is.",
      noValue: "no rate yet",
    },
    [
      over("discarded", rate("lldp_frames_discarded_total"), "discarded"),
      over("errors", rate("lldp_frames_errors_total"), "with errors"),
      over("limited", rate("lldp_frames_limited_total"), "over budget"),
      over("foreign", rate("lldp_frames_foreign_destination_total"), "foreign address"),
      over("tlvs", rate("lldp_tlvs_discarded_total"), "TLVs discarded"),
      over("unknown", rate("lldp_tlvs_unrecognized_total"), "TLVs unknown"),
      over("drops", rate("lldp_socket_drops_total"), "dropped by the kernel"),
    ],
    "cps",
  ),
  lines(
    {
      id: 12,
      title: "What was lost",
      description: "Neighbors whose time to live ran out, neighbors not kept because the table was full, LLDPDUs that could not be sent.",
      none: "two scrapes are needed before there is a rate, and counters live only where the interface is.",
      noValue: "no rate yet",
    },
    [
      over("ageouts", rate("lldp_ageouts_total"), "aged out"),
      over("full", rate("lldp_neighbors_limited_total"), "table full"),
      over("refused", `rate(lldp_transmit_errors_total${portsWith('reason="refused"')}[$__rate_interval])`, "not sent"),
    ],
    "cps",
  ),
];

/** One interface. */
export const portDetail = (): unknown =>
  dashboard({
    uid: uids.port,
    title: "lldp-watch: interface",
    description: "One interface: its neighbors, its history, its counters.",
    variables: placeVariables({ multi: false }),
    annotations: changeAnnotations(),
    panels: placed([
      [4, figures().map((panel) => [6, panel] as const)],
      [5, [[24, neighbors()]]],
      [7, history().map((panel) => [8, panel] as const)],
      [8, traffic().map((panel) => [8, panel] as const)],
      [4, [[24, identity()]]],
    ]),
  });
