import { stringify } from "yaml";
import { daemonHealth } from "./daemon-health.ts";
import { uids } from "./dashboard.ts";
import { influxdbOverview } from "./influxdb-overview.ts";
import { portDetail } from "./port-detail.ts";
import { prometheusOverview } from "./prometheus-overview.ts";
import { alertRules, type Rule, recordingRules } from "./rules.ts";
import { topologyGraph } from "./topology-graph.ts";

export interface MadeFile {
  /** From the root of the checkout. */
  readonly path: string;
  readonly text: string;
}

const dashboards: Readonly<Record<string, () => unknown>> = {
  [uids.overview]: prometheusOverview,
  [uids.topology]: topologyGraph,
  [uids.port]: portDetail,
  [uids.health]: daemonHealth,
  [uids.overviewInfluxdb]: influxdbOverview,
};

function ruleFile(name: string, rules: readonly Rule[]): MadeFile {
  const head = "# Made by `npm run docs` from grafana/code/rules.ts.\n";
  const groups = [{ name, rules }];
  return { path: `grafana/prometheus/${name}.yml`, text: head + stringify({ groups }, { lineWidth: 0 }) };
}

/** Every file that is made from the code in this folder. */
export function files(): MadeFile[] {
  const boards = Object.entries(dashboards).map(([uid, made]) => ({
    path: `grafana/dashboards/${uid}.json`,
    text: `${JSON.stringify(made(), null, 2)}\n`,
  }));
  return [...boards, ruleFile("lldp-watch-recording", recordingRules), ruleFile("lldp-watch-alerts", alertRules({ job: "lldp", flaps: 5 }))];
}
