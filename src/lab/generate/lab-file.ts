/** A node as a generator describes it; what is left out is not written. */
export interface FileNode {
  readonly name: string;
  readonly kind?: "bridge";
  readonly group?: string;
  readonly groupFwdMask?: number;
  readonly addresses?: Readonly<Record<string, string>>;
  readonly routes?: readonly string[];
}

export interface LabFile {
  readonly name: string;
  /** Comment above the file, without `#`. */
  readonly comment: string;
  readonly forwardingGroups: readonly string[];
  readonly nodes: readonly FileNode[];
  readonly links: readonly (readonly [string, string])[];
}

const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${flow(item)}`)
      .join(", ")} }`;
  return typeof value === "string" && !/^[A-Za-z][A-Za-z0-9.-]*$/.test(value) ? JSON.stringify(value) : String(value);
};

function nodeLine({ name, kind, group, groupFwdMask, addresses, routes }: FileNode): string {
  const fields = { kind, group, "group-fwd-mask": groupFwdMask, addresses, routes };
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return `    ${name}: ${Object.keys(set).length === 0 ? "{}" : flow(set)}`;
}

/** The file as text: one line per node and link, so that a difference between two files reads well. */
export function writeLabFile(file: LabFile): string {
  const groups = file.forwardingGroups.map((group) => `    ${group}: { forwarding: true }`);
  return [
    `# ${file.comment}`,
    `name: ${file.name}`,
    "",
    "topology:",
    ...(groups.length > 0 ? ["  groups:", ...groups] : []),
    "  nodes:",
    ...file.nodes.map(nodeLine),
    "  links:",
    ...file.links.map(([a, b]) => `    - endpoints: ["${a}", "${b}"]`),
    "",
  ].join("\n");
}
