import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../support/command-run.ts";
import { FakeApi } from "../../support/fake-api.ts";

let api: FakeApi;
beforeAll(async () => {
  api = await FakeApi.listen();
});
afterAll(() => api.close());

const golden = (name: string) => `./golden/${name}`;
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["neighbors.txt", ["neighbors"]],
  ["neighbors-80.txt", ["neighbors"]],
  ["neighbors-all.txt", ["neighbors", "--columns", "all"]],
  ["neighbors.json", ["neighbors", "--json"]],
  ["neighbors.ndjson", ["neighbors", "--ndjson"]],
  ["neighbors.csv", ["neighbors", "--format", "csv", "--columns", "all"]],
  ["neighbors-lldpcli.json", ["neighbors", "--format", "lldpcli-json"]],
  ["ports.txt", ["ports"]],
  ["ports-80.txt", ["ports"]],
  ["ports-20.txt", ["ports"]],
  ["ports.csv", ["ports", "--format", "csv"]],
  ["ports.json", ["ports", "--json"]],
  ["ports-bare.txt", ["ports", "--no-headers", "--columns", "port,verdict"]],
  ["namespaces.txt", ["namespaces"]],
  ["namespaces.json", ["namespaces", "--json"]],
  ["links.txt", ["links"]],
  ["links-80.txt", ["links"]],
  ["links-fix.txt", ["links", "--columns", "a,b,verdict,fix"]],
  ["links.json", ["links", "--json"]],
  ["status.txt", ["status"]],
  ["status.json", ["status", "--json"]],
  ["topology.txt", ["topology"]],
  ["topology-40.txt", ["topology"]],
  ["topology.json", ["topology", "--json"]],
];

describe("one fixed lab", () => {
  test.each(cases)("%s", async (file, argv) => {
    const width = /-(\d+)\.txt$/.exec(file)?.[1];
    const { code, out, err } = await runCommand(
      [...argv, "--color", "never", "--server", api.url],
      width === undefined ? { isTTY: file.endsWith(".json") } : { columns: Number(width) },
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });

    expect(out).not.toMatch(/[\u001b\u202e]/);
    await expect(out).toMatchFileSnapshot(golden(file));
  });
});
