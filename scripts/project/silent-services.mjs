// While packages are being installed, no service may start: /usr/sbin/policy-rc.d says so to Debian's maintainer scripts, and
// exit status 101 means "not allowed". A policy that was there before is set aside and comes back, also after a kill -9 (next run).
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

const policy = "/usr/sbin/policy-rc.d";
const aside = "/usr/sbin/policy-rc.d.before-lldp-watch";
const mark = "# lldp-watch: no service starts while test peers are installed";

const ours = () => existsSync(policy) && readFileSync(policy, "utf8").includes(mark);

function restore() {
  if (ours()) rmSync(policy);
  if (existsSync(aside)) renameSync(aside, policy);
}

/** Runs `install` with services forbidden to start, then puts back what was there. */
export function withSilentServices(install) {
  restore();
  const onSignal = () => {
    restore();
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, onSignal);
  if (existsSync(policy)) renameSync(policy, aside);
  writeFileSync(policy, `#!/bin/sh\n${mark}\nexit 101\n`, { mode: 0o755 });
  try {
    return install();
  } finally {
    restore();
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, onSignal);
  }
}
