import type { DaemonOption } from "./option.ts";

// Settings of the rooms that are there only when they are used: history, metrics, NATS, InfluxDB.

const history = "History and metrics";
const nats = "Several machines (NATS)";
const influx = "InfluxDB";

const text = (name: string, value: string, summary: string, section: string, more: Partial<DaemonOption> = {}): DaemonOption => ({
  name,
  kind: "text",
  value,
  summary,
  section,
  restart: true,
  ...more,
});
const file = (name: string, summary: string, section: string): DaemonOption => text(name, "FILE", summary, section, { completes: "file" });

export const roomOptions: readonly DaemonOption[] = [
  {
    name: "history-days",
    kind: "number",
    value: "DAYS",
    min: 0.01,
    max: 3650,
    default: "30",
    summary: "How long changes are kept in the state folder",
    section: history,
    restart: true,
  },
  {
    name: "history-megabytes",
    kind: "number",
    value: "MB",
    min: 1,
    max: 100_000,
    default: "256",
    summary: "How large the history file may become",
    section: history,
    restart: true,
  },
  {
    name: "metrics-node-graph",
    kind: "flag",
    summary: "Nodes and links as metrics, for Grafana's node graph without a second data source",
    section: history,
    restart: true,
  },
  {
    name: "metrics-series-limit",
    kind: "number",
    integer: true,
    value: "N",
    min: 100,
    max: 10_000_000,
    default: "500000",
    summary: "Series of one answer of /metrics; the rest is left out and counted",
    section: history,
    restart: true,
  },
  text("nats", "URL", "NATS server to publish to, nats://HOST:PORT or tls://HOST:PORT", nats, { multiple: true }),
  text("nats-bucket", "NAME", "Key-value bucket that all machines share", nats, { default: "lldp-watch" }),
  file("nats-credentials", "Credentials file (.creds)", nats),
  text("nats-user", "NAME", "User name, with --nats-password-file", nats),
  file("nats-password-file", "File with the password", nats),
  file("nats-ca", "Certificate authority of the server", nats),
  file("nats-cert", "Client certificate", nats),
  file("nats-key", "Key of the client certificate", nats),
  text("influx-url", "URL", "Server to write to: InfluxDB 1, 2 or 3, VictoriaMetrics", influx),
  {
    name: "influx-version",
    kind: "choice",
    choices: ["1", "2"],
    value: "VERSION",
    default: "2",
    summary: "Protocol: 1 for /write, 2 for /api/v2/write",
    section: influx,
    restart: true,
  },
  text("influx-database", "NAME", "Database (protocol 1)", influx, { default: "lldp" }),
  text("influx-organization", "NAME", "Organization (protocol 2)", influx, { default: "" }),
  text("influx-bucket", "NAME", "Bucket (protocol 2)", influx, { default: "lldp" }),
  file("influx-token-file", "File with the token (protocol 2)", influx),
  text("influx-user", "NAME", "User name (protocol 1)", influx),
  file("influx-password-file", "File with the password (protocol 1)", influx),
  {
    name: "influx-names-as-tags",
    kind: "flag",
    summary: "Names of neighbors as tags, for VictoriaMetrics, which keeps no texts",
    section: influx,
    restart: true,
  },
];
