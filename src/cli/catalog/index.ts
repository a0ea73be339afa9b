import type { CommandSpec } from "../command.ts";
import { explainCommand, snapshotCommand, verifyCommand } from "./cabling.ts";
import { labCommands } from "./lab.ts";
import { decodeCommand } from "./offline.ts";
import { linksCommand, namespacesCommand, neighborsCommand, portSetCommand, portsCommand, statusCommand } from "./queries.ts";
import { collectCommand, completionCommand, configCheckCommand, daemonCommand, referenceCommand } from "./service.ts";
import { liveCommand } from "./terminal.ts";
import { diffCommand, eventsCommand, topologyCommand, waitCommand, watchCommand } from "./time.ts";

export { liveCommand };

export interface CatalogSection {
  readonly title: string;
  readonly commands: readonly CommandSpec[];
}

/** Every command there is, in the order of help and reference. */
export const catalog: readonly CatalogSection[] = [
  { title: "Look", commands: [liveCommand, neighborsCommand, portsCommand, namespacesCommand, linksCommand, topologyCommand, statusCommand] },
  { title: "Follow", commands: [watchCommand, eventsCommand, diffCommand, waitCommand] },
  { title: "Check the cabling", commands: [verifyCommand, explainCommand, snapshotCommand] },
  { title: "Offline", commands: [decodeCommand] },
  { title: "Build a network", commands: labCommands },
  { title: "Serve", commands: [daemonCommand, collectCommand, configCheckCommand, portSetCommand] },
  { title: "Shell", commands: [completionCommand, referenceCommand] },
];

export const commands: readonly CommandSpec[] = catalog.flatMap((section) => section.commands);

/** The command whose name is exactly `name` (one or two words), or null. */
export function findCommand(name: string): CommandSpec | null {
  return commands.find((command) => command.name === name) ?? null;
}

/** Commands whose name starts with the word, as in `lab` for `lab up`. */
export function commandsBelow(word: string): readonly CommandSpec[] {
  return commands.filter((command) => command.name.startsWith(`${word} `));
}
