import { bridgeDevice, endName, endsOf, type Lab, type LabLink, type LabNode, linkAlias, linkName, namespaceOf } from "../model.ts";
import type { Seen } from "../plan/seen.ts";
import type { LabContext } from "./context.ts";
import { everything } from "./down.ts";
import { journalNames, readJournal } from "./journal.ts";
import { isMarked, markOf } from "./namespaces.ts";
import { type Known, lookAt } from "./present.ts";
import { processesIn } from "./processes.ts";
import { requireRights } from "./rights.ts";

export interface LabStatus {
  readonly name: string;
  readonly file: string | null;
  /** `changing`: a run is at work, or ended without undoing what it made. */
  readonly state: "up" | "changing";
  readonly nodes: readonly {
    readonly name: string;
    readonly kind: LabNode["kind"];
    readonly namespace: string | null;
    /** `foreign`: somebody made another namespace of that name. */
    readonly state: "up" | "missing" | "foreign";
    readonly processes: number;
    /** Of bridges; null for others. */
    readonly groupFwdMask: number | null;
  }[];
  readonly links: readonly {
    readonly name: string;
    readonly kind: LabLink["kind"];
    readonly ends: readonly string[];
    /** `cut`: an end is set down. `missing`: an end is not there, or is not this cable's. */
    readonly state: "up" | "cut" | "missing";
  }[];
}

/** The shape of every `lab status --json`. */
export interface LabStatusDocument {
  readonly schema: 1;
  readonly labs: readonly LabStatus[];
}

function linkState(lab: Lab, link: LabLink, seen: Seen): "up" | "cut" | "missing" {
  const ends = endsOf(link).map((end) => seen.get(end.node)?.interfaces.get(end.interface));
  if (ends.some((end) => end?.alias !== linkAlias(lab, link))) return "missing";
  return ends.every((end) => end?.up) ? "up" : "cut";
}

async function statusOf(known: NonNullable<Known>): Promise<LabStatus> {
  const lab = everything(known);
  const { seen } = await lookAt(lab, known, { shallow: false });
  const inodes = new Map(lab.nodes.map((node) => [node.name, markOf(namespaceOf(lab, node) ?? "-")?.inode ?? "0"]));
  const processes = processesIn(new Set([...inodes.values()].filter((inode) => inode !== "0")));
  const nodes = lab.nodes.map((node) => {
    const namespace = namespaceOf(lab, node);
    const foreign = namespace !== null && markOf(namespace) !== null && !isMarked(namespace, known);
    return {
      name: node.name,
      kind: node.kind,
      namespace,
      state: seen.has(node.name) ? ("up" as const) : foreign ? ("foreign" as const) : ("missing" as const),
      processes: processes.filter((each) => each.inode === inodes.get(node.name)).length,
      groupFwdMask: seen.get(node.name)?.interfaces.get(bridgeDevice(node))?.bridge?.groupFwdMask ?? null,
    };
  });
  const links = lab.links.map((link) => ({
    name: linkName(link),
    kind: link.kind,
    ends: endsOf(link).map(endName),
    state: linkState(lab, link, seen),
  }));
  return { name: lab.name, file: known.journal.file, state: known.journal.target === null ? "up" : "changing", nodes, links };
}

/** How one lab, or every lab, is: what stands, what is cut, what is gone. An unknown name gives an empty list. */
export async function status(name: string | null, context: Pick<LabContext, "stateFolder">): Promise<LabStatusDocument> {
  requireRights("lab status");
  const names = journalNames(context.stateFolder).filter((each) => name === null || each === name);
  const labs: LabStatus[] = [];
  for (const each of names) {
    const known = readJournal(context.stateFolder, each);
    if (known !== null) labs.push(await statusOf(known));
  }
  return { schema: 1, labs };
}
