import { describe, expect, test } from "vitest";
import { drawTopology } from "../../../../src/cli/render/drawing/drawing.ts";
import { noPaint, sgrPaint } from "../../../../src/cli/render/paint.ts";
import { textWidth } from "../../../../src/cli/render/text-width.ts";
import type { TreeSource } from "../../../../src/cli/render/topology-tree.ts";
import { clos, graph, parseLab } from "../../../../src/lab/index.ts";
import type { LinkDocument, NodeDocument, Verdict } from "../../../../src/topology/index.ts";
import { labLinks, labTopology } from "../../../support/lab-documents.ts";

const node = (id: string, kind: NodeDocument["kind"] = "system"): NodeDocument => ({
  ...(labTopology.nodes[0] as NodeDocument),
  id,
  name: id,
  kind,
  ports: [],
});
const link = (a: string, b: string, verdict: Verdict = "ok"): LinkDocument => ({ ...(labLinks[0] as LinkDocument), id: `${a}--${b}`, a, b, verdict });

/** What the lab file of the generators describes, as the daemon would tell it. */
function sourceOf(text: string): TreeSource {
  const parsed = parseLab(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const end = ({ node: name, interface: port }: { readonly node: string; readonly interface: string }) => `${name}:${port}`;
  return {
    nodes: parsed.lab.nodes.map(({ name }) => node(name)),
    links: parsed.lab.links.map((each) => {
      if (each.kind !== "veth") throw new Error("the generators make cables only");
      return link(end(each.a), end(each.b));
    }),
  };
}

const ways: Readonly<Record<string, string>> = Object.fromEntries(
  [..."│ud,┘ul,┐dl,┤udl,└ur,┌dr,├udr,─lr,┴ulr,┬dlr,┼udlr,╎ud,╷d,╵u,╴l,╶r".split(",")].map((each) => [each.slice(0, 1), each.slice(1)]),
);
const steps = { u: [0, -1, "d"], d: [0, 1, "u"], l: [-1, 0, "r"], r: [1, 0, "l"] } as const;

/** Follows every line of a drawing of boxes with short names and returns the pairs that it joins, sorted. */
function pairsIn(lines: readonly string[]): string[] {
  const at = (x: number, y: number) => lines[y]?.[x] ?? " ";
  const boxes = lines.flatMap((text, y) =>
    [...text.matchAll(/│ +(\w+) +│/g)]
      .filter(({ index }) => "└╰╚".includes(at(index, y + 1)))
      .map(({ index, 0: { length }, 1: name }) => ({ name: name as string, left: index, right: index + length - 1, y })),
  );
  const boxAt = (x: number, y: number) => boxes.find((box) => x >= box.left && x <= box.right && Math.abs(y - box.y) <= 1)?.name;
  const pairs = new Set<string>();
  for (const box of boxes) {
    for (let x = box.left + 1; x < box.right; x++) {
      if (at(x, box.y + 1) !== "┬") continue;
      const seen = new Set<string>();
      const queue: [number, number, string][] = [[x, box.y + 2, "u"]];
      for (let next = queue.pop(); next; next = queue.pop()) {
        const [cx, cy, from] = next;
        if (seen.has(`${cx},${cy}`)) continue;
        const reached = boxAt(cx, cy);
        if (reached !== undefined) {
          if (reached !== box.name) pairs.add([box.name, reached].sort().join(" "));
          continue;
        }
        const own = ways[at(cx, cy)] ?? "";
        // An upright line that is met from the side is passed under.
        if ("lr".includes(from) && /^ud?$|^d$/.test(own)) {
          queue.push(from === "l" ? [cx + 1, cy, "l"] : [cx - 1, cy, "r"]);
          continue;
        }
        seen.add(`${cx},${cy}`);
        for (const way of own) {
          const [dx, dy, back] = steps[way as keyof typeof steps];
          queue.push([cx + dx, cy + dy, back]);
        }
      }
    }
  }
  return [...pairs].sort();
}

const wantedPairs = ({ links }: TreeSource) =>
  [
    ...new Set(
      links.map(({ a, b }) =>
        [a, b]
          .map((end) => end.split(":")[0] as string)
          .sort()
          .join(" "),
      ),
    ),
  ].sort();
const wide = { columns: 1000, rows: 1000 };

describe("a drawing says what the graph says", () => {
  const shapes: readonly (readonly [string, string])[] = [
    ["clos", clos({ name: "x", spines: 3, leaves: 5, servers: 12 })],
    ...([3, 4, 9] as const).map((nodes) => [`ring of ${nodes}`, graph("ring", { name: "x", nodes })] as const),
    ["star", graph("star", { name: "x", nodes: 9 })],
    ["tree", graph("tree", { name: "x", nodes: 25 })],
    ...[1, 2, 3, 4, 5, 6].map((seed) => [`random ${seed}`, graph("random", { name: "x", nodes: 8 + 4 * seed, seed })] as const),
  ];
  test.each(shapes)("%s: the lines lead where the links do", (_name, text) => {
    const source = sourceOf(text);
    const lines = drawTopology(source, wide, noPaint);
    expect(lines).not.toBeNull();
    expect(pairsIn(lines as string[])).toEqual(wantedPairs(source));
  });

  test.each(shapes)("%s: never larger than its room, and every name or number is there", (_name, text) => {
    const source = sourceOf(text);
    for (const room of [
      { columns: 20, rows: 8 },
      { columns: 80, rows: 20 },
      { columns: 160, rows: 46 },
    ]) {
      const lines = drawTopology(source, room, noPaint);
      if (lines === null) continue;
      expect(lines.length).toBeLessThanOrEqual(room.rows);
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(room.columns);
      const whole = lines.join("\n");
      const gathered = [...whole.matchAll(/(\d+): \S+…/g)].reduce((sum, [, count]) => sum + Number(count), 0);
      const single = source.nodes.filter(({ id }) => new RegExp(`(?<![\\w…:] ?)${id}(?![\\w…])`).test(whole)).length;
      expect(gathered + single).toBeGreaterThanOrEqual(source.nodes.length);
      const painted = drawTopology(source, room, sgrPaint)?.map((each) => each.replaceAll(/\u001b\[[\d;]*m/g, ""));
      expect(painted).toEqual(lines);
    }
  });
});

test("a fabric as it is drawn with room, with less, and with hardly any", async () => {
  const source = sourceOf(clos({ name: "x", spines: 2, leaves: 4, servers: 8 }));
  const rooms = [
    { columns: 120, rows: 40 },
    { columns: 80, rows: 20 },
    { columns: 60, rows: 14 },
    { columns: 30, rows: 14 },
  ];
  const shown = rooms.map(
    (room) =>
      `${room.columns} x ${room.rows}\n${drawTopology(source, room, noPaint)
        ?.map((each) => each.trimEnd())
        .join("\n")}\n`,
  );
  await expect(shown.join("\n")).toMatchFileSnapshot("../golden/drawing-fabric.txt");
});

test("kinds of nodes and verdicts look different; what has no link is named below", async () => {
  const source = {
    nodes: [
      node("a"),
      node("b"),
      node("\u6771\u4eac"),
      node("lonely"),
      node("~x", "remote"),
      node("segment:hub", "segment"),
      node("segment:idle", "segment"),
    ],
    links: [
      link("a:eth0", "b:eth0"),
      link("a:eth1", "\u6771\u4eac:eth0", "missing"),
      link("b:eth1", "~x:Gi0/1", "unverified"),
      link("b:eth2", "segment:hub", "down"),
    ],
  };
  await expect(`${drawTopology(source, { columns: 60, rows: 30 }, noPaint)?.join("\n")}\n`).toMatchFileSnapshot("../golden/drawing-kinds.txt");
});

test("links that are not ok are counted where they are gathered", () => {
  const servers = Array.from({ length: 30 }, (_, index) => `s${index}`);
  const source = {
    nodes: [node("hub"), ...servers.map((id) => node(id))],
    links: servers.map((id, index) => link(`hub:p${index}`, `${id}:eth0`, index < 3 ? "down" : "ok")),
  };
  const text = drawTopology(source, { columns: 40, rows: 12 }, noPaint)?.join("\n");
  expect(text).toContain("30: s0\u202629");
  expect(text).toContain("30 links");
  expect(text).toContain("3 not ok");
});

test("what cannot be drawn is not drawn, and that is told soon", () => {
  const source = sourceOf(graph("random", { name: "x", nodes: 1000 }));
  expect(drawTopology(source, { columns: 80, rows: 20 }, noPaint)).toBeNull();
  expect(drawTopology({ nodes: [], links: [] }, { columns: 80, rows: 20 }, noPaint)).toEqual([]);
});
