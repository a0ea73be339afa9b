import { describe, expect, test } from "vitest";
import { FrameRenderer } from "../../../../src/cli/live/frame/frame.ts";
import { settle } from "../../../../src/cli/live/keys.ts";
import type { LiveModel } from "../../../../src/cli/live/model.ts";
import { attributePaint, noPaint, sgrPaint } from "../../../../src/cli/render/paint.ts";
import { textWidth } from "../../../../src/cli/render/text-width.ts";
import { labEvents, labNeighbors, labPorts, labTopology } from "../../../support/lab-documents.ts";
import { labModel, moment } from "./lab-model.ts";

const draw = (model: LiveModel, columns = 80, rows = 20, paint = noPaint) => {
  const renderer = new FrameRenderer(paint);
  renderer.frame(model, { columns, rows }, moment);
  settle(model, renderer.places.body);
  return renderer.frame(model, { columns, rows }, moment);
};
const plain = (line: string) => line.replaceAll(/\u001b\[[\d;]*m/g, "");

describe("frames of one fixed lab", () => {
  const detail = (model: LiveModel): LiveModel => {
    model.detail = {
      port: labPorts[2]!,
      neighbors: [{ ...labNeighbors[1]!, dot1: { portVlanId: 10, vlanNames: [{ vlanId: 10, name: "data" }] } }],
      explain: {
        schema: 1,
        port: "host:enp1s0",
        peer: null,
        verdict: "unverified",
        reason: "receive-only",
        fix: "lldp-watch port set host:enp1s0 --mode rx-and-tx",
        evidence: [{ fact: "mode of host:enp1s0", source: "configuration", value: "rx-only" }],
      },
      history: [{ ...labEvents[0]!, id: "e1-7", port: "host:enp1s0", before: labNeighbors[1]!, time: "2026-11-24T08:03:00.000Z" }],
    };
    return model;
  };
  const withTopology = (model: LiveModel): LiveModel => {
    model.topology = labTopology;
    return model;
  };
  const cases: readonly (readonly [string, LiveModel, number, number])[] = [
    ["table-80x20", labModel(), 80, 20],
    ["table-120x20", labModel(), 120, 20],
    ["table-20x10", labModel(), 20, 10],
    ["grouped", labModel({ grouping: "namespace" }), 80, 20],
    ["filtered", labModel({ filter: "net !ok", sort: "verdict" }), 80, 12],
    ["typing", labModel({ filter: "net", typing: true }), 80, 12],
    ["nothing-matches", labModel({ filter: "zzz" }), 80, 12],
    ["events", labModel({ eventsPane: true }), 80, 24],
    ["port", detail(labModel({ screen: "port", selected: "host:enp1s0" })), 80, 72],
    ["port-asking", labModel({ screen: "port", selected: "net0:eth0" }), 80, 12],
    ["topology", withTopology(labModel({ screen: "topology" })), 80, 20],
    ["topology-filtered", withTopology(labModel({ screen: "topology", filter: "br0:p1" })), 80, 20],
    ["topology-list", withTopology(labModel({ screen: "topology", drawing: false })), 80, 20],
    ["topology-too-large", withTopology(labModel({ screen: "topology" })), 40, 9],
    ["collapsed", labModel({ grouping: "namespace", collapsed: new Set(["br0", "net1"]), selected: "\u0000net1" }), 80, 20],
    ["help", labModel({ screen: "help" }), 80, 28],
    ["scrolled", labModel({ top: 300, selected: "n150:eth0" }, 2000), 80, 12],
  ];
  cases.find(([name]) => name === "events")?.[1].take(labEvents, moment.now);
  test.each(cases)("%s", async (name, model, columns, rows) => {
    const lines = draw(model, columns, rows);
    expect(lines).toHaveLength(rows);
    for (const each of [lines, draw(model, columns, rows, sgrPaint).map(plain), draw(model, columns, rows, attributePaint).map(plain)]) {
      expect(each.map((line) => textWidth(line))).toEqual(Array.from({ length: rows }, () => columns));
      expect(each).toEqual(lines);
    }
    await expect(`${lines.map((line) => line.trimEnd()).join("\n")}\n`).toMatchFileSnapshot(`../golden/live-${name}.txt`);
  });
});

test("what a neighbor sends cannot leave its place", () => {
  for (const line of draw(labModel(), 80, 20, sgrPaint)) {
    expect(line.replaceAll(/\u001b\[[\d;]*m/g, "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  }
});

test("a lost daemon is told with its next attempt, over the last table", () => {
  const model = labModel();
  model.connection = { kind: "lost", attempt: 3, retryAt: moment.now + 1500, cause: "ECONNREFUSED" };
  const lines = draw(model);
  expect(lines[2]?.trim()).toBe("the daemon is gone (ECONNREFUSED); attempt 3 in 2 s; what is shown is old");
  expect(lines.some((line) => line.includes("net0:eth0"))).toBe(true);
});

test("opening namespaces is told with how far it is", () => {
  expect(draw(labModel())[2]).toContain("opening namespaces 3 of 4 \u2588");
});

test("marks fade, and a row that is gone goes", () => {
  const model = labModel();
  model.rows();
  const [port] = labPorts;
  model.copy?.apply({ ...labEvents[0]!, kind: "port-removed", port: "br0:p0", before: port, after: null });
  model.take([{ ...labEvents[0]!, kind: "port-removed", port: "br0:p0", before: port, after: null }], moment.now);
  const row = (at: number) => {
    model.changes.fade(at);
    return new FrameRenderer(sgrPaint).frame(model, { columns: 80, rows: 20 }, { ...moment, now: at }).find((line) => line.includes("br0:p0"));
  };
  expect(row(moment.now)).toContain("\u001b[1;31m- ");
  expect(row(moment.now + 2500)).toContain("\u001b[31m- ");
  expect(row(moment.now + 5000)).toContain("\u001b[2m- ");
  expect(row(moment.now + 6000)).toBeUndefined();
});

test("a frozen table stands still while the copy goes on", () => {
  const model = labModel();
  model.frozen = { at: moment.now, wall: moment.wall, lines: model.lines() };
  const before = draw(model);
  model.copy?.apply({ ...labEvents[0]!, kind: "port-removed", before: labPorts[0], after: null });
  model.take([{ ...labEvents[0]!, kind: "port-removed", port: "br0:p0", before: labPorts[0], after: null }], moment.now + 1);
  const after = draw(model);
  expect(after.slice(3)).toEqual(before.slice(3));
  expect(after[1]).toContain("FROZEN");
});

test("changes of the last minute are drawn as bars", () => {
  const model = labModel();
  for (const at of [moment.now - 55_000, moment.now - 5000, moment.now - 4000, moment.now]) model.take([labEvents[0]!], at);
  const line = draw(model, 120).find((each) => each.includes("net0:eth0"));
  expect(line).toContain("\u2581    \u2583");
});
