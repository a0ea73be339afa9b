import { useSignal, useSignalEffect } from "@preact/signals";
import type { EventDocument, ExplainDocument, LinkDocument, NeighborDocument, PortDocument } from "../../../src/topology/documents.ts";
import type { Session } from "../session.ts";
import { changes, expanded, moment, networkVersion, selection, toggle } from "../state.ts";
import { clockTime, sentence, shown } from "../words.ts";
import { NeighborFacts } from "./neighbor-facts.tsx";

/** What is known of the selected port, link or system. */
export function Panel({ session }: { readonly session: Session }) {
  const chosen = selection.value;
  if (chosen === null) return null;
  return (
    <aside class="panel" aria-label="Selection" data-testid="panel">
      <button type="button" class="close" aria-label="Close the panel" onClick={() => (selection.value = null)}>
        {"\u00d7"}
      </button>
      {chosen.kind === "link" && <LinkPanel key={chosen.id} id={chosen.id} session={session} />}
      {chosen.kind === "port" && <PortPanel key={chosen.id} id={chosen.id} session={session} />}
      {chosen.kind === "node" && <NodePanel id={chosen.id} session={session} />}
    </aside>
  );
}

const layer = (value: boolean | null): string => (value === null ? "cannot know" : value ? "yes" : "no");

function LinkPanel({ id, session }: { readonly id: string; readonly session: Session }) {
  void networkVersion.value;
  const link = session.network.links.get(id);
  if (!link) return <p>This link is not there {moment.value === null ? "any more" : "at that moment"}.</p>;
  return (
    <>
      <h2>
        {shown(link.a)} {"\u2013"} {shown(link.b)}
      </h2>
      <VerdictLine link={link} />
      <table class="facts">
        <tbody>
          <tr>
            <th scope="row">planned</th>
            <td>{layer(link.planned)}</td>
          </tr>
          <tr>
            <th scope="row">wired</th>
            <td>{layer(link.wired)}</td>
          </tr>
          <tr>
            <th scope="row">
              {shown(link.b)} hears {shown(link.a)}
            </th>
            <td>{layer(link.observed.aToB)}</td>
          </tr>
          <tr>
            <th scope="row">
              {shown(link.a)} hears {shown(link.b)}
            </th>
            <td>{layer(link.observed.bToA)}</td>
          </tr>
          <tr>
            <th scope="row">since</th>
            <td>{clockTime(link.since)}</td>
          </tr>
        </tbody>
      </table>
      <Fix fix={link.fix} />
      {moment.value === null && <Explain port={link.a} peer={link.b} session={session} />}
      <p class="row">
        <PortLink id={link.a} /> <PortLink id={link.b} />
      </p>
      <History about={(event) => ((event.after ?? event.before) as { id?: string } | null)?.id === id} />
    </>
  );
}

function VerdictLine({ link }: { readonly link: Pick<LinkDocument, "verdict" | "reason" | "warnings"> }) {
  return (
    <p>
      <strong class={`verdict verdict-${link.verdict}`}>{link.verdict}</strong>{" "}
      {link.reason !== null && <span data-testid="reason">{link.reason}</span>}
      {link.warnings.map((warning) => (
        <span key={warning} class="warning">
          {" "}
          {warning}
        </span>
      ))}
    </p>
  );
}

function Fix({ fix }: { readonly fix: string | null }) {
  const copied = useSignal(false);
  if (fix === null) return null;
  return (
    <div class="fix">
      <h3>What mends it</h3>
      <pre data-testid="fix">{fix}</pre>
      <button
        type="button"
        onClick={async () => {
          await navigator.clipboard.writeText(fix);
          copied.value = true;
        }}
      >
        {copied.value ? "Copied" : "Copy"}
      </button>
    </div>
  );
}

function Explain({ port, peer, session }: { readonly port: string; readonly peer: string | null; readonly session: Session }) {
  const answer = useSignal<ExplainDocument | null>(null);
  useSignalEffect(() => {
    void networkVersion.value;
    void session.api.explain(port, peer).then(
      (document) => {
        answer.value = document;
      },
      () => {
        answer.value = null;
      },
    );
  });
  if (!answer.value || answer.value.evidence.length === 0) return null;
  return (
    <details open>
      <summary>Evidence</summary>
      <ol class="evidence" data-testid="evidence">
        {answer.value.evidence.map((evidence, index) => (
          <li key={index}>
            {shown(evidence.fact)}: <b>{shown(evidence.value)}</b> <small>{shown(evidence.source)}</small>
          </li>
        ))}
      </ol>
    </details>
  );
}

function PortLink({ id }: { readonly id: string }) {
  return (
    <button type="button" class="link" onClick={() => (selection.value = { kind: "port", id })}>
      {shown(id)}
    </button>
  );
}

function PortPanel({ id, session }: { readonly id: string; readonly session: Session }) {
  const port = useSignal<PortDocument | null>(null);
  const neighbors = useSignal<readonly NeighborDocument[]>([]);
  useSignalEffect(() => {
    void networkVersion.value;
    void session.api.port(id).then(
      (document) => (port.value = document),
      () => (port.value = null),
    );
    void session.api.neighborsOf(id).then(
      (list) => (neighbors.value = list),
      () => (neighbors.value = []),
    );
  });
  const known = port.value;
  return (
    <>
      <h2>{shown(id)}</h2>
      {known?.verdict && <VerdictLine link={{ verdict: known.verdict, reason: known.reason, warnings: known.warnings }} />}
      {known && (
        <table class="facts">
          <tbody>
            {(["state", "mode", "kind", "mac", "mtu", "ifindex", "master", "wiredTo"] as const).map((field) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{known[field] === null ? "\u2013" : shown(String(known[field]))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {moment.value === null && <Explain port={id} peer={null} session={session} />}
      {neighbors.value.map((neighbor) => (
        <NeighborFacts key={neighbor.id} neighbor={neighbor} />
      ))}
      {known && (
        <details>
          <summary>Counters</summary>
          <table class="facts">
            <tbody>
              {Object.entries(known.counters).map(([name, count]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{String(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <History about={(event) => event.port === id} />
    </>
  );
}

function NodePanel({ id, session }: { readonly id: string; readonly session: Session }) {
  void networkVersion.value;
  const node = session.network.nodes.get(id);
  if (!node) return <p>This system is not there {moment.value === null ? "any more" : "at that moment"}.</p>;
  return (
    <>
      <h2>{shown(node.name || node.id)}</h2>
      <p>
        {node.kind}
        {node.host ? ` on ${shown(node.host)}` : ""}
        {node.chassisId ? `, chassis ${shown(node.chassisId.value)}` : ""}
      </p>
      {node.capabilities && node.capabilities.enabled.length > 0 && <p>{node.capabilities.enabled.join(", ")}</p>}
      <button type="button" onClick={() => (expanded.value = toggle(expanded.value, id))}>
        {expanded.value.has(id) ? "Close on the map" : "Show its ports on the map"}
      </button>
      <ul class="ports">
        {node.ports.slice(0, 200).map((port) => (
          <li key={port}>
            <PortLink id={port} />
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ about }: { readonly about: (event: EventDocument) => boolean }) {
  const seen = changes.value.filter(about).slice(0, 10);
  if (seen.length === 0) return null;
  return (
    <details open>
      <summary>Lately</summary>
      <ul class="history">
        {seen.map((event) => (
          <li key={event.id}>
            <time dateTime={event.time}>{clockTime(event.time)}</time> {sentence(event)}
          </li>
        ))}
      </ul>
    </details>
  );
}
