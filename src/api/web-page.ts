import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { Body } from "./body.ts";
import { sendBody } from "./send.ts";

// The page: files of one directory, listed once at the start. A request picks from that list; its path never meets the file system.

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

// Nothing that a router or an address would take for more than a name.
const plainName = /^[\w.-]+$/;

const security: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Plain HTTP on loopback is the usual way in; whoever serves TLS decides about this one.
  strictTransportSecurity: false,
  referrerPolicy: { policy: "no-referrer" },
};

const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>lldp-watch</title></head>
<body><h1>lldp-watch is running</h1>
<p>The web page is not built here: run <code>npm run build</code> and start the daemon again. Everything else works:</p>
<ul><li><a href="/api/v1/topology">/api/v1/topology</a></li><li><a href="/api/v1/neighbors">/api/v1/neighbors</a></li>
<li><a href="/openapi.json">/openapi.json</a></li><li><a href="/metrics">/metrics</a></li></ul>
</body></html>
`;

/** Serves the page at `/` and its assets beside it; without a built page, a few words that say so. */
export async function registerPage(app: FastifyInstance, root: string | null): Promise<void> {
  const files = root === null ? [] : await filesUnder(root);
  for (const file of files)
    serve(
      app,
      `/${relative(root ?? "", file)
        .split(sep)
        .map(encodeURIComponent)
        .join("/")}`,
      () => fileBody(file),
    );
  const index = files.find((file) => relative(root ?? "", file) === "index.html");
  serve(app, "/", index === undefined ? async () => new Body(types[".html"] ?? "", notBuilt) : () => fileBody(index));
}

async function filesUnder(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && plainName.test(entry.name) && extname(entry.name) in types)
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function serve(app: FastifyInstance, url: string, read: () => Promise<Body>): void {
  let body: Promise<Body> | null = null;
  const lasting = url.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  app.get(url, { config: { access: "open", route: "page" }, helmet: security }, async (request, reply) => {
    body ??= read();
    reply.header("cache-control", lasting);
    return sendBody(request, reply, await body);
  });
}

async function fileBody(file: string): Promise<Body> {
  return new Body(types[extname(file)] ?? "application/octet-stream", await readFile(file));
}
