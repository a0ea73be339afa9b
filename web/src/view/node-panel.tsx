import type { LinkDocument, NodeDocument } from "../../../src/topology/documents.ts";
import { groupOf } from "../scene.ts";
import type { Session } from "../session.ts";
import { expanded, moment, networkVersion, selection, toggle } from "../state.ts";
import { shown } from "../words.ts";
import { FactTable } from "./fact-table.tsx";
import { PortName } from "./port-name.tsx";

const listed = 200;

/** A system, segment or remote system, with its ports and what each is joined to. */
export function NodePanel({ id, session }: { readonly id: string; readonly session: Session }) {
  void networkVersion.value;
  const node = session.network.nodes.get(id);
  if (!node) return <p class="gone">This system is not there {moment.value === null ? "any more" : "at that moment"}.</p>;
  const open = expanded.value.has(id);
  const group = groupOf(node);
  return (
    <>
      <h2>{shown(node.name || node.id)}</h2>
      <Identity node={node} />
      <p class="row">
        <button type="button" onClick={() => (expanded.value = toggle(expanded.value, id))}>
          {open ? "Fold on the map" : "Show its ports on the map"}
        </button>
        {expanded.value.has(group) && (
          <button type="button" onClick={() => (expanded.value = toggle(expanded.value, group))}>
            Fold {shown(node.host)}
          </button>
        )}
      </p>
      <PortList node={node} session={session} />
    </>
  );
}

function Identity({ node }: { readonly node: NodeDocument }) {
  const rows = [
    ["kind", node.kind],
    ["host", node.host],
    ["namespace", node.namespace],
    ["chassis id", node.chassisId ? `${node.chassisId.value} (${node.chassisId.subtype})` : null],
    ["capabilities", node.capabilities?.enabled.join(", ") || null],
  ] as const;
  return <FactTable rows={rows.map(([name, value]) => [name, value ? shown(value) : null])} />;
}

function PortList({ node, session }: { readonly node: NodeDocument; readonly session: Session }) {
  const linksOf = new Map<string, LinkDocument[]>();
  const own = new Set(node.ports);
  for (const link of session.network.links.values())
    for (const end of [link.a, link.b]) if (own.has(end)) linksOf.set(end, [...(linksOf.get(end) ?? []), link]);
  return (
    <table class="ports">
      <caption>{node.ports.length} ports</caption>
      <tbody>
        {node.ports.slice(0, listed).map((port) => (
          <tr key={port}>
            <td>
              <PortName id={port} />
            </td>
            <td>
              {(linksOf.get(port) ?? []).map((link) => (
                <PortLink key={link.id} link={link} port={port} />
              ))}
            </td>
          </tr>
        ))}
        {node.ports.length > listed && (
          <tr>
            <td>and {node.ports.length - listed} more</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function PortLink({ link, port }: { readonly link: LinkDocument; readonly port: string }) {
  return (
    <button type="button" class="link plain" onClick={() => (selection.value = { kind: "link", id: link.id })}>
      <span class={`verdict verdict-${link.verdict}`}>{link.verdict}</span> {shown(link.a === port ? link.b : link.a)}
    </button>
  );
}
