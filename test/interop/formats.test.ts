import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeGraph, writePlan } from "../../src/formats/index.ts";
import { hostileGraph } from "../support/hostile-topology.ts";

// Readers that others wrote, on a graph in which everything has a hostile name.

const run = promisify(execFile);
const topology = hostileGraph().topology();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lw-formats-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

interface Drawing {
  readonly objects: readonly { readonly name: string }[];
  readonly edges: readonly unknown[];
}

test("Graphviz reads our DOT without a warning, and finds every node, port and link", async () => {
  const { stdout, stderr } = await run("dot", ["-Tjson0", await file("topology.dot", writeGraph(topology, "dot"))]);
  expect(stderr).toBe("");
  const { objects, edges } = JSON.parse(stdout) as Drawing;
  expect(objects.map(({ name }) => name).sort()).toEqual(topology.nodes.map(({ id }) => id).sort());
  const members = topology.nodes.flatMap(({ kind, ports }) => (kind === "segment" ? ports : []));
  expect(edges).toHaveLength(topology.links.length + members.length);
});

test("Graphviz reads a learned plan", async () => {
  const { stdout } = await run("dot", ["-Tjson0", await file("plan.dot", writePlan(topology))]);
  expect((JSON.parse(stdout) as Drawing).edges.length).toBeGreaterThan(4);
});

test("libxml2 finds our GraphML well-formed", async () => {
  await run("xmllint", ["--noout", await file("topology.graphml", writeGraph(topology, "graphml"))]);
});

test("libyang finds our RFC 8345 valid against its YANG modules", async () => {
  // Debian has the modules of RFC 8345, not the augmentation of RFC 8944: its attributes are taken out here.
  const text = writeGraph(topology, "rfc8345").replaceAll('"ietf-l2-topology:l2-topology": {}', "");
  const plain = JSON.parse(text, (key, value) => (key.startsWith("ietf-l2-topology:") ? undefined : value));
  const modules = "/usr/share/yuma/modules/ietf";
  const names = (await readdir(modules)).filter((name) => /^ietf-network(-topology)?@/.test(name)).map((name) => join(modules, name));
  expect(names).toHaveLength(2);
  await run("yanglint", ["-p", modules, "-t", "config", ...names, await file("topology.json", JSON.stringify(plain))]);
});
