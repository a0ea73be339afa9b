import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { publishedSchemas } from "../../../src/api/contract.ts";
import { FakeGraph } from "../../support/fake-graph.ts";

// That the files say what the code says is compared with all generated documents, in test/house. Here: they are usable as they lie there.

const folder = fileURLToPath(new URL("../../../schemas/", import.meta.url));
const names = readdirSync(folder).sort();

function validator(name: string) {
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  return ajv.compile(JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")));
}

test("there is a file per document, and each is a schema of its own", () => {
  const wanted = Object.keys(publishedSchemas);
  expect(wanted.filter((name) => !names.includes(`${name}.json`))).toEqual([]);
  for (const name of wanted) expect(() => validator(name), name).not.toThrow();
});

test("a document passes its file, a spoiled one does not", () => {
  const graph = new FakeGraph({ namespaces: 3 });
  const topology = validator("topology");
  expect(topology(graph.topology()), JSON.stringify(topology.errors)).toBe(true);
  expect(topology({ ...graph.topology(), links: [{ ...graph.links()[0], verdict: "fine" }] })).toBe(false);
  expect(validator("namespace")(graph.namespaces()[0])).toBe(true);
});
