// Takes the picture of the live table for the README from a real run: a lab of namespaces, the daemon, the view in tmux, a cable that is
// pulled; the screen becomes docs/images/terminal.svg. Needs root, tmux, iproute2 and a built checkout: node scripts/terminal-picture.mjs
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "bin/lldp-watch");
const size = { columns: 104, rows: 26 };
const server = `lw-picture-${process.pid}`;
const socket = "/run/lldp-watch/api.sock";
const cables = [
  ["spine1:eth1", "leaf1:up1"],
  ["spine1:eth2", "leaf2:up1"],
  ["spine2:eth1", "leaf1:up2"],
  ["spine2:eth2", "leaf2:up2"],
  ["leaf1:eth1", "web:eth0"],
  ["leaf1:eth2", "db:eth0"],
  ["leaf2:eth1", "cache:eth0"],
];
const names = [...new Set(cables.flat().map((end) => end.split(":")[0]))];
const ip = (...words) => execFileSync("ip", words);
const tmux = (...words) => execFileSync("tmux", ["-L", server, "-f", "/dev/null", ...words], { encoding: "utf8" });
const client = (...words) => spawnSync(process.execPath, [program, ...words, "--server", `unix:${socket}`], { encoding: "utf8" });

async function shoot() {
  for (const name of names) ip("netns", "add", name);
  for (const [a, b] of cables) {
    const [[left, near], [right, far]] = [a.split(":"), b.split(":")];
    ip("link", "add", near, "netns", left, "type", "veth", "peer", "name", far, "netns", right);
    ip("-n", left, "link", "set", near, "up");
    ip("-n", right, "link", "set", far, "up");
  }
  const fixed = ["--listen", "none", "--state", "none", "--config", "/dev/null", "--host-name", "lab", "--direct", "--log-level", "silent"];
  const daemon = spawn(process.execPath, [program, "daemon", ...fixed, "--namespaces", names.join(","), "--socket", socket], { stdio: "inherit" });
  try {
    if (client("wait", "--all", "--timeout", "30").status !== 0) throw new Error("the lab did not come up");
    tmux(
      "new-session",
      "-d",
      "-x",
      `${size.columns}`,
      "-y",
      `${size.rows}`,
      process.execPath,
      program,
      "--server",
      `unix:${socket}`,
      "--group",
      "namespace",
    );
    await until((screen) => screen.includes("cache:eth0"));
    tmux("send-keys", "e", "j", "j");
    ip("-n", "web", "link", "set", "eth0", "down");
    await until((screen) => screen.includes("admin-down"));
    await pause(400);
    return tmux("capture-pane", "-p", "-e");
  } finally {
    spawnSync("tmux", ["-L", server, "kill-server"]);
    daemon.kill("SIGTERM");
    await new Promise((resolve) => daemon.once("exit", resolve));
  }
}

async function until(holds) {
  for (let tries = 0; tries < 200; tries++) {
    if (holds(tmux("capture-pane", "-p"))) return;
    await pause(50);
  }
  throw new Error(`waited in vain; the screen shows:\n${tmux("capture-pane", "-p")}`);
}

const colors = { 31: "#f7768e", 32: "#9ece6a", 33: "#e0af68", 34: "#7aa2f7", 35: "#bb9af7", 36: "#7dcfff", 97: "#ffffff" };
const [ink, paper] = ["#c0caf5", "#1a1b26"];
const cell = { width: 8.4, height: 18 };

/** Runs of equal looks of one line. */
function runs(line) {
  const found = [];
  let look = {};
  for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
    if (codes !== undefined) look = applied(look, codes);
    if (text !== "") found.push({ text, look });
  }
  return found;
}

function applied(look, codes) {
  let next = look;
  for (const code of (codes === "" ? "0" : codes).split(";").map(Number)) {
    if (code === 0) next = {};
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 2) next = { ...next, faint: true };
    else if (code === 4) next = { ...next, underline: true };
    else if (code === 7) next = { ...next, reverse: true };
    else if (code in colors) next = { ...next, color: colors[code] };
    else if (code === 41) next = { ...next, background: "#b3304a" };
    else if (code === 39) next = { ...next, color: undefined };
    else if (code === 22) next = { ...next, bold: false, faint: false };
    else if (code === 27) next = { ...next, reverse: false };
    else if (code === 24) next = { ...next, underline: false };
  }
  return next;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function svg(screen) {
  const lines = screen.replace(/\n$/, "").split("\n").slice(0, size.rows);
  const parts = lines.flatMap((line, row) => {
    let column = 0;
    return runs(line).map(({ text, look }) => {
      const [x, y] = [12 + column * cell.width, 12 + row * cell.height];
      const width = text.length * cell.width;
      column += text.length;
      const color = look.reverse ? paper : (look.color ?? ink);
      const back = look.reverse ? (look.color ?? ink) : look.background;
      const style = `${look.bold ? ' font-weight="bold"' : ""}${look.faint ? ' opacity="0.55"' : ""}${look.underline ? ' text-decoration="underline"' : ""}`;
      const box = back ? `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${cell.height}" fill="${back}"/>` : "";
      const words =
        text.trim() === ""
          ? ""
          : `<text x="${x.toFixed(1)}" y="${y + 13.5}" style="white-space:pre" textLength="${width.toFixed(1)}" fill="${color}"${style}>${escaped(text)}</text>`;
      return box + words;
    });
  });
  const [width, height] = [24 + size.columns * cell.width, 24 + size.rows * cell.height];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" width="${width.toFixed(0)}" height="${height}" role="img" aria-label="The live table of lldp-watch">
<rect width="100%" height="100%" rx="8" fill="${paper}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
${parts.filter((part) => part !== "").join("\n")}
</g>
</svg>
`;
}

/** In a network, mount and process namespace of its own: no other lab of this machine gets into the picture, and ours gets nowhere else. */
function alone() {
  const words = [
    "--net",
    "--mount",
    "--pid",
    "--fork",
    "--mount-proc",
    "sh",
    "-c",
    'mount -t tmpfs picture /run && mkdir /run/netns /run/lldp-watch && exec "$@"',
    "sh",
  ];
  const { status } = spawnSync("unshare", [...words, process.execPath, fileURLToPath(import.meta.url), "--alone"], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}

async function main() {
  const screen = await shoot();
  mkdirSync(join(root, "docs/images"), { recursive: true });
  writeFileSync(join(root, "docs/images/terminal.svg"), svg(screen));
  console.log("wrote docs/images/terminal.svg");
}

if (process.argv.includes("--alone")) await main();
else alone();
