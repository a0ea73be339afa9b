import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import { type DataSourceRef, ReduceDataOptionsBuilder, TableCellHeight, VizLegendOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import {
  type DashboardLinkBuilder,
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type Panel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as NodeGraphBuilder } from "@grafana/grafana-foundation-sdk/nodegraph";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as StateTimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeSeriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** What every panel must tell. Ids are fixed: links and alerts of users name them. */
export interface PanelText {
  readonly id: number;
  readonly title: string;
  /** What is shown, and what to do about it. */
  readonly description: string;
  /** What it means when there is no data. */
  readonly none: string;
  /** What stands in the panel then; a few words. */
  readonly noValue: string;
}

export type Target = cog.Builder<cog.Dataquery>;

interface Described<T> {
  title(text: string): T;
  id(id: number): T;
  description(text: string): T;
  noValue(text: string): T;
  targets(targets: Target[]): T;
  datasource(source: DataSourceRef): T;
}

function described<T extends Described<T>>(builder: T, { id, title, description, none, noValue }: PanelText, targets: readonly Target[]): T {
  return builder
    .id(id)
    .title(title)
    .description(`${description}\n\nNo data: ${none}`)
    .noValue(noValue)
    .targets([...targets]);
}

/** From green to the color of the first step that the value reaches. */
export function steps(...reached: readonly (readonly [number, string])[]): ThresholdsConfigBuilder {
  const base = { value: null, color: "green" };
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([base, ...reached.map(([value, color]) => ({ value, color }))]);
}

export interface NumberOptions {
  readonly unit?: string;
  readonly thresholds?: ThresholdsConfigBuilder;
  readonly mappings?: readonly ValueMapping[];
  readonly links?: readonly DashboardLinkBuilder[];
}

/** One number, as it is now. */
export function number(
  text: PanelText,
  targets: readonly Target[],
  { unit, thresholds, mappings = [], links = [] }: NumberOptions = {},
): StatBuilder {
  const panel = described(new StatBuilder(), text, targets)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false))
    .mappings([...mappings])
    .thresholds(thresholds ?? steps())
    .dataLinks([...links]);
  return unit === undefined ? panel : panel.unit(unit);
}

/** Lines over time. */
export function lines(text: PanelText, targets: readonly Target[], unit: string): TimeSeriesBuilder {
  return described(new TimeSeriesBuilder(), text, targets)
    .unit(unit)
    .min(0)
    .fillOpacity(10)
    .spanNulls(false)
    .legend(new VizLegendOptionsBuilder().showLegend(true));
}

/** What held when; one bar for each series. */
export function states(text: PanelText, targets: readonly Target[], mappings: readonly ValueMapping[]): StateTimelineBuilder {
  return described(new StateTimelineBuilder(), text, targets)
    .mappings([...mappings])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .mergeValues(true)
    .rowHeight(0.8)
    .legend(new VizLegendOptionsBuilder().showLegend(false));
}

export interface Column {
  /** Name of the field as the data source gives it. */
  readonly field: string;
  readonly title: string;
  readonly properties?: readonly DynamicConfigValue[];
}

/** How the rows of several instant queries become one table: what must not tell rows apart goes first, then they merge, then the order. */
export interface TableShape {
  readonly dropped: readonly string[];
  readonly columns: readonly Column[];
  /** Fields that rows are merged by, and nobody reads. */
  readonly hidden?: readonly string[];
}

const chosen = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, true]));

/** A table; one row for each thing also when several queries tell of it. */
export function table(text: PanelText, targets: readonly Target[], { dropped, columns, hidden = [] }: TableShape): TableBuilder {
  const panel = described(new TableBuilder(), text, targets)
    .cellHeight(TableCellHeight.Sm)
    .filterable(true)
    .withTransformation({ id: "organize", options: { excludeByName: chosen(dropped), indexByName: {}, renameByName: {} } })
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: chosen(hidden),
        indexByName: Object.fromEntries(columns.map(({ field }, index) => [field, index])),
        renameByName: Object.fromEntries(columns.map(({ field, title }) => [field, title])),
      },
    });
  for (const { title, properties } of columns) if (properties) panel.overrideByName(title, [...properties]);
  return panel;
}

/** A node graph: one target named `nodes`, one named `edges`. */
export function graph(text: PanelText, targets: readonly Target[]): NodeGraphBuilder {
  return described(new NodeGraphBuilder(), text, targets);
}

/** Values as words with colors. */
export function named(values: Readonly<Record<string, readonly [text: string, color: string]>>): ValueMapping[] {
  const options = Object.fromEntries(Object.entries(values).map(([value, [text, color]], index) => [value, { text, color, index }]));
  return [{ type: MappingType.ValueToText, options }];
}

export type Built = cog.Builder<Panel> & { gridPos(place: { x: number; y: number; w: number; h: number; static?: boolean }): unknown };

/** Panels in rows of 24 columns: `[height, [[width, panel], ...]]`. Every position is explicit, so none depends on what stands before. */
export function placed(rows: readonly (readonly [height: number, panels: readonly (readonly [width: number, panel: Built])[]])[]): Built[] {
  let y = 0;
  return rows.flatMap(([h, panels]) => {
    let x = 0;
    const line = panels.map(([w, panel]) => {
      panel.gridPos({ x, y, w, h });
      x += w;
      return panel;
    });
    y += h;
    return line;
  });
}
