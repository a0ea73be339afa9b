// The packages that travel in the bundle, from the lockfile: their licenses as text, and a bill of materials (CycloneDX 1.5).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

function shipped(root) {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.optional && existsSync(join(root, path)))
    .map(([path]) => ({ path, ...JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const licenseOf = ({ license }) => (typeof license === "string" ? license : (license?.type ?? "unknown"));

/** One paragraph for each package, with the text of its license file. */
export function licenses(root) {
  return shipped(root)
    .map((entry) => {
      const folder = join(root, entry.path);
      const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
      const text = file === undefined ? "" : `\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
      return `${entry.name} ${entry.version}: ${licenseOf(entry)}${text}\n`;
    })
    .join(`\n${"-".repeat(72)}\n\n`);
}

export function sbom(root, version) {
  const components = shipped(root).map((entry) => ({
    type: "library",
    name: entry.name,
    version: entry.version,
    purl: `pkg:npm/${entry.name.replace("@", "%40")}@${entry.version}`,
    licenses: [{ license: { name: licenseOf(entry) } }],
  }));
  const metadata = { component: { type: "application", name: "lldp-watch", version } };
  return `${JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata, components }, null, 2)}\n`;
}
