import { readdirSync, readFileSync } from "node:fs";

/** A query as a dashboard's file has it. */
export interface Target {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr?: string;
  readonly query?: string;
  readonly url?: string;
  readonly instant?: boolean;
  readonly format?: string;
  readonly resultFormat?: string;
  readonly legendFormat?: string;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly targets: readonly Target[];
  readonly transformations?: readonly { readonly id: string; readonly options: unknown; readonly filter?: unknown }[];
  readonly fieldConfig: { readonly defaults: { readonly noValue?: string } };
}

export interface Annotation {
  readonly name: string;
  readonly expr?: string;
  readonly query?: string;
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly definition?: string;
  readonly multi?: boolean;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Annotation[] };
}

const folder = "grafana/dashboards";

/** Every dashboard, as people import it. */
export function dashboards(): Dashboard[] {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Dashboard);
}

export function dashboard(uid: string): Dashboard {
  return dashboards().find((each) => each.uid === uid) as Dashboard;
}

/** A panel by its title. */
export function panelOf(uid: string, title: string): Panel {
  const panel = dashboard(uid).panels.find((each) => each.title === title);
  if (panel === undefined) throw new Error(`${uid} has no panel "${title}"`);
  return panel;
}

/** What Grafana makes of a query before it is asked. Values of variables are escaped as its Prometheus data source does; what ends in `.*` is a pattern, as "All" is. */
export function filledIn(text: string, variables: Readonly<Record<string, string>>): string {
  const escaped = (value: string) => (value.endsWith(".*") ? value : value.replaceAll(/[.*+?^$()|[\]{}\\]/g, "\\\\$&"));
  const known: Readonly<Record<string, string>> = {
    __rate_interval: "4s",
    __interval: "1s",
    timeFilter: "time > now() - 5m",
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, escaped(value)])),
  };
  return text.replaceAll(/\$([a-z_]\w*)/gi, (whole, name: string) => known[name] ?? whole);
}
