import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readPlan, writeGraph, writePlan } from "../../../src/formats/index.ts";
import { createGraph } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";

/** Any name that a plan may hold: no control characters, not empty, not too long. */
const name = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text));
const ends = fc.uniqueArray(fc.tuple(name, name), { minLength: 2, maxLength: 12, selector: ([node, port]) => `${node}\0${port}` });

interface Pair {
  readonly a: readonly [string, string];
  readonly b: readonly [string, string];
}

const pairs = ends.map((list): Pair[] =>
  list.flatMap((a, index) => (index % 2 === 0 && list[index + 1] ? [{ a, b: list[index + 1] as [string, string] }] : [])),
);

const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

describe("any names at all are read back", () => {
  const expectPairs = (text: string, expected: readonly Pair[]) => {
    const reading = readPlan(text, null);
    if (!reading.ok) throw new Error(`line ${reading.fault.line}: ${reading.fault.message}\n${text}`);
    expect(reading.plan.links.map(({ a, b }) => ({ a: [a.node, a.interface], b: [b.node, b.interface] }))).toEqual(expected);
  };

  test("from DOT", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const lines = list.map(({ a, b }) => `${quoted(a[0])}:${quoted(a[1])} -- ${quoted(b[0])}:${quoted(b[1])}`);
        expectPairs(`graph G {\n${lines.join("\n")}\n}`, list);
      }),
    );
  });

  test("from Batfish and topology-data JSON", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const edges = list.map(({ a, b }) => ({ node1: { hostname: a[0], interfaceName: a[1] }, node2: { hostname: b[0], interfaceName: b[1] } }));
        expectPairs(JSON.stringify({ edges }), list);
        const links = list.map(({ a, b }) => ({ a: { node: a[0], interface: a[1] }, z: { node: b[0], interface: b[1] } }));
        expectPairs(JSON.stringify({ nodes: {}, links }), list);
      }),
    );
  });

  test("from containerlab YAML", () => {
    // Words with a meaning of their own there, and the separators of its short forms, are left to the unit tests.
    const plain = pairs.filter((list) =>
      list.every(({ a, b }) => [a[0], b[0]].every((node) => !/[:|]|^(?:host|mgmt-net|macvlan|vxlan.*|dummy)$/.test(node))),
    );
    fc.assert(
      fc.property(plain, (list) => {
        const links = list.map(({ a, b }) => ({ endpoints: [a, b].map(([node, port]) => ({ node, interface: port })) }));
        expectPairs(stringify({ name: "x", topology: { links } }), list);
      }),
    );
  });
});

test("no text at all makes a reader fail otherwise than with a line and a cause", () => {
  const pieces = fc.constantFrom(
    ...[
      "graph",
      "{",
      "}",
      "[",
      "]",
      '"',
      "--",
      "->",
      ":",
      ";",
      "=",
      "<",
      ">",
      "\\",
      "\n",
      "a",
      "b",
      "edges",
      "links",
      "node1",
      "topology:",
      "- ",
      "&x ",
      "*x",
      "<<: *x",
      "#",
      "/*",
      "*/",
      "1",
      "null",
      ",",
      "  ",
    ],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom("", "graph {", "topology:\n  links:\n", '{"edges": [', '{"links": [{"a":'), (text, start) => {
      const reading = readPlan(start + text, null);
      if (reading.ok) return;
      expect(reading.fault.line).toBeGreaterThanOrEqual(0);
      expect(reading.fault.message).not.toBe("");
    }),
    { numRuns: 3000 },
  );
});

test("whatever remote systems are called, what is written is read: as DOT, as a learned plan, as a lab", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: "binary", maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 6 }),
      (systems) => {
        const network = new SimulatedNetwork().cable("h1:eth0", "h2:eth0").namespace("host", { kind: "host" });
        const graph = createGraph({ epoch: "e", wall: "" });
        const heard = systems.map(([system, port], index) => {
          network.port(`host:e${index}`, { kind: "physical", leavesMachine: true });
          const chassisId = { subtype: "local", value: system, bytes: Buffer.from(`${index}`).toString("hex") };
          return { kind: "neighbor", facts: strangerFacts(`host:e${index}`, system, port, { chassisId }), reason: "new" } as const;
        });
        graph.apply([...network.facts(), ...heard], "", 0);
        for (const text of [writePlan(graph.topology()), writeGraph(graph.topology(), "dot"), writeGraph(graph.topology(), "containerlab")]) {
          const reading = readPlan(text, null);
          if (!reading.ok) throw new Error(`line ${reading.fault.line}: ${reading.fault.message}\n${text}`);
          expect(
            graph.verify(reading.plan, false).links.filter(({ planned, verdict }) => planned && verdict !== "ok" && verdict !== "unverified"),
          ).toEqual([]);
        }
      },
    ),
  );
});
