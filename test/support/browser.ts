import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Software WebGL: the test machine has no graphics card.
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Debian's Chromium. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console, exceptions and violations of the content security policy so far. */
  readonly complaints: string[];
}

/** A page whose complaints are written down. `bypassCsp` lets a test inject a checker. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { readonly theme?: "light" | "dark"; readonly bypassCsp?: boolean; readonly size?: { width: number; height: number } } = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    colorScheme: options.theme ?? "light",
    viewport: options.size ?? { width: 1280, height: 800 },
    bypassCSP: options.bypassCsp ?? false,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, context, complaints };
}

interface MapFacts {
  readonly nodes: number;
  readonly edges: number;
  readonly settled: boolean;
  readonly edgeColors: Readonly<Record<string, string>>;
  readonly places: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
}

/** What the map shows, from the page itself. */
export async function mapFacts(page: Page): Promise<MapFacts> {
  return page.evaluate(() => (globalThis as unknown as { lldpWatchMap: { facts(): never } }).lldpWatchMap.facts());
}
