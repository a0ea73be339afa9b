import { printable } from "../../base/index.ts";
import type { StatusDocument, Verdict } from "../../topology/index.ts";
import { formatSpan } from "./age.ts";
import { type FactLine, factLines } from "./facts.ts";
import type { Look, Paint } from "./paint.ts";
import { verdictLook } from "./verdict-look.ts";

/** `5 ok, 1 missing`, each in its color. */
export function verdictCounts(links: StatusDocument["links"], paint: Paint): string {
  const counts = Object.entries(links) as [Verdict, number][];
  return counts.length === 0 ? "none" : counts.map(([verdict, count]) => paint(`${count} ${verdict}`, verdictLook(verdict))).join(", ");
}

/** The answer of `status` for people. */
export function statusLines(status: StatusDocument, paint: Paint): string[] {
  const { history, bus, push } = status;
  return factLines(
    [
      { name: "version", text: printable(status.version) },
      { name: "running for", text: formatSpan(status.uptime) },
      { name: "revision", text: `${status.revision} of ${printable(status.epoch)}` },
      { name: "namespaces", text: String(status.namespaces) },
      { name: "ports", text: String(status.ports) },
      { name: "neighbors", text: String(status.neighbors) },
      { name: "links", text: verdictCounts(status.links, paint) },
      service("history", history.state, history.state === "off" ? "" : `${history.events} events, ${history.bytes} octets`, history.error),
      service("bus", bus.state, "", bus.error),
      service("push", push.state, push.state === "off" ? "" : `${push.written} written, ${push.queued} queued, ${push.dropped} dropped`, push.error),
    ],
    paint,
  );
}

function service(name: string, state: string, detail: string, error: string | null): FactLine {
  const look: Look = state === "failed" || state === "failing" ? "red" : state === "off" ? "faint" : "plain";
  return { name, text: [state, detail, error === null ? "" : printable(error)].filter(Boolean).join(": "), look };
}
