import type { LinkDocument } from "../../../src/topology/documents.ts";
import { interfaceOf } from "../scene.ts";
import type { Session } from "../session.ts";
import { moment, networkVersion } from "../state.ts";
import { clockTime, shown } from "../words.ts";
import { Evidence } from "./evidence.tsx";
import { Fix } from "./fix.tsx";
import { PastEvents } from "./past-events.tsx";
import { PortName } from "./port-name.tsx";
import { VerdictLine } from "./verdict-line.tsx";

/** A link: its verdict, the three layers, what mends it, the evidence, and what happened to it. */
export function LinkPanel({ id, session }: { readonly id: string; readonly session: Session }) {
  void networkVersion.value;
  const link = session.network.links.get(id);
  if (!link) return <p class="gone">This link is not there {moment.value === null ? "any more" : "at that moment"}.</p>;
  return (
    <>
      <h2>
        <PortName id={link.a} /> <span aria-hidden="true">{"\u2194"}</span> <PortName id={link.b} />
      </h2>
      <VerdictLine {...link} />
      <Fix fix={link.fix} />
      <Layers link={link} />
      <p class="note">
        {link.verdict} since <time dateTime={link.since}>{clockTime(link.since)}</time>
        {link.flaps > 0 && `, left ok ${link.flaps} ${link.flaps === 1 ? "time" : "times"}`}
      </p>
      {moment.value === null && <Evidence port={link.a} peer={link.b} session={session} />}
      <PastEvents subject={{ kind: "link", id, port: link.a.startsWith("~") ? link.b : link.a }} session={session} />
    </>
  );
}

function Layers({ link }: { readonly link: LinkDocument }) {
  const [a, b] = [shown(link.a), shown(link.b)];
  return (
    <ul class="layers" aria-label="Layers">
      <Layer name="planned" value={link.planned} />
      <Layer name="wired" value={link.wired} />
      <Layer name={`heard at ${short(link.b)}`} title={`${b} hears ${a}`} value={link.observed.aToB} />
      <Layer name={`heard at ${short(link.a)}`} title={`${a} hears ${b}`} value={link.observed.bToA} />
    </ul>
  );
}

const short = (port: string): string => shown(port.length > 14 ? interfaceOf(port) : port);
const marks = { true: "\u2713", false: "\u2715", null: "?" } as const;
const words = { true: "yes", false: "no", null: "cannot know" } as const;

function Layer({ name, value, title = name }: { readonly name: string; readonly value: boolean | null; readonly title?: string }) {
  const key = `${value}` as keyof typeof marks;
  return (
    <li class={`layer ${words[key].replace(" ", "-")}`} title={`${title}: ${words[key]}`}>
      <span class="sign" aria-hidden="true">
        {marks[key]}
      </span>
      <span>
        {name}
        <span class="unseen">: {words[key]}</span>
      </span>
    </li>
  );
}
