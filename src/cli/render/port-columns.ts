import { printable } from "../../base/index.ts";
import type { PortDocument } from "../../topology/index.ts";
import { age } from "./age.ts";
import type { Column } from "./table.ts";
import { stateLook, verdictLook, warningsLook } from "./verdict-look.ts";

/** The columns of `ports`; `wall` is the time of day for ages. */
export function portColumns(wall: number): readonly Column<PortDocument>[] {
  return [
    { key: "port", title: "PORT", rank: 0, least: 12, text: (row) => printable(row.id), look: () => "bold" },
    { key: "namespace", title: "NAMESPACE", rank: 6, least: 10, text: (row) => printable(row.namespace), extra: true },
    { key: "interface", title: "INTERFACE", rank: 6, least: 9, text: (row) => printable(row.interface), extra: true },
    { key: "state", title: "STATE", rank: 1, least: 10, text: (row) => row.state, look: (row) => stateLook(row.state) },
    { key: "neighbors", title: "NEIGHBORS", rank: 3, least: 9, align: "right", text: (row) => String(row.neighbors) },
    { key: "wired-to", title: "WIRED TO", rank: 2, least: 10, text: (row) => (row.wiredTo === null ? "-" : printable(row.wiredTo)) },
    { key: "verdict", title: "VERDICT", rank: 0, least: 10, text: (row) => row.verdict ?? "-", look: (row) => verdictLook(row.verdict) },
    { key: "reason", title: "REASON", rank: 2, least: 14, text: (row) => row.reason ?? "-" },
    {
      key: "warnings",
      title: "WARNINGS",
      rank: 4,
      least: 12,
      text: (row) => row.warnings.join(",") || "-",
      look: (row) => warningsLook(row.warnings),
    },
    { key: "mode", title: "MODE", rank: 5, least: 9, text: (row) => row.mode },
    { key: "kind", title: "KIND", rank: 6, least: 6, text: (row) => printable(row.kind, 30), extra: true },
    { key: "mtu", title: "MTU", rank: 6, least: 5, align: "right", text: (row) => String(row.mtu), extra: true },
    { key: "master", title: "MASTER", rank: 6, least: 6, text: (row) => (row.master === null ? "-" : printable(row.master)), extra: true },
    { key: "mac", title: "MAC", rank: 6, least: 17, text: (row) => printable(row.mac), extra: true },
    { key: "ifindex", title: "IFINDEX", rank: 6, least: 7, align: "right", text: (row) => String(row.ifindex), extra: true },
    {
      key: "received",
      title: "RECEIVED",
      rank: 6,
      least: 8,
      align: "right",
      text: (row) => String(row.counters?.framesReceived ?? "-"),
      extra: true,
    },
    { key: "sent", title: "SENT", rank: 6, least: 6, align: "right", text: (row) => String(row.counters?.framesTransmitted ?? "-"), extra: true },
    { key: "changed", title: "CHANGED", rank: 6, least: 7, align: "right", text: (row) => age(row.lastChange, wall), extra: true },
  ];
}
