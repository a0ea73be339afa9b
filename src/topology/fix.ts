import type { NamespaceFacts } from "./facts.ts";
import type { Model } from "./model.ts";

/** One word of a POSIX shell command, quoted where needed. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * An ip(8) command for root at a shell on the machine that the namespace belongs to, in the daemon's own namespace. Namespaces that ip(8)
 * cannot name are entered by their file; without one the answer is words.
 */
export function ipCommand(model: Model, namespace: string, ...words: readonly string[]): string {
  const facts = model.namespace(namespace);
  const rest = words.map(shellWord).join(" ");
  const command = facts ? entering(facts, rest) : `in namespace ${namespace}: ip ${rest}`;
  return facts && facts.id !== facts.name ? `on ${facts.host}: ${command}` : command;
}

function entering({ kind, name, path }: NamespaceFacts, rest: string): string {
  if (kind === "host") return `ip ${rest}`;
  if (kind === "named") return `ip -n ${shellWord(name)} ${rest}`;
  return path ? `nsenter --net=${shellWord(path)} ip ${rest}` : `in namespace ${name}: ip ${rest}`;
}

/** The command that makes an agent send and receive again. */
export function enableCommand(port: string): string {
  return `lldp-watch port set ${shellWord(port)} --mode rx-and-tx`;
}
