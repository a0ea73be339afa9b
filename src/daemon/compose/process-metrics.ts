import { collectDefaultMetrics, Registry } from "prom-client";

type Format = "prometheus" | "openmetrics";

const contentTypes = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
} as const;

// Gauges whose names end in _total: promtool refuses them, and OpenMetrics has no such thing.
const misnamed = ["nodejs_active_resources_total", "nodejs_active_handles_total", "nodejs_active_requests_total"];

/** `process_*` and `nodejs_*` as text. In OpenMetrics the text ends with the `# EOF` of the whole answer. */
export function openProcessMetrics(): (format: Format) => Promise<string> {
  const registry = new Registry<(typeof contentTypes)[Format]>();
  collectDefaultMetrics({ register: registry as Registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return (format) => {
    registry.setContentType(contentTypes[format]);
    return registry.metrics();
  };
}
