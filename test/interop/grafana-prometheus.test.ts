import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Annotation, dashboard, dashboards, filledIn, type Panel, panelOf, type Target } from "../support/dashboard-files.ts";
import { eventually } from "../support/eventually.ts";
import { fieldOf, prometheusTable, rowsFrame, rowsOf, transformed } from "../support/grafana-frames.ts";
import { Prometheus, type Series } from "../support/metric-servers.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { freePort, NatsServer } from "../support/nats-server.ts";
import { PlannedLab } from "../support/planned-lab.ts";
import { privileged } from "../support/privilege.ts";
import { haveTools } from "../support/tools.ts";

const run = promisify(execFile);
const boards = dashboards().filter(({ uid }) => uid !== "lldp-watch-overview-influxdb");
const ruleFiles = ["alerts", "recording"].map((name) => resolve(`grafana/prometheus/lldp-watch-${name}.yml`));

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
}

const rules = ruleFiles.flatMap((file) =>
  (parse(readFileSync(file, "utf8")) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules),
);

describe.runIf(privileged && haveTools("prometheus", "promtool", "nats-server"))(
  "the dashboards, on a Prometheus that scrapes the daemon on a network",
  () => {
    const lab = new NamespaceLab("grafana");
    const folder = mkdtempSync(join(tmpdir(), "lw-grafana-"));
    let network: PlannedLab;
    let nats: NatsServer;
    let prometheus: Prometheus;
    let host = "";
    // Other tests have namespaces of their own on this machine, and wiring is read everywhere.
    const all = { host: ".*", namespace: `${lab.prefix}.*`, interface: ".*" };
    /** What is chosen on dashboards of one interface. */
    const one = () => ({ host, namespace: lab.name("a"), interface: "moved" });

    const ask = (target: Target, variables: Readonly<Record<string, string>>): Promise<Series[]> => {
      const expr = filledIn(target.expr as string, variables);
      return target.instant === true ? prometheus.query(expr) : prometheus.range(expr, 20);
    };
    const frames = (panel: Panel, variables: Readonly<Record<string, string>> = all) =>
      Promise.all(panel.targets.map(async (target) => prometheusTable(target, await ask(target, variables), panel.targets.length)));
    const table = async (panel: Panel, variables?: Readonly<Record<string, string>>) => {
      const made = await transformed(panel, await frames(panel, variables));
      expect(made).toHaveLength(1);
      return rowsOf(made[0]);
    };
    const figure = async (title: string) => {
      const [target] = panelOf("lldp-watch-overview", title).targets as [Target];
      return Number((await ask(target, all))[0]?.value?.[1]);
    };
    const becomes = (title: string, value: number) =>
      eventually(async () => ((await figure(title)) === value ? true : null), `${title} to be ${value}`);

    beforeAll(async () => {
      await lab.cable("a:good", "b:good");
      await lab.cable("a:moved", "b:wrong");
      await lab.cable("a:lonely", "quiet:end");
      await lab.cable("b:half", "c:half");
      await lab.cable("b:flaps", "c:flaps");
      const [port, nobody] = [await freePort(), await freePort()];
      nats = new NatsServer(port);
      await nats.start();
      const plan = [
        ["a:good", "b:good"],
        ["a:moved", "b:right"],
        ["b:half", "c:half"],
        ["b:flaps", "c:flaps"],
      ] as const;
      const rooms = ["--metrics-node-graph", "--state", folder, "--nats", nats.url, "--influx-url", `http://127.0.0.1:${nobody}`];
      network = await PlannedLab.start(lab, { plan, silent: ["quiet"], flags: rooms });
      host = new URL(network.daemon.url).host;
      prometheus = await Prometheus.start([host], ruleFiles);
      const { daemon } = network;
      // A daemon that is behind with its work says so, and wants to be asked again.
      const patiently = <T>(ask: () => Promise<T>, what: string) => eventually(() => ask().catch(() => null), what);
      await patiently(() => network.link("b:flaps", "c:flaps", ({ verdict }) => verdict === "ok", "the link to flap"), "the link to flap");
      for (let round = 0; round < 4; round++) {
        const before = daemon.events.length;
        await lab.ip("b", "link set flaps down");
        await daemon.event(({ kind, port: id }) => kind === "neighbor-removed" && id === network.port("b:flaps"), before);
        await lab.ip("b", "link set flaps up");
        await daemon.event(({ kind, port: id }) => kind === "neighbor-added" && id === network.port("b:flaps"), before);
      }
      // A daemon that is behind with its work says so, and wants to be asked again.
      const set = () => network.follow(`lldp-watch port set ${network.port("c:half")} --mode tx-only`);
      await eventually(
        () =>
          set()
            .then(() => true)
            .catch(() => null),
        "the mode to be taken",
      );
      await becomes("Neighbors", 7);
    });

    afterAll(async () => {
      await prometheus?.remove();
      await network?.stop();
      await nats?.remove();
      rmSync(folder, { recursive: true, force: true });
      await lab.close();
    });

    it("finds nothing to complain of in what the daemon prints", async () => {
      const text = await (await fetch(`${network.daemon.url}/metrics`)).text();
      const child = run("promtool", ["check", "metrics"]);
      child.child.stdin?.end(text);
      expect(await child).toMatchObject({ stdout: "", stderr: "" });
      expect(text.length).toBeGreaterThan(10_000);
    });

    it.each(boards.flatMap((board) => board.panels.map((panel) => [board.uid, panel.title, panel] as const)))(
      "%s: every query of %s has data",
      async (uid, _, panel) => {
        const variables = uid === "lldp-watch-port" ? one() : all;
        const targets = panel.targets.filter(({ expr }) => expr !== undefined);
        for (const target of targets)
          await eventually(async () => ((await ask(target, variables)).length > 0 ? true : null), `${target.refId}: ${target.expr}`);
        expect(targets.length === panel.targets.length || panel.title === "Topology, from the API").toBe(true);
      },
    );

    it("offers what there is in every variable", async () => {
      const definitions = new Set(boards.flatMap(({ templating }) => templating.list.flatMap(({ definition = "" }) => definition || [])));
      expect(definitions.size).toBe(3);
      const offered = [...definitions].map(async (definition) => {
        const [, selector = "", label = ""] = /^label_values\((.+), (\w+)\)$/.exec(definition) ?? [];
        const query = { "match[]": filledIn(selector, all) };
        return (await prometheus.get<{ data: string[] }>(`/api/v1/label/${label}/values`, query)).data;
      });
      const [hosts, namespaces, interfaces] = await Promise.all(offered);
      expect(hosts).toEqual([host]);
      expect(namespaces).toEqual(expect.arrayContaining([lab.name("a"), lab.name("b"), lab.name("c")]));
      expect(interfaces).toEqual(["end", "flaps", "good", "half", "lonely", "moved", "wrong"]);
    });

    it("has the series that every rule asks for", async () => {
      expect(rules.length).toBeGreaterThan(10);
      for (const { expr } of rules) {
        const selectors = expr.match(/\b(lldp_\w+|up)(\{[^}]*\})?/g) ?? [];
        expect(selectors.length, expr).toBeGreaterThan(0);
        for (const selector of selectors) await eventually(async () => ((await prometheus.query(selector)).length > 0 ? true : null), selector);
      }
      for (const { record } of rules.filter((rule) => rule.record !== undefined))
        await eventually(async () => ((await prometheus.query(record as string)).length > 0 ? true : null), record as string);
    });

    it("shows one row for each neighbor, as the API has it", async () => {
      const tablePanel = panelOf("lldp-watch-overview", "All neighbors");
      const shown = await table(tablePanel);
      const known = (await network.daemon.neighbors()).map((neighbor) =>
        [neighbor.namespace, neighbor.interface, neighbor.systemName, neighbor.portId.value].join(),
      );
      expect(shown.map((row) => [row["Namespace"], row["Interface"], row["Neighbor"], row["Its port"]].join()).sort()).toEqual(known.sort());
      expect(Object.keys(shown[0] ?? {})).toEqual([
        "Host",
        "Namespace",
        "Interface",
        "Neighbor",
        "Its port",
        "Description of the port",
        "Chassis",
        "Management address",
        "Time to live left",
        "Last change",
      ]);
      for (const row of shown) {
        expect(row["Time to live left"]).toBeGreaterThan(0);
        expect(row["Time to live left"]).toBeLessThanOrEqual(121);
        expect(Math.abs(Number(row["Last change"]) - Date.now())).toBeLessThan(3_600_000);
      }
    });

    it("shows what is wrong, and why", async () => {
      const findings = await table(panelOf("lldp-watch-overview", "Findings"));
      const of = (label: string, name: string) => findings.filter((row) => row["Namespace"] === lab.name(label) && row["Interface"] === name);
      expect(of("a", "moved")).toEqual([expect.objectContaining({ Verdict: "wrong-port" })]);
      expect(of("b", "flaps")).toEqual([expect.objectContaining({ Warning: "flapping" })]);
      expect(of("a", "good")).toEqual([]);
      expect(await figure("One-way")).toBe(2);
      expect(await figure("Interfaces without a neighbor")).toBe(1);
      const rows = await table(panelOf("lldp-watch-overview", "Interfaces that hear nobody"));
      expect(rows.map((row) => row["Interface"]).sort()).toEqual(["lonely"]);
    });

    it("gives the node graph both ends of every edge, from Prometheus alone and from the API", async () => {
      const plain = panelOf("lldp-watch-topology", "Topology");
      const made = await transformed(plain, await frames(plain, { host }));
      const byRef = (refId: string, all_ = made) => all_.find((frame) => frame.refId === refId);
      const stats = fieldOf(byRef("nodes"), "mainstat");
      expect(stats.every((value) => typeof value === "number")).toBe(true);
      expect(stats[fieldOf(byRef("nodes"), "id").indexOf(lab.name("c"))]).toBe(1);
      expect(new Set(fieldOf(byRef("edges"), "color"))).toEqual(new Set(["green", "red", "orange"]));
      const api = panelOf("lldp-watch-topology", "Topology, from the API");
      const answers = await Promise.all(api.targets.map(async (target) => rowsFrame(target, await network.daemon.get(target.url as string))));
      const drawn = await transformed(api, answers);
      for (const graph of [made, drawn]) {
        const ids = fieldOf(byRef("nodes", graph), "id");
        const ends = [...fieldOf(byRef("edges", graph), "source"), ...fieldOf(byRef("edges", graph), "target")];
        expect(new Set(ids).size).toBe(ids.length);
        expect(ends.length).toBeGreaterThan(6);
        expect(ends.filter((end) => !ids.includes(end))).toEqual([]);
      }
      expect(fieldOf(byRef("edges"), "id").length).toBe((await network.daemon.links()).length);
    });

    it("shows at once that a cable was pulled, marks it, and an alert is on its way", async () => {
      const pulled = Date.now() / 1000;
      await lab.ip("a", "link set good down");
      await becomes("Neighbors", 5);
      const state = panelOf("lldp-watch-port", "Now").targets[0] as Target;
      await eventually(async () => ((await ask(state, { ...one(), interface: "good" }))[0]?.value?.[1] === "0" ? true : null), "no carrier");
      const neighbors = panelOf("lldp-watch-overview", "All neighbors");
      expect((await table(neighbors)).filter((row) => row["Interface"] === "good")).toEqual([]);
      const graph = panelOf("lldp-watch-topology", "Topology");
      const [, edges] = (await transformed(graph, await frames(graph, { host }))) as [unknown, Parameters<typeof fieldOf>[0]];
      const link = [network.port("a:good"), network.port("b:good")].sort().join("--");
      expect(fieldOf(edges, "color")[fieldOf(edges, "id").indexOf(link)]).toBe("gray");
      const [changed, lost] = dashboard("lldp-watch-overview").annotations.list as [Annotation, Annotation];
      // As it will be asked in a minute.
      const marks = await prometheus.query(filledIn(lost.expr as string, all), pulled + 60);
      expect(marks.map(({ metric }) => `${metric["netns"]}:${metric["interface"]}`).sort()).toEqual(
        [network.port("a:good"), network.port("b:good")].sort(),
      );
      const changes = await prometheus.query(filledIn(changed.expr as string, all));
      expect(changes).toHaveLength(5);
      expect(changes.every(({ metric, value }) => metric["system_name"] !== "" && Math.abs(Number(value?.[1]) - Date.now()) < 3_600_000)).toBe(true);
      const pending = await eventually(async () => {
        const { data } = await prometheus.get<{ data: { alerts: { labels: Record<string, string> }[] } }>("/api/v1/alerts");
        const names = new Set(data.alerts.map(({ labels }) => labels["alertname"]));
        return ["LldpNeighborLost", "LldpMiscabled", "LldpLinkOneWay", "LldpPushFailing"].every((name) => names.has(name)) ? names : null;
      }, "the alerts");
      expect(pending.has("LldpAgentDown")).toBe(false);
    });
  },
);

describe.runIf(haveTools("promtool"))("the rules", () => {
  it("are rules, fire when they must and only then", async () => {
    const { stdout } = await run("promtool", ["check", "rules", ...ruleFiles]);
    expect(stdout.match(/SUCCESS: [1-9]\d* rules found/g)).toHaveLength(ruleFiles.length);
    expect((await run("promtool", ["test", "rules", "grafana/prometheus/lldp-watch-tests.yml"])).stdout).toContain("SUCCESS");
    expect((await run("promtool", ["check", "config", "grafana/prometheus/prometheus.yml"])).stdout).toContain("SUCCESS");
  });

  it("have a runbook for every alert, and a case in which it fires and one in which it does not", () => {
    const pages = new Set(readdirSync("docs/runbooks").map((name) => `docs/runbooks/${name}`));
    const cases = parse(readFileSync("grafana/prometheus/lldp-watch-tests.yml", "utf8")) as {
      tests: { alert_rule_test: { alertname: string; exp_alerts: { exp_annotations: { runbook_url: string } }[] }[] }[];
    };
    const tried = cases.tests.flatMap((test) => test.alert_rule_test);
    const alerts = rules.flatMap(({ alert }) => alert ?? []);
    expect(alerts.length).toBeGreaterThan(6);
    for (const alert of alerts) {
      const own = tried.filter(({ alertname }) => alertname === alert);
      expect(
        own.some(({ exp_alerts }) => exp_alerts.length === 0),
        `${alert}: not firing`,
      ).toBe(true);
      const fired = own.find(({ exp_alerts }) => exp_alerts.length > 0);
      expect(pages.has(fired?.exp_alerts[0]?.exp_annotations.runbook_url ?? ""), `${alert}: firing, with its page`).toBe(true);
    }
  });
});
