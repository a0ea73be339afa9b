import { expect, test } from "vitest";
import { decodeKeys } from "../../../../src/cli/live/key-decoder.ts";
import { press, settle } from "../../../../src/cli/live/keys.ts";
import type { LiveModel } from "../../../../src/cli/live/model.ts";
import { labModel, moment } from "./lab-model.ts";

const places = { header: 3, body: 5, content: 7 };
const type = (model: LiveModel, text: string, where = places) => {
  settle(model, where.body);
  return decodeKeys(text).map((key) => press(model, key, { places: where, ...moment }));
};
const labels = (model: LiveModel) => model.lines().map((line) => (line.kind === "row" ? line.row.label : `[${line.name}]`));

test("sequences, characters, control keys and the mouse", () => {
  expect(decodeKeys("a\u001b[A\u001b[6~\u001bOB\r\u007f\u0003\u00e4\u001b").map((key) => (key.kind === "key" ? key.name : key))).toEqual([
    "a",
    "up",
    "page-down",
    "down",
    "enter",
    "backspace",
    "ctrl-c",
    "\u00e4",
    "escape",
  ]);
  expect(decodeKeys("\u001b[<64;1;5M\u001b[<0;3;7M\u001b[<0;3;7m")).toEqual([
    { kind: "mouse", action: "wheel-up", row: 5 },
    { kind: "mouse", action: "click", row: 7 },
  ]);
  // Sequences that nobody knows are swallowed whole.
  expect(decodeKeys("\u001b[1;5Cx")).toEqual([{ kind: "key", name: "x" }]);
});

test("the bar moves over the rows and takes the table along", () => {
  const model = labModel();
  type(model, "jjj");
  expect(model.choices).toMatchObject({ selected: "net0:eth0", top: 0 });
  type(model, "jjj");
  expect(model.choices).toMatchObject({ selected: "net1:eth1", top: 2 });
  type(model, "j");
  expect(model.choices.selected).toBe("net1:eth1");
  type(model, "\u001b[H");
  expect(model.choices).toMatchObject({ selected: "br0:p0", top: 0 });
  type(model, "\u001b[6~");
  expect(model.choices.selected).toBe("net0:eth1");
  type(model, "G");
  expect(model.choices.selected).toBe("net1:eth1");
});

test("the bar stays on its port when the order changes", () => {
  const model = labModel();
  type(model, "jjS");
  expect(model.choices.selected).toBe("host:enp1s0");
  expect(labels(model)[0]).toBe("net1:eth1");
  type(model, "S");
  expect(labels(model)[0]).toBe("br0:p0");
});

test("the filter is typed, kept, and dropped", () => {
  const model = labModel();
  type(model, "/net");
  expect(labels(model)).toEqual(["br0:p0", "net0:eth0", "net0:eth1", "net1:eth0", "net1:eth1"]);
  type(model, "0 !eth1q\u007f\r");
  expect(model.choices).toMatchObject({ filter: "net0 !eth1", typing: false });
  expect(labels(model)).toEqual(["net0:eth0"]);
  type(model, "\u001b");
  expect(labels(model)).toHaveLength(7);
  // While the filter is typed, letters are no commands.
  expect(type(model, "/q?")).toEqual([null, null, null]);
  expect(type(model, "\u0003")).toEqual(["quit"]);
});

test("s goes through the columns: what needs a look comes first", () => {
  const model = labModel();
  type(model, "s");
  expect(model.choices.sort).toBe("state");
  type(model, "ss");
  expect(model.choices.sort).toBe("verdict");
  expect(labels(model)).toEqual(["br0:p1", "net1:eth1", "net0:eth0", "net1:eth0", "host:enp1s0", "br0:p0", "net0:eth1"]);
});

test("g groups by namespace, by host, and not at all", () => {
  const model = labModel();
  type(model, "g");
  expect(labels(model).slice(0, 4)).toEqual(["[br0]", "br0:p0", "br0:p1", "[host]"]);
  type(model, "j");
  expect(model.choices.selected).toBe("br0:p1");
  type(model, "j");
  expect(model.choices.selected).toBe("host:enp1s0");
  type(model, "g");
  expect(labels(model)[0]).toBe("[this machine]");
  type(model, "g");
  expect(labels(model)[0]).toBe("br0:p0");
});

test("left collapses the group under the bar, right opens it; c does so with all", () => {
  const model = labModel({ grouping: "namespace" });
  settle(model, 20);
  type(model, "j");
  expect(model.choices.selected).toBe("br0:p1");
  type(model, "h");
  expect(labels(model).slice(0, 3)).toEqual(["[br0]", "[host]", "host:enp1s0"]);
  settle(model, 20);
  type(model, "j");
  expect(model.choices.selected).toBe("host:enp1s0");
  type(model, "k");
  // The head of an open group is passed over, that of a collapsed one is not.
  type(model, "\r");
  expect(model.choices).toMatchObject({ screen: "table", selected: "br0:p0" });
  expect(labels(model).slice(0, 3)).toEqual(["[br0]", "br0:p0", "br0:p1"]);
  type(model, "c");
  expect(labels(model)).toEqual(["[br0]", "[host]", "[net0]", "[net1]"]);
  settle(model, 20);
  expect(model.choices.selected).toBe("\u0000br0");
  type(model, "c");
  expect(labels(model)).toHaveLength(11);
  type(model, "gg");
  expect(type(model, "h")).toEqual([null]);
  expect(model.choices.collapsed.size).toBe(0);
});

test("screens open and lead back", () => {
  const model = labModel();
  type(model, "\r");
  expect(model.choices.screen).toBe("port");
  type(model, "?");
  expect(model.choices.screen).toBe("help");
  type(model, "\u001b");
  expect(model.choices.screen).toBe("port");
  type(model, "\u001b");
  expect(model.choices.screen).toBe("table");
  type(model, "t");
  expect(model.choices).toMatchObject({ screen: "topology", drawing: true });
  type(model, "t");
  expect(model.choices).toMatchObject({ screen: "topology", drawing: false });
  type(model, "jj", { header: 2, body: 5, content: 20 });
  expect(model.choices.scroll).toBe(2);
  type(model, "G", { header: 2, body: 5, content: 20 });
  expect(model.choices.scroll).toBe(15);
  type(model, "t");
  expect(model.choices.screen).toBe("table");
});

test("space freezes and lets go; e shows the events", () => {
  const model = labModel();
  type(model, " e");
  expect(model.frozen?.lines).toHaveLength(7);
  expect(model.choices.eventsPane).toBe(true);
  type(model, " e");
  expect(model.frozen).toBeNull();
  expect(model.choices.eventsPane).toBe(false);
});

test("requests to whoever runs the view", () => {
  expect(type(labModel(), "q")).toEqual(["quit"]);
  expect(type(labModel(), "\u001a")).toEqual(["suspend"]);
  expect(type(labModel(), "\u000c")).toEqual(["redraw"]);
  const model = labModel();
  expect(type(model, "m")).toEqual(["mouse"]);
  expect(model.choices.mouse).toBe(true);
});

test("the mouse selects, opens and scrolls", () => {
  const model = labModel();
  type(model, "\u001b[<0;3;5M");
  expect(model.choices.selected).toBe("br0:p1");
  type(model, "\u001b[<0;3;5M");
  expect(model.choices.screen).toBe("port");
  type(model, "\u001b\u001b[<65;3;5M");
  expect(model.choices.selected).toBe("net0:eth1");
  expect(type(model, "\u001b[<0;3;60M")).toEqual([null]);
});

test("a selection that is filtered away moves to the first row", () => {
  const model = labModel();
  type(model, "G/br0\r");
  settle(model, 5);
  expect(model.choices).toMatchObject({ selected: "br0:p0", top: 0 });
});
