/**
 * lldpd's pattern grammar: a comma list of shell wildcards (`*`, `?`, `[a-z]`), `!name` denies, `!!name` allows even when a deny
 * matches. The empty list matches everything; a list of denials only allows what is not denied.
 */
export type Pattern = (name: string) => boolean;

/** Compiles a pattern. Never fails: what is no wildcard is taken literally. */
export function compilePattern(text: string): Pattern {
  const terms = text
    .split(",")
    .map((term) => term.trim())
    .filter(Boolean)
    .map(compileTerm);
  if (terms.length === 0) return () => true;
  const onlyDenials = terms.every((term) => term.kind === "deny");
  return (name) => {
    const hits = terms.filter((term) => term.matches(name)).map((term) => term.kind);
    if (hits.includes("insist")) return true;
    if (hits.includes("deny")) return false;
    return onlyDenials || hits.includes("allow");
  };
}

function compileTerm(term: string): { readonly kind: "insist" | "deny" | "allow"; readonly matches: (name: string) => boolean } {
  const kind = term.startsWith("!!") ? "insist" : term.startsWith("!") ? "deny" : "allow";
  const steps = compileWildcard(term.replace(/^!{1,2}/, ""));
  return { kind, matches: (name) => matchesWildcard(steps, Array.from(name)) };
}

/** Matches one character, or any run of them. */
type Step = "run" | ((character: string) => boolean);

function compileWildcard(text: string): readonly Step[] {
  const pieces = text.match(/\[!?[^\]]+\]|[\s\S]/gu) ?? [];
  return pieces.map((piece): Step => {
    if (piece === "*") return "run";
    if (piece === "?") return () => true;
    return piece.startsWith("[") && piece.endsWith("]") && piece.length > 2 ? compileClass(piece.slice(1, -1)) : (character) => character === piece;
  });
}

function compileClass(text: string): (character: string) => boolean {
  const negated = text.startsWith("!") && text.length > 1;
  const ranges = [...(negated ? text.slice(1) : text).matchAll(/([\s\S])-([\s\S])|([\s\S])/gu)].map(([, from, to, one]) => [from ?? one, to ?? one]);
  return (character) => ranges.some(([from = "", to = ""]) => from <= character && character <= to) !== negated;
}

// Goes back to the last run only, so a hostile name against a hostile pattern costs no more than their lengths' product.
function matchesWildcard(steps: readonly Step[], name: readonly string[]): boolean {
  let [step, at] = [0, 0];
  let [runStep, runAt] = [-1, 0];
  while (at < name.length) {
    const wanted = steps[step];
    if (wanted === "run") [runStep, runAt] = [step++, at];
    else if (wanted?.(name[at] ?? "")) [step, at] = [step + 1, at + 1];
    else if (runStep >= 0) [step, at] = [runStep + 1, ++runAt];
    else return false;
  }
  return steps.slice(step).every((rest) => rest === "run");
}
