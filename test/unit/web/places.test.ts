import { describe, expect, it } from "vitest";
import { arrangeByForce } from "../../../web/src/map/force.ts";
import { TakenSpots } from "../../../web/src/map/free-spot.ts";
import { Network } from "../../../web/src/network.ts";
import { search } from "../../../web/src/search.ts";

const at = (id: string, x: number, y: number) => ({ id, x, y, room: 40 });

describe("places on the map", () => {
  it("a newcomer takes the nearest free one, and nobody another's", () => {
    const spots = new TakenSpots([{ x: 0, y: 0 }], 40);
    const taken = [{ x: 0, y: 0 }, ...Array.from({ length: 40 }, () => spots.near({ x: 0, y: 0 }))];
    for (const [index, one] of taken.entries())
      for (const other of taken.slice(index + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(20);
    expect(Math.max(...taken.map(({ x, y }) => Math.hypot(x, y)))).toBeLessThan(600);
  });

  it("force keeps parts that are not joined near each other, also when they begin far apart", () => {
    const nodes = [at("a", 0, 0), at("b", 1, 1), at("c", 90_000, 0), at("d", 90_001, 5), at("alone", -70_000, 9)];
    const places = new Map(
      arrangeByForce(nodes, [
        ["a", "b"],
        ["c", "d"],
      ]).map(([id, x, y]) => [id, { x, y }] as const),
    );
    expect(places.size).toBe(5);
    const all = [...places.values()];
    expect(Math.max(...all.map(({ x }) => x)) - Math.min(...all.map(({ x }) => x))).toBeLessThan(600);
    expect(Math.max(...all.map(({ y }) => y)) - Math.min(...all.map(({ y }) => y))).toBeLessThan(600);
  });
});

describe("search", () => {
  const network = new Network();
  const node = (id: string, name: string, ports: string[]) => ({
    id,
    name,
    kind: "system",
    host: "h",
    namespace: id,
    chassisId: { subtype: "local", value: `NS@${id}`, bytes: "" },
    capabilities: null,
    ports,
  });
  network.load({
    schema: 1,
    epoch: "e",
    revision: 1,
    generatedAt: "",
    links: [],
    nodes: [node("leaf10", "leaf10@h", ["leaf10:eth1"]), node("leaf1", "leaf1@h", ["leaf1:eth1", "leaf1:eth10"])],
  } as never);

  it("goes to what bears the name before what holds it", () => {
    expect(search(network, " LEAF1 ")?.node).toBe("leaf1");
    expect(search(network, "leaf1:eth1")?.selection).toEqual({ kind: "port", id: "leaf1:eth1" });
    expect(search(network, "leaf")?.node).toBe("leaf10");
    expect(search(network, "ns@leaf1")?.node).toBe("leaf10");
    expect(search(network, "eth10")?.selection).toEqual({ kind: "port", id: "leaf1:eth10" });
    expect(search(network, "nothing of the kind")).toBeNull();
    expect(search(network, " ")).toBeNull();
  });
});
