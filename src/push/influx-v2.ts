import { Point as ClientPoint, InfluxDB } from "@influxdata/influxdb-client";
import type { Point } from "./point.ts";
import { type PointWriter, writeError } from "./writer.ts";

export interface InfluxV2Options {
  readonly url: string;
  readonly organization: string;
  readonly bucket: string;
  readonly token: string | null;
}

/** InfluxDB 2 and 3, VictoriaMetrics, and what speaks /api/v2/write. */
export function influxV2Writer({ url, organization, bucket, token }: InfluxV2Options): PointWriter {
  const client = new InfluxDB({ url, timeout: 10_000, ...(token === null ? {} : { token }) });
  return {
    async write(points) {
      // The queue in front tries again: no retries, no batches and no timers of the client's own.
      const api = client.getWriteApi(organization, bucket, "ms", { maxRetries: 0, flushInterval: 0, batchSize: points.length + 1 });
      api.writePoints(points.map(clientPoint));
      try {
        await api.close();
      } catch (error) {
        throw writeError(error);
      }
    },
    async close() {},
  };
}

function clientPoint({ measurement, tags, fields, time }: Point): ClientPoint {
  const point = new ClientPoint(measurement).timestamp(time);
  for (const [name, value] of Object.entries(tags)) point.tag(name, value);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") point.stringField(name, value);
    else point.intField(name, value);
  }
  return point;
}
