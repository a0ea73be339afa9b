import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "../../src/api/api-error.ts";
import type { Api } from "../../src/api/index.ts";
import { readEventId, readMoment } from "../../src/api/moment.ts";
import { compilePattern } from "../../src/base/index.ts";
import { readPlan } from "../../src/formats/index.ts";
import { parseLab } from "../../src/lab/index.ts";
import { apiRig } from "../support/api-rig.ts";
import { type FuzzTarget, promise, textTarget } from "./target.ts";

const examples = () =>
  readdirSync("examples")
    .filter((name) => name.endsWith(".yml"))
    .map((name) => readFileSync(join("examples", name), "utf8"));
const plans = () => [
  ...examples(),
  'graph G { a:eth0 -- "b c":eth1 [label="x"]; subgraph s { c:1 -> d:2 } }',
  '{"edges":[{"node1":{"hostname":"a","interfaceName":"e0"},"node2":{"hostname":"b","interfaceName":"e1"}}]}',
  '{"nodes":{},"links":[{"a":{"node":"a","interface":"e0"},"z":{"node":"b","interface":"e1"}}]}',
];

const plan = textTarget("plan", plans, (text) => {
  const reading = readPlan(text, null);
  promise(reading.ok || (reading.fault.line >= 0 && reading.fault.message !== ""), "a fault has a line and a cause");
});

const lab = textTarget("lab", examples, (text) => {
  const parsed = parseLab(text, { HOME: "/root" });
  promise(parsed.ok || (parsed.faults.length > 0 && parsed.faults.every(({ line }) => line >= 1)), "faults have a line");
});

const moments = ["now", "-1h30m", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123+02:00", "abc123-42", "e-999999999999999"];

const eventId = textTarget(
  "event-id",
  () => moments,
  (text) => {
    const id = readEventId(text);
    promise(id === null || Number.isSafeInteger(id.sequence), "a sequence is a safe integer");
    try {
      const moment = readMoment(text, 1_800_000_000_000);
      promise(moment.kind !== "time" || !Number.isNaN(Date.parse(moment.time)), "a time is a time");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  },
);

const pattern = textTarget(
  "pattern",
  () => ["eth*", "*,!veth*,!!veth0", "[a-c]?[!x-z]*", "*n*n*n*n*n!"],
  (text) => {
    compilePattern(text)("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn");
  },
);

const paths = [
  "/api/v1/ports?namespace=h*&state=up&limit=10&cursor=",
  "/api/v1/neighbors?system=x&fields=id,port&namespace=!!h1",
  "/api/v1/topology?format=dot&at=-10m&namespace=h1",
  "/api/v1/events?after=e-1&limit=5&kind=port-added",
  "/api/v1/diff?from=-1h&to=now",
  "/api/v1/explain?port=h1%3Aeth0&peer=h2%3Aeth0",
  "/api/v1/links/h1%3Aeth0--h2%3Aeth0",
];

let api: Api | null = null;

/** What stands behind the method in a request: path and query, to the server without a socket. */
const query = textTarget(
  "query",
  () => paths,
  async (text) => {
    api ??= (await apiRig()).api;
    const url = text.startsWith("/") ? text : `/api/v1/ports?${text}`;
    // An HTTP parser lets no other characters through.
    const visible = url.replaceAll(/[^\u0021-\u007e]/g, "+");
    if (visible.includes("events") || visible.startsWith("//")) return;
    const { statusCode, headers } = await api.app.inject({ url: visible, headers: { host: "localhost" } });
    promise(statusCode < 500, `${visible} answered ${statusCode}`);
    promise(statusCode < 400 || String(headers["content-type"]).startsWith("application/problem+json"), "an error is a problem document");
  },
);

export const textTargets: readonly FuzzTarget[] = [plan, lab, eventId, pattern, query];
