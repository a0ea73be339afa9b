import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mapFacts, openBrowser, openPage } from "../support/browser.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { freePort } from "../support/nats-server.ts";
import { privileged } from "../support/privilege.ts";

// Whoever comes from an address that is not loopback must show the token; on lo nobody else can come.
const outside = "198.51.100.77";
const token = "page-token-0123456789abcdef";

let browser: Browser;
let lab: NamespaceLab;
let daemon: DaemonProcess;
let folder: string;
let port: number;
const link = (one: string, other: string) =>
  [lab.name(one.split(":")[0] ?? ""), lab.name(other.split(":")[0] ?? "")]
    .map((name, index) => `${name}:${[one, other][index]?.split(":")[1]}`)
    .join("--");
const bundle = () => `${link("a:eth0", "b:eth0")} ${link("a:eth1", "b:eth1")}`;

async function until(holds: () => Promise<boolean>, what: string, patience = 20_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** A page whose map rests and shows the whole lab. */
async function opened(place = "", options: Parameters<typeof openPage>[2] = {}) {
  const found = await openPage(browser, `${daemon.url}/${place}`, options);
  await until(() => found.page.evaluate(() => "lldpWatchMap" in globalThis), "the map");
  await until(async () => (await mapFacts(found.page)).settled, "the layout");
  return found;
}

const drawn = async (page: Page) => Object.keys((await mapFacts(page)).edgeColors);

beforeAll(async () => {
  if (!privileged) return;
  execFileSync("ip", ["addr", "replace", `${outside}/32`, "dev", "lo"]);
  browser = await openBrowser();
  lab = new NamespaceLab("tools");
  for (const [one, other] of [
    ["a:eth0", "b:eth0"],
    ["a:eth1", "b:eth1"],
    ["b:eth2", "c:eth0"],
  ] as const)
    await lab.cable(one, other);
  folder = mkdtempSync(join(tmpdir(), "lw-tools-"));
  const file = join(folder, "token");
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  port = await freePort();
  daemon = await DaemonProcess.start(`${lab.prefix}*`, {
    helper: false,
    flags: ["--listen", `0.0.0.0:${port}`, "--token-file", file, "--state", folder],
  });
  daemon.url = `http://127.0.0.1:${port}`;
  await daemon.settled(
    () => daemon.links(),
    (links) => links.filter(({ verdict, a }) => verdict === "ok" && a.includes(lab.prefix)).length === 3,
    "three links",
  );
});
afterAll(async () => {
  if (!privileged) return;
  await browser.close();
  await daemon.stop();
  await lab.close();
  execFileSync("ip", ["addr", "del", `${outside}/32`, "dev", "lo"]);
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  if (privileged) await Promise.all(browser.contexts().map((context) => context.close()));
});

describe.skipIf(!privileged)("what the page offers", () => {
  it("asks for the token when the daemon wants one, keeps it in memory only, and exports every format with it", async () => {
    const { page, context } = await openPage(browser, `http://${outside}:${port}/`);
    const field = page.getByLabel("This daemon wants a token");
    await field.fill("not-the-token");
    await page.getByRole("button", { name: "Enter" }).click();
    await until(async () => (await page.getByText("is not the daemon").count()) > 0 || (await field.isVisible()), "the refusal");
    expect(await page.locator("h1").getByRole("status").textContent()).toBe("not connected");
    await field.fill(token);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.locator("h1").getByRole("status").filter({ hasText: "live" }).waitFor();
    const kept = await page.evaluate(() => {
      const { localStorage, sessionStorage, document, location } = globalThis as unknown as Record<string, { cookie: string; href: string }>;
      return JSON.stringify([localStorage, sessionStorage, document?.cookie, location?.href]);
    });
    expect(kept).not.toContain(token);
    expect((await context.cookies()).length).toBe(0);
    const texts = new Set<string>();
    for (const name of ["JSON", "Graphviz", "GraphML", "NetJSON", "RFC 8345 (YANG)", "Mermaid", "containerlab"]) {
      await page.locator("summary", { hasText: "Export" }).click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
      const text = readFileSync(await download.path(), "utf8");
      expect(text, name).toContain(lab.name("a"));
      texts.add(text);
      await page.locator("summary", { hasText: "Export" }).click();
    }
    expect(texts.size).toBe(7);
    await page.reload();
    await field.waitFor();
  });

  it("bundles links, opens a bundle to ports on a click, folds it again, and says so in the URL", async () => {
    const { page } = await opened();
    expect(await drawn(page)).toContain(bundle());
    const [from, to] = await page.evaluate(
      (ids) =>
        ids.map((id) => (globalThis as unknown as { lldpWatchMap: { onScreen(id: string): { x: number; y: number } } }).lldpWatchMap.onScreen(id)),
      [lab.name("a"), lab.name("b")],
    );
    if (!from || !to) throw new Error("a and b are not on the map");
    // Not the middle, where the count stands: the line itself.
    await page.mouse.click(from.x + (to.x - from.x) * 0.35, from.y + (to.y - from.y) * 0.35);
    await until(async () => (await drawn(page)).includes(link("a:eth0", "b:eth0")), "links of their own");
    expect(await drawn(page)).toContain(link("a:eth1", "b:eth1"));
    expect(decodeURIComponent(page.url())).toContain(`open=${lab.name("a")}`);
    await page.getByRole("button", { name: "Fold all" }).click();
    await until(async () => (await drawn(page)).includes(bundle()), "the bundle again");
  });

  it("jumps to what is searched for, filters by verdict, namespace and text, and shows all again", async () => {
    const { page } = await opened();
    await page.keyboard.press("/");
    await page.keyboard.type(`${lab.name("c")}:eth0`);
    await page.keyboard.press("Enter");
    await page
      .getByTestId("panel")
      .filter({ hasText: `${lab.name("c")}:eth0` })
      .waitFor();
    const middle = await page.evaluate(
      (id) => (globalThis as unknown as { lldpWatchMap: { onScreen(id: string): { x: number } } }).lldpWatchMap.onScreen(id).x,
      lab.name("c"),
    );
    const box = await page.getByTestId("map").boundingBox();
    await until(async () => {
      const at = await page.evaluate(
        (id) => (globalThis as unknown as { lldpWatchMap: { onScreen(id: string): { x: number } } }).lldpWatchMap.onScreen(id).x,
        lab.name("c"),
      );
      return Math.abs(at - ((box?.x ?? 0) + (box?.width ?? 0) / 2)) < 30;
    }, `the map to center on the system, from ${middle}`);
    await until(async () => (await drawn(page)).filter((id) => id !== "").length === 1, "one link");
    const copy = await opened(new URL(page.url()).hash);
    await copy.page
      .getByTestId("panel")
      .filter({ hasText: `${lab.name("c")}:eth0` })
      .waitFor();
    expect((await drawn(copy.page)).filter((id) => id !== "")).toEqual([link("b:eth2", "c:eth0")]);
    await page.getByRole("button", { name: "Show all" }).click();
    await until(async () => (await drawn(page)).includes(bundle()), "all again");
    await page.locator("summary", { hasText: "Filter" }).click();
    await page.getByLabel("Namespace").fill(lab.name("a"));
    await until(async () => !(await drawn(page)).includes(link("b:eth2", "c:eth0")), "only links of a");
    await page.getByLabel("Namespace").fill("");
    await page.keyboard.press("Escape");
    await page.locator(".chip.verdict-ok").click();
    await until(
      async () => (await drawn(page)).length > 0 && Object.values((await mapFacts(page)).edgeColors).every((verdict) => verdict === "ok"),
      "only what is ok",
    );
  });

  it("is used by keys: Escape closes the panel, arrows move the map, plus zooms", async () => {
    const { page } = await opened(`#port=${encodeURIComponent(`${lab.name("a")}:eth0`)}`);
    const panel = page.getByTestId("panel");
    await panel.filter({ hasText: "chassis id" }).waitFor();
    for (const words of ["port description", "time to live", "capabilities", "management", "first seen"])
      await panel.filter({ hasText: words }).first().waitFor();
    await panel.getByText("Counters").click();
    await panel.getByText("framesReceived").first().waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    const where = () =>
      page.evaluate(
        (id) => (globalThis as unknown as { lldpWatchMap: { onScreen(id: string): { x: number; y: number } } }).lldpWatchMap.onScreen(id),
        lab.name("a"),
      );
    // The map grows into the place of the panel first.
    let first = await where();
    await until(async () => {
      const held = first;
      await new Promise((resolve) => setTimeout(resolve, 150));
      first = await where();
      return held.x === first.x;
    }, "the map to stand still");
    await page.getByTestId("map").focus();
    await page.keyboard.press("ArrowRight");
    await until(async () => (await where()).x < first.x - 20, "the map to move");
    await page.keyboard.press("+");
    const moved = await where();
    await page.keyboard.press("0");
    await until(async () => Math.abs((await where()).x - first.x) < 2, `the map to fit again, from ${moved.x}`);
  });

  it("lists changes, replays the past, and moves nothing but what is new", async () => {
    const { page } = await opened();
    const before = (await mapFacts(page)).places;
    await lab.cable("d:eth0", "a:eth2");
    await until(
      async () => lab.name("d") in (await mapFacts(page)).places && (await drawn(page)).includes(link("a:eth2", "d:eth0")),
      "the new system",
    );
    const after = (await mapFacts(page)).places;
    for (const label of ["a", "b", "c"]) expect(after[lab.name(label)], label).toEqual(before[lab.name(label)]);
    const past = new Date().toISOString();
    await lab.ip("c", "link set eth0 down");
    await page.locator(".changes summary").click();
    await page
      .getByTestId("changes")
      .getByRole("button", { name: `${link("b:eth2", "c:eth0").replace("--", " \u2013 ")}: down` })
      .first()
      .click();
    await page.getByTestId("panel").getByTestId("lately").filter({ hasText: "down" }).waitFor();
    const replay = await openPage(browser, `${daemon.url}/#at=${encodeURIComponent(past)}`);
    await until(async () => replay.page.evaluate(() => "lldpWatchMap" in globalThis), "the map");
    await until(async () => (await mapFacts(replay.page)).edgeColors[link("b:eth2", "c:eth0")] === "ok", "the past");
    await replay.page.getByLabel("Speed of the replay").selectOption("600");
    await replay.page.getByRole("button", { name: "Replay" }).click();
    await until(async () => (await mapFacts(replay.page)).edgeColors[link("b:eth2", "c:eth0")] === "down", "the present");
    await lab.ip("c", "link set eth0 up");
    await until(async () => (await mapFacts(page)).edgeColors[link("b:eth2", "c:eth0")] === "ok", "the cable to be back");
  });

  it("shows the table where there is no WebGL, and fits a phone", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const { prototype } = (globalThis as unknown as { HTMLCanvasElement: { prototype: { getContext(kind: string): unknown } } }).HTMLCanvasElement;
      const original = prototype.getContext;
      prototype.getContext = function (this: unknown, kind: string) {
        return kind.includes("webgl") ? null : original.call(this, kind);
      } as typeof original;
    });
    await page.goto(daemon.url);
    await page.getByRole("alert").filter({ hasText: "WebGL" }).waitFor();
    const rows = page.getByTestId("table").locator("tbody tr");
    await rows
      .filter({ hasText: `${lab.name("a")}:eth0` })
      .first()
      .waitFor();
    const width = await page.evaluate(
      () => (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } }).document.documentElement.scrollWidth,
    );
    expect(width).toBeLessThanOrEqual(360);
    await rows.getByRole("button").first().click();
    await page.getByTestId("panel").waitFor();
  });
});
