import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DiffDocument } from "../../../src/topology/documents.ts";
import type { Session } from "../session.ts";
import { moment, networkVersion } from "../state.ts";
import { clockTime, shown } from "../words.ts";

const spans = { "15 min": 900, "1 h": 3600, "6 h": 21_600, "1 day": 86_400, "7 days": 604_800 } as const;
type Span = keyof typeof spans;
const speeds = [1, 10, 60, 600] as const;
const steps = 1000;

/** A slider over the history: shows a past moment, replays it, tells what changed since, and goes back to live. */
export function Timeline({ session }: { readonly session: Session }) {
  const span = useSignal<Span>("1 h");
  const at = useSignal(steps);
  const speed = useSignal<(typeof speeds)[number]>(60);
  const playing = useSignal(false);
  const difference = useSignal<DiffDocument | null>(null);
  const off = session.status.value?.history.state === "off";
  const timeOf = (step: number) => new Date(Date.now() - spans[span.value] * 1000 * (1 - step / steps));

  const go = async (step: number) => {
    at.value = step;
    difference.value = null;
    if (step >= steps) playing.value = false;
    await session.show(step >= steps ? null : timeOf(step).toISOString());
  };
  useEffect(() => {
    const timer = setInterval(() => {
      if (playing.value) void go(Math.min(steps, at.value + (steps * speed.value) / spans[span.value]));
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  useSignalEffect(() => {
    if (moment.value === null) at.value = steps;
  });
  if (off) return <footer class="timeline">History is off on this daemon (no state folder): only the present can be shown.</footer>;
  return (
    <footer class="timeline">
      <label>
        <span class="unseen">Span of the slider</span>
        <select value={span.value} onChange={(event) => (span.value = event.currentTarget.value as Span)}>
          {Object.keys(spans).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => (playing.value = !playing.value)} disabled={moment.value === null}>
        {playing.value ? "Pause" : "Replay"}
      </button>
      <label>
        <span class="unseen">Speed of the replay</span>
        <select value={String(speed.value)} onChange={(event) => (speed.value = Number(event.currentTarget.value) as (typeof speeds)[number])}>
          {speeds.map((each) => (
            <option key={each} value={String(each)}>
              {each}x
            </option>
          ))}
        </select>
      </label>
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={moment.value === null ? "live" : clockTime(moment.value)}
        min={0}
        max={steps}
        value={at.value}
        data-testid="slider"
        onChange={(event) => void go(Number(event.currentTarget.value))}
      />
      <output data-testid="moment">{moment.value === null ? "live" : moment.value.includes("T") ? clockTime(moment.value) : moment.value}</output>
      <button type="button" disabled={moment.value === null} onClick={() => void go(steps)}>
        Back to live
      </button>
      <button type="button" disabled={moment.value === null} onClick={() => void compare(session, difference)}>
        What changed since
      </button>
      {difference.value && <Difference diff={difference.value} />}
    </footer>
  );
}

async function compare(session: Session, difference: { value: DiffDocument | null }): Promise<void> {
  if (moment.value !== null) difference.value = await session.api.diff(moment.value, "now").catch(() => null);
}

function Difference({ diff }: { readonly diff: DiffDocument }) {
  void networkVersion.value;
  const rows = [
    ...diff.added.links.map((link) => `+ ${link.a} \u2013 ${link.b}`),
    ...diff.removed.links.map((link) => `- ${link.a} \u2013 ${link.b}`),
    ...diff.changed.map(({ id, before, after }) => `~ ${id}: ${verdictOf(before)} \u2192 ${verdictOf(after)}`),
  ];
  return (
    <ul class="difference" data-testid="difference">
      {rows.length === 0 ? <li>Nothing.</li> : rows.slice(0, 200).map((row) => <li key={row}>{shown(row)}</li>)}
    </ul>
  );
}

const verdictOf = (value: unknown): string => (value as { verdict?: string } | null)?.verdict ?? "other facts";
