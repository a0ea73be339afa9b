import { dashboard, uids } from "./dashboard.ts";
import { type Built, lines, named, number, placed, steps, table } from "./panel.ts";
import { dataSource, host, noise, now, ofHost, over, rows } from "./prometheus.ts";

const scraped = { none: "no daemon was scraped in this time.", noValue: "not scraped" };
const rate = (family: string) => `rate(${family}${ofHost}[$__rate_interval])`;
const sumRate = (family: string) => `sum by (instance) (${rate(family)})`;
const each = "{{instance}}";

const figures = (): Built[] => [
  number(
    {
      id: 1,
      title: "Scraped",
      description: "Whether Prometheus reaches each daemon.",
      none: "the scrape job has no targets.",
      noValue: "no targets",
    },
    [now("A", `up${ofHost} and on (instance) last_over_time(lldp_build_info${ofHost}[1d])`, each)],
    { mappings: named({ 0: ["down", "red"], 1: ["up", "green"] }), thresholds: steps([0, "red"], [1, "green"]) },
  ),
  number({ id: 2, title: "Namespaces that run", description: "Namespaces whose agents run.", ...scraped }, [now("A", `sum(lldp_netns_up${ofHost})`)]),
  number(
    {
      id: 3,
      title: "Namespaces that fail",
      description: "Namespaces whose agents could not be started; they are tried again. The daemon's log says why.",
      ...scraped,
    },
    [now("A", `sum(lldp_namespace_agents_failing${ofHost})`)],
    { thresholds: steps([1, "red"]) },
  ),
  number(
    {
      id: 4,
      title: "Series left out",
      description: "Series over `--metrics-series-limit`: what is missing here is missing everywhere.",
      ...scraped,
    },
    [now("A", `sum(lldp_series_limited${ofHost})`)],
    { thresholds: steps([1, "red"]) },
  ),
];

const versions = (): Built =>
  table(
    { id: 5, title: "Versions", description: "Of lldp-watch and Node, and how sockets are opened.", ...scraped },
    [rows("A", `lldp_build_info${ofHost}`)],
    {
      dropped: [...noise("A"), "Value"],
      columns: [
        { field: "instance", title: "Host" },
        { field: "version", title: "lldp-watch" },
        { field: "node_version", title: "Node" },
        { field: "backend", title: "Sockets" },
      ],
    },
  );

const process = (): Built[] => [
  lines(
    { id: 6, title: "Event loop lag", description: "p99 of the last minute. LLDP timers are late by as much.", ...scraped },
    [over("A", `lldp_event_loop_lag_seconds${ofHost}`, each)],
    "s",
  ),
  lines(
    { id: 7, title: "Memory", description: "Resident memory of the daemon, without the helper.", ...scraped },
    [over("A", `process_resident_memory_bytes${ofHost} and on (instance) lldp_build_info`, each)],
    "bytes",
  ),
  lines(
    { id: 8, title: "CPU", description: "Seconds of CPU by second.", ...scraped },
    [over("A", `rate(process_cpu_seconds_total${ofHost}[$__rate_interval]) and on (instance) lldp_build_info`, each)],
    "percentunit",
  ),
  lines(
    { id: 9, title: "Time of a scrape", description: "As Prometheus sees it.", ...scraped },
    [over("A", `scrape_duration_seconds${ofHost} and on (instance) lldp_build_info`, each)],
    "s",
  ),
];

const network = (): Built[] => [
  lines(
    { id: 10, title: "LLDPDUs", description: "Of all interfaces together, by second.", ...scraped },
    [
      over("tx", sumRate("lldp_frames_transmitted_total"), "sent, {{instance}}"),
      over("rx", sumRate("lldp_frames_received_total"), "received, {{instance}}"),
    ],
    "cps",
  ),
  lines(
    {
      id: 11,
      title: "Frames dropped",
      description: "By the kernel because a receive buffer was full, and over the budget of an interface. Anything but 0 is a flood.",
      ...scraped,
    },
    [
      over("drops", sumRate("lldp_socket_drops_total"), "by the kernel, {{instance}}"),
      over("limited", sumRate("lldp_frames_limited_total"), "over budget, {{instance}}"),
    ],
    "cps",
  ),
  lines(
    { id: 12, title: "Scan for namespaces", description: "How long the last one took.", ...scraped },
    [over("A", `lldp_namespace_scan_seconds${ofHost}`, each)],
    "s",
  ),
  lines(
    { id: 13, title: "Interface events lost", description: "Times that the kernel dropped interface events and all was read again.", ...scraped },
    [over("A", `lldp_netlink_overruns_total${ofHost}`, each)],
    "short",
  ),
];

const api = (): Built[] => [
  lines(
    {
      id: 14,
      title: "Requests",
      description: "Answered by the API, by route.",
      none: "two scrapes are needed before there is a rate.",
      noValue: "no request",
    },
    [over("A", `sum by (route, status) (${rate("lldp_http_requests_total")})`, "{{route}} {{status}}")],
    "reqps",
  ),
  lines(
    {
      id: 15,
      title: "Time of a request",
      description: "Mean of each route; a stream counts when it ends.",
      none: "no request in this time.",
      noValue: "no request",
    },
    [
      over(
        "A",
        `sum by (route) (${rate("lldp_http_request_seconds_total")}) / sum by (route) (${rate("lldp_http_requests_total")} > 0)`,
        "{{route}}",
      ),
    ],
    "s",
  ),
  lines(
    { id: 16, title: "Readers of the stream", description: "Connected now, and cut off because they were too slow.", ...scraped },
    [
      over("now", `lldp_sse_clients${ofHost}`, "connected, {{instance}}"),
      over("cut", `lldp_sse_clients_cut_off_total${ofHost}`, "cut off, {{instance}}"),
    ],
    "short",
  ),
];

const rooms = (): Built[] => [
  lines(
    {
      id: 17,
      title: "InfluxDB",
      description: "Points that wait, points lost, writes that failed. Points wait while the server is away and are lost when the queue is full.",
      none: "the daemon does not write to InfluxDB (`--influx-url`).",
      noValue: "not used",
    },
    [
      over("queue", `lldp_influx_write_queue_points${ofHost}`, "waiting, {{instance}}"),
      over("lost", `sum by (instance) (lldp_influx_points_dropped_total${ofHost})`, "lost, {{instance}}"),
      over("errors", `lldp_influx_write_errors_total${ofHost}`, "failed writes, {{instance}}"),
    ],
    "short",
  ),
  lines(
    {
      id: 18,
      title: "History",
      description: "Octets of the history file, and events that never reached it.",
      none: "the daemon keeps no history (`--state none`).",
      noValue: "not used",
    },
    [
      over("bytes", `lldp_history_bytes${ofHost}`, "octets, {{instance}}"),
      over("lost", `lldp_history_events_lost_total${ofHost}`, "events lost, {{instance}}"),
    ],
    "short",
  ),
  lines(
    {
      id: 19,
      title: "Message bus",
      description: "1 while NATS is connected, and requests to it that failed.",
      none: "the daemon is alone (`--nats`).",
      noValue: "not used",
    },
    [
      over("up", `lldp_bus_connected${ofHost}`, "connected, {{instance}}"),
      over("failures", `lldp_bus_failures_total${ofHost}`, "failures, {{instance}}"),
    ],
    "short",
  ),
];

/** How the daemon itself is. */
export const daemonHealth = (): unknown =>
  dashboard({
    uid: uids.health,
    title: "lldp-watch: daemon health",
    description: "Whether the daemons run, keep up, and lose nothing.",
    variables: [dataSource(), host({ multi: true })],
    panels: placed([
      [4, figures().map((panel) => [6, panel] as const)],
      [7, process().map((panel) => [6, panel] as const)],
      [7, network().map((panel) => [6, panel] as const)],
      [7, api().map((panel) => [8, panel] as const)],
      [7, rooms().map((panel) => [8, panel] as const)],
      [5, [[24, versions()]]],
    ]),
  });
