/** A node of an edge: `"switch1":"swp1"`; the part behind a second colon (a compass point) is dropped. */
export interface DotEnd {
  readonly node: string;
  readonly port: string | null;
}

export interface DotEdge {
  readonly from: DotEnd;
  readonly to: DotEnd;
  /** Those of the edge itself before the defaults of its graph (`edge [...]`). */
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
}

/** What a plan needs of a DOT file. */
export interface DotGraph {
  /** Assignments at the top level (`LLDP="..."`) and `graph [...]`, with their lines. */
  readonly settings: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  readonly nodes: ReadonlySet<string>;
  readonly edges: readonly DotEdge[];
}
