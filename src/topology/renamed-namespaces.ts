import type { Fact } from "./facts.ts";
import type { Model } from "./model.ts";

/**
 * Namespaces that go under one name and come under another in one batch, [old id, new id]. They are the same by their inode; between two
 * batches that would prove nothing, because the kernel gives the number of a dead namespace to the next one.
 */
export function renamedNamespaces(model: Model, facts: readonly Fact[]): (readonly [string, string])[] {
  const gone = new Map<string, string>();
  for (const fact of facts) {
    const namespace = fact.kind === "namespace-gone" ? model.namespace(fact.id) : undefined;
    if (namespace) gone.set(`${namespace.inode} ${namespace.host}`, namespace.id);
  }
  if (gone.size === 0) return [];
  return facts.flatMap((fact) => {
    const before = fact.kind === "namespace" ? gone.get(`${fact.facts.inode} ${fact.facts.host}`) : undefined;
    return fact.kind === "namespace" && before !== undefined && before !== fact.facts.id ? [[before, fact.facts.id] as const] : [];
  });
}
