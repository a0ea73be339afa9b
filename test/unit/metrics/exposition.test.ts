import { describe, expect, it } from "vitest";
import { Exposition, families, labelValue } from "../../../src/metrics/index.ts";
import { namespaceOf, neighborFacts, portFacts } from "../../support/bus-facts.ts";
import { metricsSource } from "../../support/metrics-graph.ts";

const value = (text: string, series: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(`${series} `))
    ?.split(" ")
    .at(-1);

describe("/metrics", () => {
  it("prints HELP and TYPE of every family also without samples", () => {
    const text = new Exposition().text(metricsSource([]), "prometheus");
    for (const { name, type } of Object.values(families)) {
      expect(text).toContain(`# HELP ${name} `);
      expect(text).toContain(`# TYPE ${name} ${type}\n`);
    }
  });

  it("tells interfaces, counters and neighbors, with the labels of the catalog and no others", () => {
    const text = new Exposition({ nodeGraph: true }).text(metricsSource(namespaceOf("a", 2), { planned: true }), "prometheus");
    expect(value(text, 'lldp_interface_up{netns="a",interface="eth0"}')).toBe("1");
    expect(value(text, 'lldp_interface_neighbors{netns="a",interface="eth1"}')).toBe("1");
    expect(value(text, 'lldp_frames_transmitted_total{netns="a",interface="eth0"}')).toBe("10");
    expect(value(text, 'lldp_transmit_errors_total{netns="a",interface="eth0",reason="length"}')).toBe("7");
    expect(value(text, 'lldp_neighbor_changes_total{netns="a",interface="eth0",event="neighbor-added",reason="new"}')).toBe("1");
    expect(value(text, "lldp_topology_revision")).not.toBe("0");
    const byName = new Map<string, readonly string[]>(Object.values(families).map(({ name, labels }) => [name, labels]));
    for (const line of text.split("\n").filter((each) => each !== "" && !each.startsWith("#"))) {
      const [, name, labels = ""] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
      expect([...labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label]) => label)).toEqual(byName.get(name as string));
    }
  });

  it("lets series vanish with what they describe", () => {
    const source = metricsSource(namespaceOf("a", 1));
    const exposition = new Exposition();
    expect(exposition.text(source, "prometheus")).toContain("lldp_neighbor_info{");
    source.graph.apply([{ kind: "neighbor-gone", id: "a:eth0-a-peer0", port: "a:eth0", reason: "aged-out" }], "2026-01-01T00:01:00.000Z", 60_000);
    const text = exposition.text(source, "prometheus");
    expect(text).not.toContain("lldp_neighbor_info{");
    expect(value(text, 'lldp_interface_neighbors{netns="a",interface="eth0"}')).toBe("0");
    expect(value(text, 'lldp_neighbor_changes_total{netns="a",interface="eth0",event="neighbor-removed",reason="aged-out"}')).toBe("1");
    source.graph.apply([{ kind: "port-gone", id: "a:eth0", reason: "interface-gone" }], "2026-01-01T00:02:00.000Z", 120_000);
    expect(exposition.text(source, "prometheus")).not.toContain('interface="eth0"');
  });

  it("names counters for OpenMetrics as it wants", () => {
    const text = new Exposition().text(metricsSource(namespaceOf("a", 1)), "openmetrics");
    expect(text).toContain("# TYPE lldp_frames_received counter\n");
    expect(text).toContain('lldp_frames_received_total{netns="a",interface="eth0"} 9\n');
  });

  it("holds its limit of series and says how many it left out", () => {
    const text = new Exposition({ seriesLimit: 50 }).text(metricsSource(namespaceOf("a", 20)), "prometheus");
    const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(series).toHaveLength(51);
    expect(Number(value(text, "lldp_series_limited"))).toBeGreaterThan(200);
  });

  it("lets no name forge a series or break the text", () => {
    const hostile = 'x"} 1\nlldp_forged{a="b"} 2\n# TYPE y gauge\\';
    const facts = [...namespaceOf("a", 1), { kind: "port" as const, facts: portFacts("a", "e1") }];
    facts.push({
      kind: "neighbor",
      facts: neighborFacts("a:e1", "r", { systemName: hostile, portDescription: `${"\u202e"}${hostile}`, id: "n2" }),
      reason: "new",
    });
    const text = new Exposition().text(metricsSource(facts), "prometheus");
    expect(text).not.toMatch(/^lldp_forged/m);
    for (const line of text.split("\n")) expect(line).toMatch(/^$|^# (HELP|TYPE) \w+ .+|^\w+(\{(\w+="([^"\\\n]|\\["\\n])*",?)*\})? -?[0-9.e+-]+$/);
    expect(labelValue("x".repeat(4000)).length).toBeLessThanOrEqual(128);
  });

  it("writes the infos once per revision", () => {
    const source = metricsSource(namespaceOf("a", 5));
    const exposition = new Exposition();
    let asked = 0;
    const counting = {
      ...source,
      identity: (port: string) => {
        asked++;
        return source.identity(port);
      },
    };
    exposition.text(counting, "prometheus");
    const first = asked;
    exposition.text(counting, "prometheus");
    expect(first).toBe(5);
    expect(asked).toBe(first);
  });
});
