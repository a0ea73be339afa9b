import { createRequire } from "node:module";
import type { DataFrame, FieldType, TransformerRegistryItem } from "@grafana/data";
import type { Panel, Target } from "./dashboard-files.ts";
import type { InfluxTable, Series } from "./metric-servers.ts";

type Library = typeof import("@grafana/data");

// The package's ES modules cannot be loaded by Node; and it looks for a browser only after it was loaded.
const library = createRequire(import.meta.url)("@grafana/data") as Library;
(globalThis as { window?: unknown }).window ??= globalThis;
const { standardTransformers, standardTransformersRegistry, toDataFrame, transformDataFrame } = library;
const byId = new Map(Object.values(standardTransformers).map((transformer) => [transformer.id as string, transformer]));
standardTransformersRegistry.setInit(() =>
  [...byId.values()].map(
    (transformation) =>
      ({
        id: transformation.id,
        name: transformation.name,
        transformation: () => Promise.resolve(transformation),
      }) as unknown as TransformerRegistryItem,
  ),
);

interface Column {
  readonly name: string;
  readonly type: "time" | "number" | "string";
  readonly values: readonly unknown[];
}

const frame = (refId: string, fields: readonly Column[]): DataFrame =>
  toDataFrame({ refId, fields: fields.map((field) => ({ ...field, type: field.type as FieldType, values: [...field.values], config: {} })) });

/** The answer to a table query as Grafana's Prometheus data source hands it to the panel: labels are columns. */
export function prometheusTable({ refId }: Target, series: readonly Series[], targets: number): DataFrame {
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  return frame(refId, [
    { name: "Time", type: "time", values: series.map(({ value }) => (value?.[0] ?? 0) * 1000) },
    ...labels.map((name) => ({ name, type: "string" as const, values: series.map(({ metric }) => metric[name] ?? "") })),
    { name: targets > 1 ? `Value #${refId}` : "Value", type: "number", values: series.map(({ value }) => Number(value?.[1])) },
  ]);
}

/** The answer to a table query as Grafana's InfluxDB data source hands it on: tags are columns, all groups one frame. */
export function influxTable({ refId }: Target, tables: readonly InfluxTable[]): DataFrame {
  const tags = Object.keys(tables[0]?.tags ?? {});
  const columns = tables[0]?.columns.slice(1) ?? [];
  const rows = tables.flatMap(({ tags: own = {}, values }) => values.map((row) => [row[0], ...tags.map((tag) => own[tag] ?? ""), ...row.slice(1)]));
  const names = ["Time", ...tags, ...columns];
  const typeOf = (index: number) => (index === 0 ? "time" : typeof rows[0]?.[index] === "number" ? "number" : "string");
  return frame(
    refId,
    names.map((name, index) => ({ name, type: typeOf(index), values: rows.map((row) => row[index]) })),
  );
}

/** Flat rows as the Infinity data source hands them on. */
export function rowsFrame({ refId }: Target, rows: readonly Readonly<Record<string, unknown>>[]): DataFrame {
  const names = Object.keys(rows[0] ?? {});
  return frame(
    refId,
    names.map((name) => ({ name, type: typeof rows[0]?.[name] === "number" ? "number" : "string", values: rows.map((row) => row[name]) })),
  );
}

/** The frames after the panel's transformations, run by Grafana's own code. */
export function transformed({ transformations = [] }: Panel, frames: readonly DataFrame[]): Promise<DataFrame[]> {
  const steps = [...transformations] as Parameters<typeof transformDataFrame>[0];
  return new Promise((next, error) => transformDataFrame(steps, [...frames]).subscribe({ next, error }));
}

/** Rows of a frame under the names that a person reads. */
export function rowsOf(frame: DataFrame | undefined): Record<string, unknown>[] {
  if (frame === undefined) return [];
  return Array.from({ length: frame.length }, (_, row) =>
    Object.fromEntries(frame.fields.map((field) => [field.config.displayName ?? field.name, field.values[row]])),
  );
}

/** Values of the field of this very name, which is what the node graph panel reads; names are compared in lower case there. */
export function fieldOf(frame: DataFrame | undefined, name: string): readonly unknown[] {
  return frame?.fields.find((field) => field.name.toLowerCase() === name)?.values ?? [];
}
