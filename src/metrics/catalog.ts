/** A metric family as it stands in HELP and TYPE lines, docs/reference/metrics.md, the dashboards and the rules. */
export interface Family {
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly help: string;
  readonly labels: readonly string[];
  /** Where a family comes from: the graph and its agents, a room that is only there when used, or the process. */
  readonly source: "graph" | "namespace-agents" | "push" | "bus" | "history" | "hooks" | "stream" | "process";
}

const port = ["netns", "interface"] as const;
const neighbor = [...port, "neighbor"] as const;

const gauge = (name: string, help: string, labels: readonly string[] = [], source: Family["source"] = "graph"): Family => ({
  name,
  type: "gauge",
  help,
  labels,
  source,
});
const counter = (name: string, help: string, labels: readonly string[] = [], source: Family["source"] = "graph"): Family => ({
  name,
  type: "counter",
  help,
  labels,
  source,
});

/** Every family that the daemon prints itself; the process metrics of prom-client come beside. Order is the order of /metrics. */
export const families = {
  buildInfo: gauge("lldp_build_info", "Version of lldp-watch and Node, and how sockets are opened (helper or direct). Always 1.", [
    "version",
    "node_version",
    "backend",
  ]),
  netnsUp: gauge("lldp_netns_up", "1 when the agents of the namespace run, 0 when it is opening, failed or stale.", ["netns"]),
  interfaceInfo: gauge("lldp_interface_info", "An interface with LLDP agents and what they send as its identity. Always 1.", [
    ...port,
    "ifindex",
    "mac",
    "chassis_id",
    "port_id",
    "alias",
  ]),
  interfaceUp: gauge("lldp_interface_up", "1 when the interface is up and has carrier.", port),
  interfaceAdminStatus: gauge(
    "lldp_interface_admin_status",
    "adminStatus of 802.1AB as in LLDP-MIB: 1 tx-only, 2 rx-only, 3 rx-and-tx, 4 disabled.",
    port,
  ),
  interfaceNeighbors: gauge("lldp_interface_neighbors", "Neighbors heard on the interface; 0 when there is none.", port),
  framesTransmitted: counter("lldp_frames_transmitted_total", "LLDPDUs sent (statsFramesOutTotal).", port),
  framesReceived: counter("lldp_frames_received_total", "LLDPDUs received (statsFramesInTotal).", port),
  framesDiscarded: counter("lldp_frames_discarded_total", "LLDPDUs discarded (statsFramesDiscardedTotal).", port),
  framesErrors: counter("lldp_frames_errors_total", "LLDPDUs with at least one error (statsFramesInErrorsTotal).", port),
  tlvsDiscarded: counter("lldp_tlvs_discarded_total", "TLVs discarded (statsTLVsDiscardedTotal).", port),
  tlvsUnrecognized: counter("lldp_tlvs_unrecognized_total", "TLVs of a type that is not known (statsTLVsUnrecognizedTotal).", port),
  ageouts: counter("lldp_ageouts_total", "Neighbors whose time to live ran out (statsAgeoutsTotal).", port),
  transmitErrors: counter("lldp_transmit_errors_total", "LLDPDUs that could not be sent, by reason: refused by the kernel, or too long.", [
    ...port,
    "reason",
  ]),
  foreignDestination: counter("lldp_frames_foreign_destination_total", "LLDPDUs to an address that is none of the three groups.", port),
  rateLimited: counter("lldp_frames_limited_total", "Frames over the budget of the interface, not looked at.", port),
  socketDrops: counter("lldp_socket_drops_total", "Frames that the kernel dropped because the receive buffer was full.", port),
  neighborInfo: gauge("lldp_neighbor_info", "A neighbor. Always 1; join numeric series on netns, interface and neighbor.", [
    ...neighbor,
    "protocol",
    "chassis_id",
    "chassis_id_subtype",
    "port_id",
    "port_id_subtype",
    "port_description",
    "system_name",
    "management_address",
  ]),
  neighborTtl: gauge("lldp_neighbor_ttl_seconds", "Time to live that the neighbor advertised.", neighbor),
  neighborExpiry: gauge(
    "lldp_neighbor_expiry_timestamp_seconds",
    "When the neighbor is forgotten unless it is heard again. TTL left: this minus time().",
    neighbor,
  ),
  neighborFirstSeen: gauge("lldp_neighbor_first_seen_timestamp_seconds", "When the neighbor was first heard.", neighbor),
  neighborLastChange: gauge("lldp_neighbor_last_change_timestamp_seconds", "When what the neighbor says last changed.", neighbor),
  neighborChanges: counter("lldp_neighbor_changes_total", "Changes of neighbors, by event and reason.", [...port, "event", "reason"]),
  neighborsLimited: counter("lldp_neighbors_limited_total", "Neighbors not kept because the table was full (tooManyNeighbors).", port),
  linkUnidirectional: gauge("lldp_link_unidirectional", "1 when of the two ends of a link only one hears the other.", port),
  cablingStatus: gauge("lldp_cabling_status", "Verdict on the interface against the plan: 1 for the one that holds. Only with a plan.", [
    ...port,
    "status",
  ]),
  cablingReason: gauge("lldp_cabling_reason", "Why the verdict on the interface is not ok. Always 1, gone when it is ok.", [
    ...port,
    "status",
    "reason",
  ]),
  portWarning: gauge("lldp_port_warning", "A warning on the interface. Always 1, gone with its cause.", [...port, "warning"]),
  topologyNodes: gauge("lldp_topology_nodes", "Nodes of the graph, by kind.", ["kind"]),
  topologyLinks: gauge("lldp_topology_links", "Links of the graph, by verdict.", ["state"]),
  topologyRevision: gauge("lldp_topology_revision", "Revision of the graph: grows by one with each change."),
  topologyNodeInfo: gauge("lldp_topology_node_info", "A node for Grafana's node graph. Only with metrics.node-graph.", [
    "id",
    "title",
    "subtitle",
    "kind",
  ]),
  topologyEdgeInfo: gauge("lldp_topology_edge_info", "A link for Grafana's node graph. Only with metrics.node-graph.", [
    "id",
    "source",
    "target",
    "source_port",
    "target_port",
    "mainstat",
  ]),
  seriesLimited: gauge("lldp_series_limited", "Series left out of this answer because there are more than the limit."),
  namespacesFailing: gauge(
    "lldp_namespace_agents_failing",
    "Namespaces whose agents could not be started, and are tried again.",
    [],
    "namespace-agents",
  ),
  namespaceScanSeconds: gauge("lldp_namespace_scan_seconds", "How long the last scan for namespaces took.", [], "namespace-agents"),
  netlinkOverruns: counter(
    "lldp_netlink_overruns_total",
    "Times that the kernel dropped interface events and everything was read again.",
    [],
    "namespace-agents",
  ),
  influxQueue: gauge("lldp_influx_write_queue_points", "Points that wait to be written.", [], "push"),
  influxWritten: counter("lldp_influx_points_written_total", "Points that a server took.", [], "push"),
  influxDropped: counter("lldp_influx_points_dropped_total", "Points that were lost, by reason.", ["reason"], "push"),
  influxErrors: counter("lldp_influx_write_errors_total", "Writes that failed.", [], "push"),
  busConnected: gauge("lldp_bus_connected", "1 while the message bus is connected.", [], "bus"),
  busPuts: counter("lldp_bus_values_published_total", "Values written to the bucket.", [], "bus"),
  busBytes: counter("lldp_bus_published_bytes_total", "Octets of the values written to the bucket.", [], "bus"),
  busFailures: counter("lldp_bus_failures_total", "Requests to the bus that failed.", [], "bus"),
  busHosts: gauge("lldp_bus_hosts", "Hosts that the collector knows, by state.", ["state"], "bus"),
  busRefused: counter("lldp_bus_values_refused_total", "Values that the collector did not take, by what was wrong.", ["reason"], "bus"),
  busConflicts: gauge("lldp_bus_conflicting_hosts", "Host names that two machines claim.", [], "bus"),
  busDropped: counter("lldp_bus_hosts_dropped_total", "Hosts dropped after their silence.", [], "bus"),
  historyUp: gauge("lldp_history_up", "1 while changes are written to the history file.", [], "history"),
  historyEvents: gauge("lldp_history_events", "Events in the history file.", [], "history"),
  historyBytes: gauge("lldp_history_bytes", "Octets of the history file.", [], "history"),
  historyLost: counter("lldp_history_events_lost_total", "Events that never reached the history file.", [], "history"),
  hooksStarted: counter("lldp_hooks_started_total", "Hooks started because a verdict changed.", [], "hooks"),
  hooksFailed: counter("lldp_hooks_failed_total", "Hooks that failed or took too long.", [], "hooks"),
  hooksDropped: counter("lldp_hooks_dropped_total", "Hooks not started because too many waited.", [], "hooks"),
  sseClients: gauge("lldp_sse_clients", "Readers of the event stream.", [], "stream"),
  sseCutOff: counter("lldp_sse_clients_cut_off_total", "Readers of the event stream that were too slow.", [], "stream"),
  httpRequests: counter("lldp_http_requests_total", "Requests that the API answered.", ["route", "method", "status"], "stream"),
  httpSeconds: counter("lldp_http_request_seconds_total", "Time spent on answering them, streams included.", ["route", "method", "status"], "stream"),
  eventLoopLag: gauge("lldp_event_loop_lag_seconds", "How late the event loop was, p99 over the last minute.", [], "process"),
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyKey = keyof typeof families;
