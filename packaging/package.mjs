// npm run package: a .deb in packaging/out. `--tree DIR` lays the installed files into DIR and ends there.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { licenses, sbom } from "./licenses.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const debianVersion = `${version}-1`;
const home = "usr/lib/lldp-watch";
const documents = "usr/share/doc/lldp-watch";
// What the bundle leaves outside because it is no JavaScript: libsql and what it loads.
const external = ["libsql", "@neon-rs/load", "detect-libc", ...readdirSync(join(root, "node_modules/@libsql")).map((name) => `@libsql/${name}`)];

function lay(tree) {
  const put = (from, to) => {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    cpSync(join(root, from), join(tree, to), { recursive: true });
  };
  const write = (to, content) => {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    writeFileSync(join(tree, to), content);
  };
  put("bin/lldp-watch", `${home}/bin/lldp-watch`);
  put("dist", `${home}/dist`);
  for (const file of ["lldp_watch.node", "lldp-watch-helper"]) {
    put(`build/Release/${file}`, `${home}/build/Release/${file}`);
    execFileSync("strip", ["--strip-unneeded", join(tree, home, "build/Release", file)]);
  }
  for (const name of external.filter((each) => !each.endsWith("musl"))) put(`node_modules/${name}`, `${home}/node_modules/${name}`);
  write(`${home}/package.json`, `${JSON.stringify({ name: "lldp-watch", version, type: "module", private: true }, null, 2)}\n`);
  mkdirSync(join(tree, "usr/bin"), { recursive: true });
  symlinkSync("../lib/lldp-watch/bin/lldp-watch", join(tree, "usr/bin/lldp-watch"));
  put("packaging/systemd/lldp-watch.service", "usr/lib/systemd/system/lldp-watch.service");
  put("packaging/systemd/lldp-watch.sysusers", "usr/lib/sysusers.d/lldp-watch.conf");
  put("packaging/systemd/lldp-watch.tmpfiles", "usr/lib/tmpfiles.d/lldp-watch.conf");
  put("packaging/config.yaml", "etc/lldp-watch/config.yaml");
  put("completions/lldp-watch.bash", "usr/share/bash-completion/completions/lldp-watch");
  put("completions/_lldp-watch", "usr/share/zsh/vendor-completions/_lldp-watch");
  put("completions/lldp-watch.fish", "usr/share/fish/vendor_completions.d/lldp-watch.fish");
  for (const page of readdirSync(join(root, "man")))
    write(`usr/share/man/man${page.at(-1)}/${page}.gz`, gzipSync(readFileSync(join(root, "man", page)), { level: 9 }));
  put("examples", `${documents}/examples`);
  put("packaging/systemd/network.conf", `${documents}/examples/network.conf`);
  if (existsSync(join(root, "grafana/generated"))) put("grafana/generated", `${documents}/examples/grafana`);
  put("packaging/debian/copyright", `${documents}/copyright`);
  write(`${documents}/changelog.gz`, gzipSync(readFileSync(join(root, "CHANGELOG.md")), { level: 9 }));
  write(`${documents}/changelog.Debian.gz`, gzipSync(debianChangelog(), { level: 9 }));
  write(`${documents}/licenses.txt`, licenses(root));
  write(`${documents}/sbom.cdx.json`, sbom(root, version));
}

// What changed stands in CHANGELOG.md; Debian wants its own form beside it.
function debianChangelog() {
  const date = execFileSync("date", ["-R", "-u"], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } }).trim();
  return `lldp-watch (${debianVersion}) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- lldp-watch contributors <lldp-watch@users.noreply.github.com>  ${date}\n`;
}

// Directories and programs 0755, everything else 0644: whatever the umask of the checkout was.
function settleModes(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) settleModes(path);
    else if (entry.isFile()) chmodSync(path, /\/bin\/lldp-watch$|lldp-watch-helper$|DEBIAN\/p(ost|re)/.test(path) ? 0o755 : 0o644);
  }
}

function octets(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? lstatSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );
}

function build(tree) {
  const architecture = execFileSync("dpkg", ["--print-architecture"], { encoding: "utf8" }).trim();
  const size = String(Math.ceil(octets(tree) / 1024));
  mkdirSync(join(tree, "DEBIAN"));
  const fill = (text) => text.replaceAll("@VERSION@", debianVersion).replaceAll("@ARCHITECTURE@", architecture).replaceAll("@SIZE@", size);
  writeFileSync(join(tree, "DEBIAN/control"), fill(readFileSync(join(root, "packaging/debian/control.in"), "utf8")));
  for (const script of ["postinst", "prerm", "postrm"]) cpSync(join(root, "packaging/debian", script), join(tree, "DEBIAN", script));
  writeFileSync(join(tree, "DEBIAN/conffiles"), "/etc/lldp-watch/config.yaml\n");
  settleModes(tree);
  const output = join(root, "packaging/out", `lldp-watch_${debianVersion}_${architecture}.deb`);
  mkdirSync(dirname(output), { recursive: true });
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", tree, output], { stdio: ["ignore", "ignore", "inherit"] });
  process.stdout.write(`${output}\n`);
}

const { values } = parseArgs({ options: { tree: { type: "string" } } });
for (const needed of ["dist/cli.js", "dist/web/index.html", "build/Release/lldp-watch-helper"]) {
  if (existsSync(join(root, needed))) continue;
  process.stderr.write(`${needed} is not there: run npm run setup first\n`);
  process.exit(1);
}
if (values.tree !== undefined) {
  lay(values.tree);
} else {
  const tree = mkdtempSync(join(tmpdir(), "lldp-watch-deb-"));
  try {
    lay(tree);
    build(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
