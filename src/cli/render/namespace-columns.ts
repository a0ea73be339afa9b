import { printable } from "../../base/index.ts";
import type { NamespaceDocument } from "../../topology/index.ts";
import type { Column } from "./table.ts";

/** The columns of `namespaces`. */
export const namespaceColumns: readonly Column<NamespaceDocument>[] = [
  { key: "namespace", title: "NAMESPACE", rank: 0, least: 12, text: (row) => printable(row.name), look: () => "bold" },
  { key: "kind", title: "KIND", rank: 2, least: 9, text: (row) => row.kind },
  { key: "state", title: "STATE", rank: 0, least: 7, text: (row) => row.state, look: (row) => (row.state === "running" ? "green" : "yellow") },
  { key: "ports", title: "PORTS", rank: 1, least: 5, align: "right", text: (row) => String(row.ports) },
  { key: "inode", title: "INODE", rank: 4, least: 10, align: "right", text: (row) => String(row.inode) },
  { key: "names", title: "NAMES", rank: 3, least: 8, text: (row) => row.names.map((name) => printable(name)).join(",") || "-" },
];
