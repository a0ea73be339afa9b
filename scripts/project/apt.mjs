// Installs the Debian packages that are missing. Quick when nothing is: one dpkg-query.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { withSilentServices } from "./silent-services.mjs";
import { output, Stop, say, status } from "./terminal.mjs";

const onPath = (command) => (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${command}`));

function installed(names) {
  // Ends with status 1 when it does not know one of the names; what it prints is right all the same.
  const format = ["$", "{db:Status-Abbrev} $", "{Package}\\n"].join("");
  const query = spawnSync("dpkg-query", ["--show", "--showformat", format, ...names], { encoding: "utf8" });
  const lines = query.stdout.split("\n").filter((line) => line.startsWith("ii "));
  return new Set(lines.map((line) => line.slice(3).trim()));
}

const aptEnvironment = {
  ...process.env,
  DEBIAN_FRONTEND: "noninteractive",
  NEEDRESTART_MODE: "l",
  NEEDRESTART_SUSPEND: "1",
  APT_LISTCHANGES_FRONTEND: "none",
};
const aptOptions = ["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"];
const apt = (...args) => status("apt-get", [...aptOptions, ...args], { env: aptEnvironment, stdio: ["ignore", "ignore", "inherit"] });

/** The units of packages that we brought must not start at the next boot either. */
function disableUnits(packages) {
  const files = output("dpkg", ["-L", ...packages]) ?? "";
  const units = [...new Set([...files.matchAll(/\/lib\/systemd\/system\/([^/\n]+\.(?:service|socket|timer))$/gm)].map((match) => match[1]))];
  const enabled = units.filter(
    (unit) => !unit.includes("@") && existsSync("/bin/systemctl") && output("systemctl", ["is-enabled", unit])?.trim() === "enabled",
  );
  if (enabled.length === 0) return;
  say(`    left off at boot: ${enabled.join(" ")}`);
  status("systemctl", ["--quiet", "--no-reload", "disable", ...enabled], { stdio: ["ignore", "ignore", "ignore"] });
}

function withoutDebian(wanted) {
  const commands = ["ip", "cc", "make", "python3"].filter((command) => !onPath(command));
  if (commands.length > 0)
    throw new Stop(
      `not a Debian system, so nothing can be installed here. Missing: ${commands.join(", ")}; on Debian they come from: ${wanted.join(" ")}`,
      4,
    );
  say("    not a Debian system: nothing is installed, what is there is used");
}

/** `packages`: name to reason. Prints what it installs and why; stops with one line when it may not. */
export function installMissing(packages) {
  const wanted = Object.keys(packages);
  if (!onPath("dpkg-query") || !onPath("apt-get")) return withoutDebian(wanted);
  const have = installed(wanted);
  const missing = wanted.filter((name) => !have.has(name));
  if (missing.length === 0) return say(`    all ${wanted.length} Debian packages are there`);
  if (process.getuid?.() !== 0)
    throw new Stop(`not root, so Debian packages cannot be installed. Run: sudo apt-get install -y ${missing.join(" ")}`, 4);
  say(`    installing ${missing.length} of ${wanted.length} Debian packages:`);
  for (const name of missing) say(`      ${name.padEnd(18)} ${packages[name]}`);
  const install = () => apt("install", "-y", "--no-install-recommends", ...missing) === 0;
  const update = () => apt("update") === 0 || apt("update") === 0;
  withSilentServices(() => {
    if (install()) return;
    say("    not found in the package lists that are here: apt-get update");
    if (!update()) say("    apt-get update failed twice; trying with the lists that are here");
    if (!install()) throw new Stop(`apt-get could not install: ${missing.join(" ")}`);
  });
  disableUnits(missing);
}
