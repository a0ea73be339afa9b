import { compilePattern, printable } from "../../base/index.ts";
import type { EventDocument, LinkDocument } from "../../topology/index.ts";

/** A program to run, without arguments, when the verdict of a link changes. Comes from the configuration file only, and only when root owns that file. */
export interface Hook {
  /** Absolute path. */
  readonly program: string;
  /** Pattern over the new verdict; a link that is gone has the verdict `gone`. */
  readonly verdicts: string;
  /** Pattern over port ids; either end may match. */
  readonly ports: string;
  /** Milliseconds after which the program is ended. */
  readonly timeout: number;
}

/** One start of a hook: its facts are in the environment, never on a command line. */
export interface HookRun {
  readonly hook: Hook;
  readonly environment: Readonly<Record<string, string>>;
}

const longestValue = 1024;

/** What must be run for an event: one run for each hook that it matches, none unless a verdict changed. */
export function hookRuns(event: EventDocument, hooks: readonly Hook[]): readonly HookRun[] {
  const change = verdictChange(event);
  if (change === null) return [];
  const { link, before, after } = change;
  const matching = hooks.filter(({ verdicts, ports }) => compilePattern(verdicts)(after) && [link.a, link.b].some(compilePattern(ports)));
  if (matching.length === 0) return [];
  const environment = environmentOf(event, link, before, after);
  return matching.map((hook) => ({ hook, environment }));
}

function verdictChange(event: EventDocument): { readonly link: LinkDocument; readonly before: string; readonly after: string } | null {
  if (!event.kind.startsWith("link-")) return null;
  const [was, is] = [event.before as LinkDocument | null, event.after as LinkDocument | null];
  const link = is ?? was;
  const [before, after] = [was?.verdict ?? "none", is?.verdict ?? "gone"];
  return link === null || before === after ? null : { link, before, after };
}

function environmentOf(event: EventDocument, link: LinkDocument, before: string, after: string): Record<string, string> {
  const facts: Record<string, string> = {
    EVENT: event.id,
    TIME: event.time,
    LINK: link.id,
    A: link.a,
    B: link.b,
    VERDICT: after,
    PREVIOUS_VERDICT: before,
    REASON: link.reason ?? "",
    FIX: link.fix ?? "",
    WARNINGS: link.warnings.join(","),
    PLANNED: text(link.planned),
    WIRED: text(link.wired),
    A_TO_B: text(link.observed.aToB),
    B_TO_A: text(link.observed.bToA),
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`LLDP_WATCH_${name}`, printable(value, longestValue)]));
}

const text = (layer: boolean | null): string => (layer === null ? "unknown" : layer ? "yes" : "no");
