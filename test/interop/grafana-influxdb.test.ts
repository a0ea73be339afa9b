import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/base/index.ts";
import { influxV1Writer, influxV2Writer, type Point, PointQueue, type PointWriter } from "../../src/push/index.ts";
import { dashboard, filledIn, type Panel, panelOf, type Target } from "../support/dashboard-files.ts";
import { eventually } from "../support/eventually.ts";
import { influxTable, rowsOf, transformed } from "../support/grafana-frames.ts";
import { hostileNames } from "../support/hostile-topology.ts";
import { InfluxDb1, VictoriaMetrics } from "../support/metric-servers.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { PlannedLab } from "../support/planned-lab.ts";
import { privileged } from "../support/privilege.ts";
import { runningClock } from "../support/running-clock.ts";
import { haveTools } from "../support/tools.ts";

const uid = "lldp-watch-overview-influxdb";
const board = dashboard(uid);

const v1 = (url: string): PointWriter => influxV1Writer({ url, database: "lldp", username: null, password: null });
const v2 = (url: string): PointWriter => influxV2Writer({ url, organization: "", bucket: "lldp", token: null });
const queue = (writer: PointWriter) => new PointQueue({ writer, clock: runningClock, log: silentLogger, random: () => 0.5, gather: 10 });

/** A point for each hostile name, as a neighbor could send it. */
const hostilePoints = (time: number): Point[] =>
  hostileNames.map((name, index) => ({
    measurement: "lldp_neighbor",
    tags: { host: "h", interface: `eth${index}`, port_id: `${name}\nforged,a=b value=1\\` },
    fields: { present: 1, system_name: `${name}\nforged value=1`, port_description: `${name}\\` },
    time,
  }));

describe.runIf(privileged && haveTools("influxd", "victoria-metrics"))("what the daemon pushes", () => {
  const lab = new NamespaceLab("influx");
  let network: PlannedLab;
  let influx: InfluxDb1;
  const all = { host: ".*", namespace: `${lab.prefix}.*`, interface: ".*" };
  const ask = ({ query }: Target) => influx.query(filledIn(query as string, all));
  const figure = async (title: string) => Number((await ask(panelOf(uid, title).targets[0] as Target))[0]?.values[0]?.[1]);
  const becomes = (title: string, value: number) =>
    eventually(async () => ((await figure(title)) === value ? true : null), `${title} to be ${value}`);
  const table = async (panel: Panel) => {
    const [target] = panel.targets as [Target];
    const [made] = await transformed(panel, [influxTable(target, await ask(target))]);
    return rowsOf(made);
  };

  beforeAll(async () => {
    influx = await InfluxDb1.start();
    await lab.cable("a:good", "b:good");
    await lab.cable("a:moved", "b:wrong");
    await lab.cable("a:lonely", "quiet:end");
    const plan = [
      ["a:good", "b:good"],
      ["a:moved", "b:right"],
    ] as const;
    const flags = ["--influx-url", influx.url, "--influx-version", "1"];
    network = await PlannedLab.start(lab, { plan, silent: ["quiet"], flags });
    await becomes("Neighbors", 4);
  });

  afterAll(async () => {
    await network?.stop();
    await influx?.remove();
    await lab.close();
  });

  it("answers every query of every panel, variable and annotation", async () => {
    const targets = board.panels.flatMap((panel) => panel.targets);
    const definitions = board.templating.list.flatMap(({ definition }) => definition || []);
    const queries = [...targets, ...board.annotations.list].flatMap(({ query }) => query ?? []).concat(definitions);
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) await eventually(async () => ((await influx.query(filledIn(query, all))).length > 0 ? true : null), query);
  });

  it("makes one row for each neighbor, and says what is wrong", async () => {
    const known = (await network.daemon.neighbors()).map((neighbor) =>
      [neighbor.namespace, neighbor.interface, neighbor.systemName, neighbor.portId.value].join(),
    );
    const shown = (await table(panelOf(uid, "All neighbors"))).map((row) =>
      [row["Namespace"], row["Interface"], row["Neighbor"], row["Its port"]].join(),
    );
    expect(shown.sort()).toEqual(known.sort());
    expect(await figure("Interfaces without a neighbor")).toBe(1);
    const findings = await table(panelOf(uid, "Findings"));
    expect(findings.find((row) => row["Interface"] === "moved")).toMatchObject({ Namespace: lab.name("a"), Verdict: "wrong-port" });
    expect(findings.filter((row) => row["Interface"] === "good")).toEqual([]);
  });

  it("follows a cable that is pulled, also across a restart of the server", async () => {
    await influx.stop();
    await lab.ip("a", "link set good down");
    await network.daemon.settled(
      () => network.daemon.status(),
      ({ push }) => push.state === "failing",
      "the push to fail",
    );
    await influx.start();
    await becomes("Neighbors", 2);
    expect((await table(panelOf(uid, "All neighbors"))).filter((row) => row["Interface"] === "good")).toEqual([]);
    const marks = await influx.query(filledIn(board.annotations.list.find(({ query }) => query)?.query as string, all));
    expect(marks[0]?.values.filter((row) => row.includes("neighbor-removed"))).toHaveLength(2);
    expect((await network.daemon.status()).push.dropped).toBe(0);
  });

  it("lets no hostile name forge a point in InfluxDB", async () => {
    const pushed = queue(v1(influx.url));
    pushed.add(hostilePoints(Date.now()));
    await pushed.close();
    expect(pushed.figures()).toMatchObject({ written: hostileNames.length, queued: 0, dropped: { overflow: 0, refused: 0 } });
    const measurements = (await influx.query("SHOW MEASUREMENTS"))[0]?.values.flat();
    expect(measurements).toEqual(["lldp_event", "lldp_interface", "lldp_neighbor", "lldp_topology"]);
    const points = await influx.query(`SELECT "present" FROM "lldp_neighbor" WHERE "host" = 'h'`);
    expect(points[0]?.values).toHaveLength(hostileNames.length);
  });
});

describe.runIf(privileged && haveTools("victoria-metrics")).each([
  ["influx", "1", v1],
  ["@influxdata/influxdb-client", "2", v2],
] as const)("VictoriaMetrics, written to by %s", (_, version, writer) => {
  const lab = new NamespaceLab("victoria");
  let network: PlannedLab;
  let victoria: VictoriaMetrics;

  beforeAll(async () => {
    victoria = await VictoriaMetrics.start();
    await lab.cable("a:good", "b:good");
    network = await PlannedLab.start(lab, { flags: ["--influx-url", victoria.url, "--influx-version", version, "--influx-names-as-tags"] });
  });

  afterAll(async () => {
    await network?.stop();
    await victoria?.remove();
    await lab.close();
  });

  it("tells neighbors with their names, and that a cable was pulled", async () => {
    // With names as tags, a neighbor that learns its address late leaves a series behind, which says 0.
    // A neighbor whose names changed goes on as another series, and the one before has ended with 0.
    const present = () => victoria.query(`last_over_time(lldp_neighbor_present{netns=~"${lab.prefix}.*"}[5m]) == 1`);
    const names = await eventually(async () => {
      const series = await present();
      return series.length === 2 ? series.map(({ metric }) => metric["system_name"]?.split("@")[0]) : null;
    }, "both neighbors");
    expect(names.sort()).toEqual([lab.name("a"), lab.name("b")]);
    await lab.ip("a", "link set good down");
    await eventually(async () => ((await present()).length === 0 ? true : null), "both neighbors to go", 60_000);
    const up = await eventually(
      async () => {
        const series = await victoria.query(`last_over_time(lldp_interface_up{netns="${lab.name("a")}",interface="good"}[5m])`);
        return series[0]?.value?.[1] === "0" ? series : null;
      },
      "no carrier",
      60_000,
    );
    expect(up).toHaveLength(1);
  });

  it("lets no hostile name forge a series", async () => {
    const pushed = queue(writer(victoria.url));
    pushed.add(hostilePoints(Date.now()));
    await pushed.close();
    expect(pushed.figures()).toMatchObject({ written: hostileNames.length, queued: 0 });
    const present = () => victoria.query('last_over_time(lldp_neighbor_present{host="h"}[5m])');
    await eventually(async () => ((await present()).length === hostileNames.length ? true : null), "a series for each name");
    const names = (await victoria.get<{ data: string[] }>("/api/v1/label/__name__/values")).data;
    expect(names.filter((name) => !/^lldp_(neighbor|interface|event|topology)_[a-z_]+$/.test(name))).toEqual([]);
  });
});
