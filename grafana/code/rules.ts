import { miscabled } from "./verdicts.ts";

/** A rule of Prometheus, as its rule files have it. */
export type Rule = RecordingRule | AlertRule;

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}

export interface RuleOptions {
  /** The scrape job of the daemons. */
  readonly job: string;
  /** Changes of neighbors of one interface in 15 minutes above which it is said to flap. */
  readonly flaps: number;
}

const port = "job, instance, netns, interface";
const where = "{{ $labels.netns }}:{{ $labels.interface }} on {{ $labels.instance }}";
const changes = "lldp_neighbor_changes_total";

/** Figures of each host, for those who keep numbers longer than series. */
export const recordingRules: readonly RecordingRule[] = [
  { record: "instance:lldp_interface_neighbors:sum", expr: "sum by (job, instance) (lldp_interface_neighbors)" },
  {
    record: "instance:lldp_interfaces_without_neighbor:count",
    expr: "count by (job, instance) (lldp_interface_neighbors == 0 and lldp_interface_up == 1 and lldp_interface_admin_status >= 2 < 4) or 0 * count by (job, instance) (lldp_interface_up)",
  },
  { record: "instance:lldp_link_unidirectional:sum", expr: "sum by (job, instance) (lldp_link_unidirectional)" },
  { record: "instance:lldp_interfaces_miscabled:sum", expr: `sum by (job, instance) (lldp_cabling_status{status=~"${miscabled}"})` },
  // A counter begins at its first change, which `increase` does not see.
  { record: "instance:lldp_neighbor_changes:increase1h", expr: `sum by (job, instance) (${changes} - ${changes} offset 1h >= 0 or ${changes})` },
];

function alert(
  name: string,
  severity: "critical" | "warning",
  hold: string,
  expr: string,
  [summary, description, page]: readonly [summary: string, description: string, page: string],
): AlertRule {
  const annotations = { summary, description, runbook_url: `docs/runbooks/${page}.md` };
  return { alert: name, expr, for: hold, labels: { severity }, annotations };
}

const aboutNeighbors = (flaps: number): AlertRule[] => [
  alert(
    "LldpNeighborLost",
    "warning",
    "2m",
    "lldp_interface_neighbors == 0 and max_over_time(lldp_interface_neighbors[1d]) > 0 unless (lldp_interface_admin_status == 1 or lldp_interface_admin_status == 4)",
    [
      `${where} has lost its neighbor`,
      "Within the last day somebody was heard there; now nobody is. After a day of silence this alert ends by itself.",
      "neighbor-lost",
    ],
  ),
  alert(
    "LldpNeighborFlapping",
    "warning",
    "0m",
    `sum by (${port}) (increase(${changes}{event=~"neighbor-added|neighbor-removed"}[15m])) > ${flaps} or max by (${port}) (lldp_port_warning{warning="flapping"})`,
    [`Neighbors of ${where} come and go`, "The link goes up and down, or two devices contend for one identity.", "neighbor-flapping"],
  ),
  alert("LldpLinkOneWay", "warning", "5m", "lldp_link_unidirectional == 1", [
    `Only one end of the link at ${where} hears the other`,
    "Frames pass in one direction only, or one end does not send or does not receive.",
    "link-one-way",
  ]),
  alert("LldpMiscabled", "critical", "5m", `lldp_cabling_status{status=~"${miscabled}"} == 1`, [
    `The cable at ${where} is not where the plan wants it: {{ $labels.status }}`,
    "The plan, what the kernel knows and what LLDP hears do not agree.",
    "miscabled",
  ]),
];

const aboutDaemons = (job: string): AlertRule[] => [
  alert("LldpAgentDown", "critical", "5m", `up{job="${job}"} == 0 or absent(up{job="${job}"})`, [
    "lldp-watch on {{ $labels.instance }} does not answer",
    "Prometheus does not reach the daemon, or has no target for it. Nothing is known of its interfaces.",
    "agent-down",
  ]),
  alert("LldpNamespaceAgentDown", "warning", "5m", "lldp_netns_up == 0", [
    "No agent runs in the namespace {{ $labels.netns }} on {{ $labels.instance }}",
    "The daemon could not open the namespace and tries again. Its interfaces neither speak nor listen.",
    "namespace-agent-down",
  ]),
  alert(
    "LldpDrops",
    "warning",
    "0m",
    ["lldp_socket_drops_total", "lldp_frames_limited_total", "lldp_neighbors_limited_total"]
      .map((family) => `increase(${family}[10m]) > 0`)
      .join(" or "),
    [`Frames or neighbors at ${where} were dropped`, "Somebody floods the interface, or it has more neighbors than the limit.", "drops"],
  ),
  alert(
    "LldpPushFailing",
    "warning",
    "10m",
    `increase(lldp_influx_write_errors_total[10m]) > 0 and lldp_influx_write_queue_points > 0 or sum without (reason) (increase(lldp_influx_points_dropped_total[10m])) > 0`,
    [
      "lldp-watch on {{ $labels.instance }} cannot write to InfluxDB",
      "Points wait while the server is away; when the queue is full the oldest are lost.",
      "push-failing",
    ],
  ),
];

/** Every alert; each has its page in docs/runbooks. */
export const alertRules = ({ job, flaps }: RuleOptions): AlertRule[] => [...aboutNeighbors(flaps), ...aboutDaemons(job)];
