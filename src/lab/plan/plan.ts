/** What has to be done inside one node's namespace, in this order. */
export interface NodeWork {
  readonly node: string;
  /** Keys with dots. */
  readonly sysctls: readonly (readonly [string, string])[];
  /** Lines for `ip -batch`. */
  readonly ip: readonly string[];
  /** Lines for `bridge -batch`. */
  readonly bridge: readonly string[];
}

export interface LinkWork {
  readonly name: string;
  /** For `ip -batch` in the namespace we run in. */
  readonly line: string;
}

export interface NamespaceWork {
  readonly node: string;
  readonly namespace: string;
}

/** Steps from what exists to what the file says, in the order of the fields. Equal states give empty lists. */
export interface UpPlan {
  readonly removeNamespaces: readonly NamespaceWork[];
  /** Cables, addresses and routes that the file no longer has. */
  readonly removals: readonly NodeWork[];
  readonly addNamespaces: readonly NamespaceWork[];
  readonly links: readonly LinkWork[];
  readonly settings: readonly NodeWork[];
  readonly exec: readonly { readonly node: string; readonly commands: readonly string[] }[];
  /** Things the lab needs but may not touch, one line each: nothing may be done when there are any. */
  readonly refusals: readonly string[];
}

/** Whether there is nothing to do. */
export function isEmpty(plan: UpPlan): boolean {
  const { removeNamespaces, removals, addNamespaces, links, settings, exec } = plan;
  return [removeNamespaces, removals, addNamespaces, links, settings, exec].every((steps) => steps.length === 0);
}
