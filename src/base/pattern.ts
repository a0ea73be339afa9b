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
  const matcher = wildcard(term.replace(/^!{1,2}/, ""));
  return { kind, matches: (name) => matcher.test(name) };
}

function wildcard(text: string): RegExp {
  const source = text.replaceAll(/\[!?[^\]]+\]|[\s\S]/g, (piece) => {
    if (piece === "*") return "[^]*";
    if (piece === "?") return "[^]";
    if (piece.length > 1) return piece.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return piece.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
  });
  try {
    return new RegExp(`^${source}$`, "u");
  } catch {
    return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`);
  }
}
