import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mapFacts, openBrowser, openPage } from "../support/browser.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { freePort } from "../support/nats-server.ts";
import { privileged } from "../support/privilege.ts";

const hostile = "<img src=x onerror=alert(1)>\u202eevil\u202c";

let browser: Browser;
let lab: NamespaceLab;
let daemon: DaemonProcess;
let folder: string;
let port: number;
let flags: string[];
const cable = () => `${lab.name("net0")}:eth0--${lab.name("net1")}:eth0`;

/** The article's network: a cable, and hosts on a bridge; beside it two hosts on a bridge that nobody watches and that keeps LLDP for itself. */
async function build(): Promise<void> {
  await lab.cable("net0:eth0", "net1:eth0");
  for (const host of ["ns1", "ns2", "ns3"]) await lab.cable(`${host}:eth0`, `br0:to-${host}`);
  await lab.bridge("br0:br0", ["to-ns1", "to-ns2", "to-ns3"], { groupFwdMask: 0x4000 });
  for (const host of ["h1", "h2"]) await lab.cable(`${host}:eth0`, `mute:to-${host}`);
  await lab.bridge("mute:br9", ["to-h1", "to-h2"]);
}

async function until(holds: () => Promise<boolean>, what: string, patience = 20_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const verdictOn = (page: Page, link: string) => mapFacts(page).then(({ edgeColors }) => edgeColors[link]);
const linkIs = (page: Page, link: string, verdict: string) =>
  until(async () => (await verdictOn(page, link)) === verdict, `${link} to be ${verdict} on the map`);

beforeAll(async () => {
  if (!privileged) return;
  browser = await openBrowser();
  lab = new NamespaceLab("page");
  await build();
  folder = mkdtempSync(join(tmpdir(), "lw-page-"));
  port = await freePort();
  const plan = join(folder, "plan.dot");
  writeFileSync(plan, `graph G { "${lab.name("h1")}":"eth0" -- "${lab.name("h2")}":"eth0" }\n`);
  flags = ["--listen", `127.0.0.1:${port}`, "--state", folder, "--plan", plan];
  daemon = await DaemonProcess.start(`${lab.prefix}*,!${lab.name("mute")}`, { flags });
  await daemon.settled(
    () => daemon.links(),
    (links) => links.filter(({ verdict, a }) => verdict === "ok" && a.includes(lab.prefix)).length === 4,
    "four links",
  );
});
afterAll(async () => {
  if (!privileged) return;
  await browser.close();
  await daemon.stop();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  if (!privileged) return;
  await lab.ip("net0", "link set eth0 up");
  await Promise.all(browser.contexts().map((context) => context.close()));
});

describe.skipIf(!privileged)("the page, on a real daemon and a real network", () => {
  it("shows the network complete, and complains of nothing", async () => {
    const { page, context, complaints } = await openPage(browser, daemon.url);
    await until(async () => page.evaluate(() => "lldpWatchMap" in globalThis), "the map");
    await linkIs(page, cable(), "ok");
    const { edgeColors } = await mapFacts(page);
    for (const host of ["ns1", "ns2", "ns3"]) expect(edgeColors[`${lab.name("br0")}:to-${host}--${lab.name(host)}:eth0`]).toBe("ok");
    await until(async () => (await mapFacts(page)).settled, "the layout to settle", 5000);
    const csp = (await fetch(daemon.url)).headers.get("content-security-policy") ?? "";
    expect(csp).toContain("script-src 'self'");
    expect(csp).not.toContain("unsafe-inline");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("turns a link within 300 ms of its event when the cable is pulled, and heals it", async () => {
    const { page, context } = await openPage(browser, daemon.url);
    await linkIs(page, cable(), "ok");
    for (const [state, verdict] of [
      ["down", "down"],
      ["up", "ok"],
    ] as const) {
      const since = daemon.events.length;
      // The page itself writes down when its map changed: asking it from outside would add the asking.
      const seen = page.evaluate(
        ({ link, wanted }) =>
          new Promise<number>((resolve) => {
            const map = (globalThis as unknown as { lldpWatchMap: { facts(): { edgeColors: Record<string, string> } } }).lldpWatchMap;
            const look = () => (map.facts().edgeColors[link] === wanted ? resolve(Date.now()) : setTimeout(look, 5));
            look();
          }),
        { link: cable(), wanted: verdict },
      );
      await lab.ip("net0", `link set eth0 ${state}`);
      const { event } = await daemon.event(
        ({ kind, after }) =>
          kind === "link-changed" &&
          (after as { id?: string; verdict?: string } | null)?.id === cable() &&
          (after as { verdict?: string }).verdict === verdict,
        since,
      );
      expect((await seen) - Date.parse(event.time)).toBeLessThanOrEqual(300);
    }
    await context.close();
  });

  it("explains a link that an unwatched bridge swallows: names the bridge and prints the command", async () => {
    const link = [`${lab.name("h1")}:eth0`, `${lab.name("h2")}:eth0`].join("--");
    const { page, context } = await openPage(browser, `${daemon.url}/#link=${encodeURIComponent(link)}`);
    await page.getByTestId("reason").filter({ hasText: "bridge-filters" }).waitFor();
    const fix = await page.getByTestId("fix").textContent();
    expect(fix).toContain("group_fwd_mask 0x4000");
    expect(fix).toContain("br9");
    await page.getByTestId("evidence").filter({ hasText: "br9" }).waitFor();
    await context.close();
  });

  it("shows the past on the slider, and comes back to live", async () => {
    const { page, context } = await openPage(browser, daemon.url);
    await linkIs(page, cable(), "ok");
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await lab.ip("net0", "link set eth0 down");
    await linkIs(page, cable(), "down");
    const past = await openPage(browser, `${daemon.url}/#at=${encodeURIComponent(before)}`);
    await linkIs(past.page, cable(), "ok");
    await past.page.getByRole("button", { name: "What changed since" }).click();
    await past.page.getByTestId("difference").filter({ hasText: "ok \u2192 down" }).waitFor();
    await past.page.getByRole("button", { name: "Back to live" }).click();
    await linkIs(past.page, cable(), "down");
    await past.page.getByTestId("slider").fill("0");
    await until(
      async () => (await past.page.getByTestId("moment").textContent()) !== "live" || (await past.page.getByRole("alert").count()) > 0,
      "the past, or a word that it is not kept",
    );
    await lab.ip("net0", "link set eth0 up");
    await linkIs(page, cable(), "ok");
    await past.context.close();
    await context.close();
  });

  it("has the same facts as a table that sorts and filters, works by keyboard, and keeps its place in the URL", async () => {
    const { page, context, complaints } = await openPage(browser, `${daemon.url}/#view=table`, { size: { width: 390, height: 844 } });
    const rows = page.getByTestId("table").locator("tbody tr");
    await rows.filter({ hasText: `${lab.name("net0")}:eth0` }).waitFor();
    await page.getByRole("searchbox").fill(lab.name("net0"));
    await until(async () => (await rows.count()) === 1, "one row");
    await rows.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("panel").waitFor();
    expect(decodeURIComponent(page.url())).toContain(`link=${cable()}`);
    await page.getByRole("button", { name: "Close the panel" }).click();
    await page.getByRole("button", { name: "Link" }).click();
    await page.locator('th[aria-sort="ascending"]').filter({ hasText: "Link" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("exports a picture", async () => {
    const { page, context } = await openPage(browser, daemon.url);
    await linkIs(page, cable(), "ok");
    await page.getByText("Export").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PNG" }).click()]);
    expect(
      readFileSync(await download.path())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    await context.close();
  });

  it("shows a hostile name as text", async () => {
    await daemon.stop();
    daemon = await DaemonProcess.start(`${lab.prefix}*,!${lab.name("mute")}`, {
      flags: [...flags, "--host-name", hostile.replace(/[^ -~]/g, "").slice(0, 60)],
    });
    const { page, context, complaints } = await openPage(browser, `${daemon.url}/#port=${encodeURIComponent(`${lab.name("net0")}:eth0`)}`);
    await page.getByTestId("panel").filter({ hasText: "<img src=x" }).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("says that the daemon is lost, keeps the last picture, and catches up by itself", async () => {
    const { page, context } = await openPage(browser, daemon.url);
    await linkIs(page, cable(), "ok");
    await daemon.stop();
    await page.getByRole("alert").filter({ hasText: "does not answer" }).waitFor();
    expect(await verdictOn(page, cable())).toBe("ok");
    await lab.ip("net0", "link set eth0 down");
    daemon = await DaemonProcess.start(`${lab.prefix}*,!${lab.name("mute")}`, { flags });
    await linkIs(page, cable(), "down");
    await page.locator("h1").getByRole("status").filter({ hasText: "live" }).waitFor();
    await lab.ip("net0", "link set eth0 up");
    await linkIs(page, cable(), "ok");
    await context.close();
  });

  it("has no serious violation of accessibility, in both themes, as map, table and panel", async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    for (const theme of ["light", "dark"] as const) {
      for (const place of ["", "#view=table", `#view=table&link=${encodeURIComponent(cable())}`]) {
        const { page, context } = await openPage(browser, `${daemon.url}/${place}`, { theme, bypassCsp: true });
        await page.locator("h1").getByRole("status").filter({ hasText: "live" }).waitFor();
        if (place.includes("link=")) await page.getByTestId("panel").waitFor();
        await page.addScriptTag({ content: axe });
        const found = await page.evaluate(async () => {
          const { violations } = await (
            globalThis as unknown as { axe: { run(): Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }> } }
          ).axe.run();
          return violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        });
        expect(found, `${theme} ${place}`).toEqual([]);
        await context.close();
      }
    }
  });
});
