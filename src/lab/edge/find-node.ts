import { didYouMean } from "../../base/index.ts";
import { type Lab, type LabNode, namespaceOf } from "../model.ts";
import { everything } from "./down.ts";
import { journalNames, readJournal } from "./journal.ts";
import { LabError } from "./lab-error.ts";
import { isMarked } from "./namespaces.ts";
import { type Place, placesOf } from "./places.ts";

export interface FoundNode {
  readonly lab: Lab;
  readonly node: LabNode;
  readonly place: Place;
}

/** The node of that name in the labs that are up, or in the one that is named. Rejects when there is none, or more than one. */
export async function findNode(folder: string, name: string, labName: string | null): Promise<FoundNode> {
  const known = journalNames(folder).flatMap((each) => (labName === null || each === labName ? (readJournal(folder, each) ?? []) : []));
  if (known.length === 0) throw new LabError("absent", labName === null ? "no lab is up" : `lab ${labName} is not up`);
  const nodes = known.flatMap((each) => everything(each).nodes.map((node) => ({ known: each, lab: everything(each), node })));
  const [found, second] = nodes.filter(({ node }) => node.name === name);
  if (found === undefined) {
    const names = nodes.map(({ node }) => node.name);
    throw new LabError("absent", `no lab that is up has a node ${name}`, didYouMean(name, names));
  }
  if (second !== undefined)
    throw new LabError("absent", `labs ${found.lab.name} and ${second.lab.name} both have a node ${name}`, "say which with --lab");
  const namespace = namespaceOf(found.lab, found.node);
  if (namespace !== null && !isMarked(namespace, found.known))
    throw new LabError("absent", `the namespace of ${name} is gone`, `lldp-watch lab up makes it again`);
  const place = (await placesOf({ ...found.lab, nodes: [found.node] })).get(name);
  if (place === undefined) throw new LabError("absent", `${name} is nowhere`);
  return { lab: found.lab, node: found.node, place };
}
