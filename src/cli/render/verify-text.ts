import { printable } from "../../base/index.ts";
import type { PlannedLinkResult, Verdict, VerifyDocument } from "../../topology/index.ts";
import type { Paint } from "./paint.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { verdictLook } from "./verdict-look.ts";

/** The answer of `verify` for people. `all` lists the links that are ok as well. */
export function verifyLines(document: VerifyDocument, plan: string, all: boolean, paint: Paint): string[] {
  const bad = document.links.filter((link) => link.verdict !== "ok");
  const good = document.links.filter((link) => link.verdict === "ok");
  const head = document.ok ? paint("ok", "boldGreen") : paint("not ok", "boldRed");
  return [
    `${head}  ${paint(plan, "bold")}: ${countText(document)}`,
    ...bad.flatMap((link) => ["", ...linkLines(link, paint)]),
    ...(all && good.length > 0 ? ["", ...good.map((link) => oneLine(link, paint))] : []),
  ];
}

function countText({ links, summary }: VerifyDocument): string {
  if (links.length === 0) return "the plan has no links";
  const counts = (Object.entries(summary) as [Verdict, number][])
    .filter(([verdict]) => verdict !== "ok")
    .map(([verdict, count]) => `${count} ${verdict}`);
  const ok = summary.ok ?? 0;
  return `${ok} of ${links.length} ${links.length === 1 ? "link is" : "links are"} ok${counts.length > 0 ? `, ${counts.join(", ")}` : ""}`;
}

function oneLine(link: PlannedLinkResult, paint: Paint): string {
  return `  ${paint(link.verdict, verdictLook(link.verdict))}  ${pairText(link)}`;
}

/** The planned ends; a link that no plan has shows what is there. */
function pairText({ planned, actual }: PlannedLinkResult): string {
  return (planned === null ? actual : [planned.a, planned.b]).map((end) => printable(end)).join(" -- ");
}

function linkLines(link: PlannedLinkResult, paint: Paint): string[] {
  const line = (name: string, text: string, strong = false) => `      ${paint(name.padEnd(8), "faint")} ${strong ? paint(text, "boldCyan") : text}`;
  const found = link.planned === null ? "" : link.actual.map((end) => printable(end)).join(", ");
  return [
    `  ${paint(link.verdict, verdictLook(link.verdict))}  ${paint(pairText(link), "bold")}`,
    ...(found === "" ? [] : [line("found", found)]),
    ...(link.reason === null ? [] : [line("because", `${reasonSentence(link.reason)} (${link.reason})`)]),
    ...(link.warnings.length > 0 ? [line("beware", link.warnings.join(", "))] : []),
    ...(link.fix === null ? [] : link.fix.split("\n").map((text, index) => line(index === 0 ? "fix" : "", printable(text, 1000), true))),
  ];
}
