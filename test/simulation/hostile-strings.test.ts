import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { pcapHeader, pcapRecord } from "../../src/capture/pcap-record.ts";
import { type GraphFormat, readPlan, writeGraph } from "../../src/formats/index.ts";
import { Exposition } from "../../src/metrics/index.ts";
import { influxV1Writer, influxV2Writer, type Point, sanitize } from "../../src/push/index.ts";
import { createGraph } from "../../src/topology/index.ts";
import { namespaceOf } from "../support/bus-facts.ts";
import { runCommand } from "../support/command-run.ts";
import { hostileNames } from "../support/hostile-topology.ts";
import { frameOf } from "../support/lldp-port.ts";
import { metricsSource } from "../support/metrics-graph.ts";
import { SimulatedNetwork, strangerFacts } from "../support/simulated-network.ts";

// A system name goes out through every edge. At each it must stay what it is, a name: no control character gets through, and the
// output has as many lines as with a plain name, so that no name adds a sample, a point, a node or a statement.

const names = [
  ...hostileNames,
  "\u001b]0;owned\u0007\u001b[2J\u009b31m",
  '"} 1\nlldp_forged{netns="x"} 2',
  "x,tag=1 field=2 1\nforged value=1",
  "<img src=x onerror=alert(1)>",
  '","admin":true,"x":"',
  "a\u2028b\u2029c\r\nd",
  "a\\",
];
const commands = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const report = (name: string, port: string) =>
  ({ kind: "neighbor", facts: strangerFacts(port, "stranger", "Gi1/0/1", { systemName: name }), reason: "new" }) as const;

function topologyWith(name: string) {
  const network = new SimulatedNetwork().cable("h1:eth0", "h2:eth0").namespace("host", { kind: "host" });
  network.port("host:eno1", { kind: "physical", leavesMachine: true });
  const graph = createGraph({ epoch: "e", wall: "2026-01-01T00:00:00.000Z" });
  graph.apply([...network.facts(), report(name, "host:eno1")], "2026-01-01T00:00:01.000Z", 1);
  return graph.topology();
}

const graph = (format: GraphFormat) => async (name: string) => writeGraph(topologyWith(name), format);
const decode = (form: string) => async (name: string) => {
  const stdin = Buffer.concat([pcapHeader(), pcapRecord(1_700_000_000_000, frameOf(name.slice(0, 60) || "-", "eth0"), null)]);
  return (await runCommand(["decode", form, "-"], { stdin })).out;
};

let server: Server;
let body = "";
let address = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => response.writeHead(204).end());
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const pushed = (version: 1 | 2) => async (name: string) => {
  body = "";
  const point: Point = { measurement: "lldp_neighbor", tags: { netns: "a", system_name: name }, fields: { up: 1, name }, time: 1 };
  const writer =
    version === 1
      ? influxV1Writer({ url: address, database: "d", username: null, password: null })
      : influxV2Writer({ url: address, organization: "o", bucket: "b", token: "t" });
  await writer.write([sanitize(point)]);
  await writer.close();
  return body;
};

const sample = /^\w+(?:\{(?:\w+="(?:[^"\\\n]|\\["\\n])*",?)*\})? \S+$/;

interface Edge {
  readonly edge: string;
  readonly write: (name: string) => Promise<string>;
  readonly check?: (text: string) => void;
}

const edges: readonly Edge[] = [
  { edge: "decode for people", write: decode("--format=text") },
  { edge: "decode --ndjson", write: decode("--ndjson"), check: JSON.parse },
  { edge: "decode --json", write: decode("--json"), check: JSON.parse },
  {
    edge: "/metrics",
    write: async (name) => new Exposition({ nodeGraph: true }).text(metricsSource([...namespaceOf("a", 1), report(name, "a:eth0")]), "prometheus"),
    check: (text) => expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !sample.test(line))).toEqual([]),
  },
  { edge: "line protocol to InfluxDB 1", write: pushed(1) },
  { edge: "line protocol to InfluxDB 2", write: pushed(2) },
  { edge: "DOT", write: graph("dot"), check: (text) => expect(readPlan(text, null).ok).toBe(true) },
  { edge: "GraphML", write: graph("graphml"), check: (text) => expect(text).not.toMatch(/<(?:script|img)/) },
  { edge: "NetJSON", write: graph("netjson"), check: JSON.parse },
  { edge: "RFC 8345", write: graph("rfc8345"), check: JSON.parse },
  { edge: "Mermaid", write: graph("mermaid"), check: (text) => expect(text).not.toMatch(/<(?:script|img)/) },
  { edge: "containerlab", write: graph("containerlab"), check: parseYaml },
];

describe.each(edges)("a system name in $edge", ({ write, check }) => {
  it.each(names.map((name) => ({ name })))("is harmless: $name", async ({ name }) => {
    const plain = await write("plain name");
    const text = await write(name);
    expect(plain).toContain("plain name".slice(0, 5));
    expect(text).not.toMatch(commands);
    // An empty name leaves its line out.
    if (name !== "") expect(text.split("\n").length).toBe(plain.split("\n").length);
    check?.(text);
  });
});
