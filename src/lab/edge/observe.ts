import type { Lab } from "../model.ts";
import { routeProtocol } from "../plan/routes.ts";
import { type Seen, type SeenNode, seenInterfaces, seenRoutes } from "../plan/seen.ts";
import { LabError } from "./lab-error.ts";
import { inParallel } from "./parallel.ts";
import { enterScript, type Place } from "./places.ts";
import { quoted, shell } from "./shell.ts";

const routing = ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"];

/** What to read in one namespace: four answers, each on lines of its own behind a header. */
function question(name: string, place: Place, sysctls: readonly string[]): string {
  const routes = (family: 4 | 6) => `ip -${family} -json route show proto ${routeProtocol} || echo '[]'`;
  const values = sysctls.map((key) => `printf '%s ' ${quoted(key)}; cat ${quoted(sysctlPath(key))} 2>/dev/null || echo`);
  const inside = ["ip -json -details address show", routes(4), routes(6), ...values].join("\n");
  return `echo '# ${name}'\n${enterScript(place)} sh -s 2>/dev/null <<'END-OF-QUESTION'\n${inside}\nEND-OF-QUESTION\n`;
}

/** File of a sysctl of the network namespace: `net.ipv4.ip_forward`, or with slashes where an interface name has dots, as sysctl(8) takes it. */
export function sysctlPath(key: string): string {
  return `/proc/sys/${key.includes("/") ? key : key.replaceAll(".", "/")}`;
}

function answer(lines: readonly string[]): SeenNode | null {
  const [interfaces = "", four = "[]", six = "[]", ...values] = lines;
  if (!interfaces.startsWith("[")) return null;
  const sysctls = values.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
  return {
    interfaces: seenInterfaces(JSON.parse(interfaces)),
    routes: [...seenRoutes(JSON.parse(four || "[]"), 4), ...seenRoutes(JSON.parse(six || "[]"), 6)],
    sysctls: Object.fromEntries(sysctls),
  };
}

/** Reads interfaces, the lab's routes, and the sysctls that the lab sets, in each of the places. A namespace that vanished meanwhile is left out. */
export async function observe(lab: Lab, places: ReadonlyMap<string, Place>, signal?: AbortSignal): Promise<Seen> {
  const keys = new Map(lab.nodes.map((node) => [node.name, [...(node.forwarding ? routing : []), ...Object.keys(node.sysctls)]]));
  const scripts = [...places].map(([name, place]) => question(name, place, keys.get(name) ?? []));
  const outputs = await inParallel(scripts, async (part) => {
    const result = await shell(part.join(""), { signal });
    if (result.aborted) throw new LabError("interrupted", "interrupted");
    return result.stdout;
  });
  const sections = outputs.join("").split(/^# /m).slice(1);
  const seen = sections.flatMap((section) => {
    const [name = "", ...lines] = section.split("\n");
    const node = answer(lines.filter((line, index) => index < 3 || line !== ""));
    return node === null ? [] : [[name, node] as const];
  });
  return new Map(seen);
}
