import type { PortDocument } from "../../../src/topology/documents.ts";
import type { Session } from "../session.ts";
import { networkVersion, selection } from "../state.ts";
import { shown } from "../words.ts";
import { Evidence } from "./evidence.tsx";
import { FactTable } from "./fact-table.tsx";
import { Fix } from "./fix.tsx";
import { useLiveAnswer } from "./live-answer.ts";
import { NeighborFacts } from "./neighbor-facts.tsx";
import { PastEvents } from "./past-events.tsx";
import { PortName } from "./port-name.tsx";
import { VerdictLine } from "./verdict-line.tsx";

const fields = ["state", "mode", "kind", "mac", "mtu", "ifindex", "master", "lastChange"] as const;

/** A port: its state, its links, who is heard with every TLV, counters, and what happened to it. */
export function PortPanel({ id, session }: { readonly id: string; readonly session: Session }) {
  const port = useLiveAnswer(() => session.api.port(id)).value;
  const neighbors = useLiveAnswer(() => session.api.neighborsOf(id)).value ?? [];
  return (
    <>
      <h2>{shown(id)}</h2>
      {port?.verdict && <VerdictLine verdict={port.verdict} reason={port.reason} warnings={port.warnings} />}
      <Links id={id} session={session} />
      {port && <Facts port={port} />}
      {neighbors.map((neighbor) => (
        <NeighborFacts key={neighbor.id} neighbor={neighbor} />
      ))}
      {port && neighbors.length === 0 && <p class="note">Nobody is heard here.</p>}
      {port?.counters && <Counters counters={port.counters} />}
      {neighbors.length === 0 && <Evidence port={id} peer={null} session={session} />}
      <PastEvents subject={{ kind: "port", id, port: id }} session={session} />
    </>
  );
}

function Links({ id, session }: { readonly id: string; readonly session: Session }) {
  void networkVersion.value;
  const links = [...session.network.links.values()].filter(({ a, b }) => a === id || b === id);
  return (
    <>
      {links.map((link) => (
        <div key={link.id}>
          <p>
            <button type="button" class="link" onClick={() => (selection.value = { kind: "link", id: link.id })}>
              Link to {shown(link.a === id ? link.b : link.a)}
            </button>
          </p>
          <Fix fix={link.fix} />
        </div>
      ))}
    </>
  );
}

function Facts({ port }: { readonly port: PortDocument }) {
  return (
    <table class="facts">
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{field === "lastChange" ? "last change" : field}</th>
            <td>{port[field] === null ? "\u2013" : shown(String(port[field]))}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">wired to</th>
          <td>{port.wiredTo === null ? "\u2013" : <PortName id={port.wiredTo} />}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Counters({ counters }: { counters: NonNullable<PortDocument["counters"]> }) {
  return (
    <details class="part" data-testid="counters">
      <summary>Counters</summary>
      <FactTable rows={Object.entries(counters).map(([name, count]) => [name, String(count)])} />
    </details>
  );
}
