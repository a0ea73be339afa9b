// grafana/dashboards/*.json and grafana/prometheus/lldp-watch-*.yml, from the code in grafana/code.
import { bundled } from "../project/bundled.mjs";

/** The dashboards and the rules. */
export async function files() {
  return (await bundled("grafana/code/files.ts")).files();
}
