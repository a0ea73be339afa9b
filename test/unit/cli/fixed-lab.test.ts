import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeGraph } from "../../../src/formats/index.ts";
import { runCommand } from "../../support/command-run.ts";
import { FakeApi, json } from "../../support/fake-api.ts";
import { labEvents, labTopology } from "../../support/lab-documents.ts";

let api: FakeApi;
const folder = mkdtempSync(join(tmpdir(), "lldp-watch-golden-"));
const graphs = ["dot", "graphml", "netjson", "rfc8345", "mermaid", "containerlab"] as const;
const labFile = join(folder, "two.clab.yml");

beforeAll(async () => {
  api = await FakeApi.listen();
  const topology = api.handlers["/api/v1/topology"];
  api.handlers["/api/v1/topology"] = (request, response, url) => {
    const format = graphs.find((each) => each === url.searchParams.get("format"));
    if (format) response.writeHead(200).end(writeGraph(labTopology, format));
    else topology?.(request, response, url);
  };
  api.handlers["/api/v1/events"] = (_request, response) =>
    json(response, { schema: 1, epoch: "e1", revision: 44, events: labEvents, nextCursor: null });
  writeFileSync(
    labFile,
    `name: two
topology:
  nodes:
    net0: { addresses: { eth0: 10.0.0.1/24 } }
    net1: { addresses: { eth0: 10.0.0.2/24 } }
    sw: { kind: bridge, group-fwd-mask: 0x4000 }
  links:
    - endpoints: ["net0:eth0", "net1:eth0"]
    - endpoints: ["net1:eth1", "sw:p1"]
`,
  );
  writeFileSync(join(folder, "good.yaml"), "listen: 127.0.0.1:9000\nnamespaces: leaf*\ntx-interval: 10\n");
  writeFileSync(join(folder, "bad.yaml"), "listen: 127.0.0.1:9000\nnamespace: leaf*\ntx-interval: soon\n");
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const cases: readonly (readonly [file: string, argv: readonly string[]])[] = [
  ...graphs.map((format) => [`topology.${format}`, ["topology", "--format", format]] as const),
  ["events.json", ["events", "--json"]],
  ["events.ndjson", ["events", "--ndjson"]],
  ["events.csv", ["events", "--format", "csv"]],
  ["ports.ndjson", ["ports", "--ndjson"]],
  ["links.ndjson", ["links", "--ndjson"]],
  ["links.csv", ["links", "--format", "csv"]],
  ["namespaces.ndjson", ["namespaces", "--ndjson"]],
  ["namespaces.csv", ["namespaces", "--format", "csv"]],
  ["lab-graph.txt", ["lab", "graph", "FILE"]],
  ["lab-graph.json", ["lab", "graph", "FILE", "--json"]],
  ...graphs
    .filter((format) => format !== "containerlab")
    .map((format) => [`lab-graph.${format}`, ["lab", "graph", "FILE", "--format", format]] as const),
  ["lab-up-dry-run.txt", ["lab", "up", "--dry-run", "FILE"]],
  ["lab-new-clos.yml", ["lab", "new", "clos", "--spines", "2", "--leaves", "2", "--servers", "4"]],
  ["lab-new-ring.yml", ["lab", "new", "ring", "--nodes", "3"]],
  ["config-check.txt", ["config", "check", "good.yaml"]],
  ["config-check.json", ["config", "check", "good.yaml", "--json"]],
];

describe("one fixed lab, in the other commands and formats", () => {
  test.each(cases)("%s", async (file, argv) => {
    const words = argv.map((word) => (word === "FILE" ? labFile : word.endsWith(".yaml") ? join(folder, word) : word));
    const asks = !["lab", "config"].includes(argv[0] as string);
    const whole = [...words, "--color", "never", ...(asks ? ["--server", api.url] : [])];
    const { code, out, err } = await runCommand(whole);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    // A program gets the octets of the format; a terminal nothing that it would obey.
    expect((await runCommand(whole, { isTTY: true })).out).not.toMatch(/[\u001b\u202e]/);
    await expect(out.replaceAll(folder, "/files")).toMatchFileSnapshot(`./golden/${file}`);
  });

  test("config check tells every fault with its line and what was meant, and ends with 2", async () => {
    const { code, out, err } = await runCommand(["config", "check", join(folder, "bad.yaml")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    await expect(err.replaceAll(folder, "/files")).toMatchFileSnapshot("./golden/config-check-bad.txt");
    expect(err).toMatch(/bad\.yaml:2.*namespace.*did you mean namespaces\?/);
    expect(err).toMatch(/bad\.yaml:3: "soon" is not a number/);
  });

  test("collect refuses to start without a server, in one line", async () => {
    const { code, out, err } = await runCommand(["collect"]);
    expect({ code, out, lines: err.split("\n").length }).toEqual({ code: 2, out: "", lines: 2 });
    expect(err).toContain("--nats");
  });
});
