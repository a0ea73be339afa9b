/** Who runs a process, as its cgroup paths tell. */
export type CgroupOwner = { readonly kind: "container"; readonly id: string } | { readonly kind: "unit"; readonly name: string };

// docker-ID.scope, cri-containerd-ID.scope, crio-ID.scope, libpod-ID.scope, nerdctl-ID.scope; or the bare ID as a folder.
const runtimeId = /^(?:[a-z][a-z-]*-)?([0-9a-f]{64})(?:\.scope)?$/;
const lxcFolder = /^lxc(?:\.payload)?$/;
const lxcName = /^lxc\.payload\.(.+)$/;
const machine = /^(?:machine-(.+)\.scope|systemd-nspawn@(.+)\.service)$/;
const service = /^.+\.service$/;

/**
 * Reads the text of /proc/PID/cgroup, see cgroups(7): `hierarchy:controllers:path` lines. The innermost container counts, else the
 * service; sessions and user managers are not who we look for. Null for a process that somebody started by hand.
 */
export function cgroupOwner(text: string): CgroupOwner | null {
  const paths = text.split("\n").map((line) => line.replace(/^\d+:[^:]*:/, ""));
  const owners = paths.map(ownerOfPath);
  return owners.find((owner) => owner?.kind === "container") ?? owners.find((owner) => owner !== null) ?? null;
}

function ownerOfPath(path: string): CgroupOwner | null {
  const folders = path.split("/").filter(Boolean);
  for (let index = folders.length - 1; index >= 0; index--) {
    const id = containerId(folders[index] as string, folders[index - 1] ?? "");
    if (id !== null) return { kind: "container", id };
  }
  const unit = folders.findLast((folder) => service.test(folder));
  return unit === undefined || unit.startsWith("user@") ? null : { kind: "unit", name: unescaped(unit) };
}

function containerId(folder: string, parent: string): string | null {
  if (lxcFolder.test(parent)) return folder;
  const known = runtimeId.exec(folder)?.[1] ?? lxcName.exec(folder)?.[1];
  if (known !== undefined) return known;
  const nspawn = machine.exec(folder);
  return nspawn ? unescaped((nspawn[1] ?? nspawn[2]) as string) : null;
}

/** The name behind systemd-escape(1). */
function unescaped(name: string): string {
  return name.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
