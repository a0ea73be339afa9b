import { useSignal } from "@preact/signals";
import type { LinkDocument } from "../../../src/topology/documents.ts";
import { matches, severity } from "../scene.ts";
import type { Session } from "../session.ts";
import { filter, networkVersion, selection } from "../state.ts";
import { clockTime, shown } from "../words.ts";

const columns = [
  { name: "Link", key: (link: LinkDocument) => link.id },
  { name: "Verdict", key: (link: LinkDocument) => severity.indexOf(link.verdict) },
  { name: "Reason", key: (link: LinkDocument) => link.reason ?? "" },
  { name: "Warnings", key: (link: LinkDocument) => link.warnings.join() },
  { name: "Since", key: (link: LinkDocument) => link.since },
] as const;

const pageSize = 500;

/** The same facts as rows: works without WebGL, on a phone, with a screen reader. */
export function TableView({ session }: { readonly session: Session }) {
  const sorted = useSignal({ column: 1, descending: false });
  const shownRows = useSignal(pageSize);
  void networkVersion.value;
  const { network } = session;
  const nodeText = (port: string) => {
    const node = network.nodes.get(network.nodeOf(port) ?? "");
    return `${port} ${node?.name ?? ""} ${node?.host ?? ""}`.toLowerCase();
  };
  const { column, descending } = sorted.value;
  const key = (columns[column] as (typeof columns)[number]).key;
  const links = [...network.links.values()]
    .filter((link) => matches(link, filter.value, nodeText))
    .sort((one, other) => compare(key(one), key(other)) * (descending ? -1 : 1) || compare(one.id, other.id));
  return (
    <section class="table" aria-label="Links">
      <table data-testid="table">
        <caption>
          {links.length} of {network.links.size} links
        </caption>
        <thead>
          <tr>
            {columns.map(({ name }, index) => (
              <th key={name} scope="col" aria-sort={index !== column ? "none" : descending ? "descending" : "ascending"}>
                <button type="button" onClick={() => (sorted.value = { column: index, descending: index === column ? !descending : false })}>
                  {name}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.slice(0, shownRows.value).map((link) => (
            <tr key={link.id} aria-selected={selection.value?.id === link.id}>
              <td>
                <button type="button" class="link" onClick={() => (selection.value = { kind: "link", id: link.id })}>
                  {shown(link.a)} {"\u2013"} {shown(link.b)}
                </button>
              </td>
              <td class={`verdict verdict-${link.verdict}`}>{link.verdict}</td>
              <td>{link.reason ?? ""}</td>
              <td>{link.warnings.join(", ")}</td>
              <td>
                <time dateTime={link.since}>{clockTime(link.since)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {links.length > shownRows.value && (
        <button type="button" onClick={() => (shownRows.value += pageSize)}>
          Show {Math.min(pageSize, links.length - shownRows.value)} more
        </button>
      )}
    </section>
  );
}

const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);
