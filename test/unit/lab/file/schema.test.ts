import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import schema from "../../../../schemas/lab-file.json" with { type: "json" };
import { endKeys, linkKeys } from "../../../../src/lab/file/links.ts";
import { fileKeys, parseLab, topologyKeys } from "../../../../src/lab/file/parse-lab.ts";
import { ignoredKeys, settingKeys } from "../../../../src/lab/file/settings.ts";
import { clos } from "../../../../src/lab/generate/clos.ts";
import { graph, shapes } from "../../../../src/lab/generate/graphs.ts";

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false }).compile(schema);
const keys = (value: { properties: object }) => Object.keys(value.properties).sort();
const sorted = (value: readonly string[]) => [...value].sort();

test("the published schema knows the keys that the reader knows, at every place", () => {
  expect(keys(schema)).toEqual(sorted(fileKeys));
  expect(keys(schema.properties.topology)).toEqual(sorted(topologyKeys));
  expect(keys(schema.$defs.settings)).toEqual(sorted([...settingKeys, ...ignoredKeys]));
  expect(keys(schema.$defs.end.anyOf[1] as { properties: object })).toEqual(sorted(endKeys));
  for (const [form, known] of Object.entries(linkKeys))
    expect(keys(schema.$defs[`link-${form as keyof typeof linkKeys}`]), form).toEqual(sorted(known));
});

const examples = readdirSync("examples").filter((name) => name.endsWith(".clab.yml"));

test.each(examples)("%s fits the schema and is read", (name) => {
  const text = readFileSync(`examples/${name}`, "utf8");
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(parseLab(text)).toMatchObject({ ok: true, notes: [] });
});

test.each([
  ["clos", clos({ name: "c", spines: 2, leaves: 3, servers: 5 })],
  ...shapes.map((shape) => [shape, graph(shape, { name: shape, nodes: 5 })]),
])("what `lab new %s` writes fits the schema", (_, text) => {
  expect(validate(parse(text as string)), JSON.stringify(validate.errors)).toBe(true);
});

// What both must refuse: the schema is for editors, the reader for the command.
test.each([
  "topology: {}\n",
  "name: x\n",
  "name: x\ntopologie: {}\ntopology:\n",
  "name: x\ntopology: { nodes: { a: { kindd: linux } } }\n",
  "name: x\ntopology: { nodes: { a: { kind: ovs-bridge } } }\n",
  "name: x\ntopology: { nodes: { 'a b': {} } }\n",
  "name: x\ntopology: { nodes: { a: { forwarding: 1 } } }\n",
  "name: x\ntopology: { nodes: { a: { addresses: { lo: 10.0.0.1 } } } }\n",
  "name: x\ntopology: { nodes: { a: { sysctls: { kernel.panic: 1 } } } }\n",
  "name: x\ntopology: { nodes: { a: {} }, links: [{ endpoints: ['a:e'] }] }\n",
  "name: x\ntopology: { nodes: { a: {} }, links: [{ type: dummy, endpoint: 'a:e' }] }\n",
  "name: x\ntopology: { nodes: { a: {} }, links: [{ type: vxlan, endpoint: 'a:e', remote: 192.0.2.1 }] }\n",
  "name: x\ntopology: { nodes: { a: {}, b: {} }, links: [{ endpoints: ['a:e', 'b:e'], mtu: 20 }] }\n",
])("%j is refused by the schema and by the reader", (text) => {
  expect(validate(parse(text))).toBe(false);
  expect(parseLab(text).ok).toBe(false);
});
