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
  const shapes = new Map<string, Shape>();
  return {
    async write(points) {
      for (const point of points) declare(client, database, shapes, point);
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

interface Shape {
  readonly fields: Map<string, FieldType>;
  readonly tags: Set<string>;
}

// The client writes a number as an integer only where a schema says so; without one the first float would fix the field's type. It keeps one
// schema for each measurement and refuses what that does not name, so a schema holds everything that points of the measurement ever had.
function declare(client: InfluxDB, database: string, shapes: Map<string, Shape>, { measurement, tags, fields }: Point): void {
  const shape = shapes.get(measurement) ?? { fields: new Map(), tags: new Set() };
  const known = shape.fields.size + shape.tags.size;
  for (const [name, value] of Object.entries(fields)) shape.fields.set(name, typeof value === "string" ? FieldType.STRING : FieldType.INTEGER);
  for (const name of Object.keys(tags)) shape.tags.add(name);
  if (shape.fields.size + shape.tags.size === known) return;
  shapes.set(measurement, shape);
  client.addSchema({ database, measurement, fields: Object.fromEntries(shape.fields), tags: [...shape.tags] });
}
