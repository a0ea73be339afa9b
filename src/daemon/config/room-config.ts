import { seconds } from "../../base/index.ts";
import type { OptionValue } from "./option-value.ts";

export interface NatsConfig {
  readonly servers: readonly string[];
  readonly bucket: string;
  readonly credentialsFile: string | null;
  readonly user: string | null;
  readonly passwordFile: string | null;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
}

export interface InfluxConfig {
  readonly url: string;
  readonly version: 1 | 2;
  readonly database: string;
  readonly organization: string;
  readonly bucket: string;
  readonly tokenFile: string | null;
  readonly user: string | null;
  readonly passwordFile: string | null;
  readonly namesAsTags: boolean;
}

/** Settings of the rooms that are there only when they are used. */
export interface RoomConfig {
  /** Octets and milliseconds. */
  readonly history: { readonly maxBytes: number; readonly maxAge: number };
  readonly metrics: { readonly nodeGraph: boolean; readonly seriesLimit: number };
  readonly nats: NatsConfig | null;
  readonly influx: InfluxConfig | null;
}

const secondsPerDay = 86_400;

/** The rooms' settings out of checked values. */
export function roomConfig(values: ReadonlyMap<string, OptionValue>): RoomConfig {
  const text = (name: string): string | null => (values.get(name) as string | undefined) ?? null;
  const number = (name: string): number => values.get(name) as number;
  const servers = (values.get("nats") as readonly string[] | undefined) ?? [];
  const url = text("influx-url");
  return {
    history: { maxBytes: number("history-megabytes") * 2 ** 20, maxAge: seconds(number("history-days") * secondsPerDay) },
    metrics: { nodeGraph: values.get("metrics-node-graph") === true, seriesLimit: number("metrics-series-limit") },
    nats: servers.length === 0 ? null : natsConfig(servers, text),
    influx: url === null ? null : influxConfig(url, text, values.get("influx-names-as-tags") === true),
  };
}

type TextOf = (name: string) => string | null;

function natsConfig(servers: readonly string[], text: TextOf): NatsConfig {
  return {
    servers,
    bucket: text("nats-bucket") ?? "",
    credentialsFile: text("nats-credentials"),
    user: text("nats-user"),
    passwordFile: text("nats-password-file"),
    caFile: text("nats-ca"),
    certFile: text("nats-cert"),
    keyFile: text("nats-key"),
  };
}

function influxConfig(url: string, text: TextOf, namesAsTags: boolean): InfluxConfig {
  return {
    url,
    version: text("influx-version") === "1" ? 1 : 2,
    database: text("influx-database") ?? "",
    organization: text("influx-organization") ?? "",
    bucket: text("influx-bucket") ?? "",
    tokenFile: text("influx-token-file"),
    user: text("influx-user"),
    passwordFile: text("influx-password-file"),
    namesAsTags,
  };
}
