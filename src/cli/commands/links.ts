import { compilePattern, didYouMean } from "../../base/index.ts";
import { type LinkDocument, type Verdict, verdicts } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, usageError } from "../exit-code.ts";
import { splitPort } from "../port-id.ts";
import { linkColumns } from "../render/link-columns.ts";
import { runList } from "./list-command.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return runList<LinkDocument>({ name: "links", columns: linkColumns, query: linkQuery, keep: onInterface }, invocation, io);
}

function linkQuery(invocation: Invocation): Readonly<Record<string, string>> {
  const namespace = invocation.text("namespace");
  return { ...(namespace === undefined ? {} : { namespace }), ...verdictQuery(invocation.text("verdict")) };
}

function verdictQuery(list: string | undefined): Readonly<Record<string, string>> {
  if (list === undefined) return {};
  const bad = verdicts.filter((verdict) => verdict !== "ok" && verdict !== "unverified");
  const words = list.split(",").flatMap((word) => (word === "bad" ? bad : [word]));
  const wrong = words.find((word) => !verdicts.includes(word as Verdict));
  if (wrong !== undefined)
    throw usageError(`no verdict "${wrong}"`, didYouMean(wrong, [...verdicts, "bad"]) ?? `the verdicts are ${verdicts.join(", ")}`);
  return { verdict: words.join(",") };
}

/** The API knows no interface for links: either end counts. */
function onInterface(invocation: Invocation): (link: LinkDocument) => boolean {
  const pattern = invocation.text("interface");
  if (pattern === undefined) return () => true;
  const matches = compilePattern(pattern);
  return ({ a, b }) => [a, b].some((end) => matches(splitPort(end).name));
}
