import { readdirSync } from "node:fs";
import { cruise, type IReporterOutput } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { expect, test } from "vitest";
import configuration from "../../.dependency-cruiser.mjs";
import { rooms } from "../../house.mjs";

const sources = (readdirSync("src", { recursive: true }) as string[]).filter((name) => name.endsWith(".ts"));

test("every import goes down the stairs and through a door, and the checker saw every file", async () => {
  const { options, ...ruleSet } = configuration;
  const result = (await cruise(["src"], { ...options, ruleSet, validate: true }, undefined, {
    tsConfig: extractTsConfig("tsconfig.json"),
  })) as IReporterOutput;
  if (typeof result.output === "string") throw new Error("expected the result as a value");
  const { violations, totalDependenciesCruised } = result.output.summary;
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  const seen = result.output.modules.filter(({ source }) => source.startsWith("src/")).length;
  expect(seen).toBe(sources.length);
  expect(seen).toBeGreaterThanOrEqual(20);
  expect(totalDependenciesCruised).toBeGreaterThan(seen / 2);
});

test("every folder of src is a room of the floor plan", () => {
  const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).filter((name) => !(name in rooms))).toEqual([]);
});

test("a room only names rooms that are on its own floor's staircase down", () => {
  for (const [name, room] of Object.entries(rooms)) {
    for (const used of room.uses) {
      expect(rooms[used]?.floor, `${name} uses ${used}`).toBeLessThanOrEqual(room.floor);
    }
  }
});
