import { FieldType, InfluxDB } from "influx";
import type { Point } from "./point.ts";
import { type PointWriter, writeError } from "./writer.ts";

export interface InfluxV1Options {
  readonly url: string;
  readonly database: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** InfluxDB 1.x and what speaks its /write. */
export function influxV1Writer({ url, database, username, password }: InfluxV1Options): PointWriter {
  const { hostname, port, protocol } = new URL(url);
  const scheme = protocol === "https:" ? "https" : "http";
  const client = new InfluxDB({
    database,
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    // The queue in front tries again; a pool that retries by itself would write a batch twice.
    pool: { maxRetries: 0, requestTimeout: 10_000 },
    hosts: [{ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (scheme === "https" ? 443 : 8086)), protocol: scheme }],
  });
  const types = new Set<string>();
  return {
    async write(points) {
      for (const point of points) declare(client, database, types, point);
      try {
        await client.writePoints(
          points.map(({ measurement, tags, fields, time }) => ({ measurement, tags: { ...tags }, fields: { ...fields }, timestamp: time })),
          { precision: "ms" },
        );
      } catch (error) {
        throw writeError(error);
      }
    },
    async close() {},
  };
}

// The client writes a number as an integer only where a schema says so; without one the first float would fix the field's type.
function declare(client: InfluxDB, database: string, known: Set<string>, { measurement, tags, fields }: Point): void {
  const shape = `${measurement} ${Object.keys(fields).join()} ${Object.keys(tags).join()}`;
  if (known.has(shape)) return;
  known.add(shape);
  const typed = Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? FieldType.STRING : FieldType.INTEGER] as const);
  client.addSchema({ database, measurement, fields: Object.fromEntries(typed), tags: Object.keys(tags) });
}
