import type { NeighborDocument } from "../../../src/topology/documents.ts";
import { clockTime, shown } from "../words.ts";
import { FactTable } from "./fact-table.tsx";

/** Every TLV of a neighbor, as a table; what has an inner structure is opened on demand. */
export function NeighborFacts({ neighbor }: { readonly neighbor: NeighborDocument }) {
  const plain: readonly (readonly [string, string | null])[] = [
    ["chassis id", `${neighbor.chassisId.value} (${neighbor.chassisId.subtype})`],
    ["port id", `${neighbor.portId.value} (${neighbor.portId.subtype})`],
    ["port description", neighbor.portDescription],
    ["system description", neighbor.systemDescription],
    ["time to live", `${neighbor.ttl} s, until ${clockTime(neighbor.expiresAt)}`],
    [
      "capabilities",
      neighbor.capabilities
        ? `${neighbor.capabilities.enabled.join(", ") || "none"} of ${neighbor.capabilities.supported.join(", ") || "none"}`
        : null,
    ],
    ["management", neighbor.managementAddresses.map((each) => each.address).join(", ") || null],
    ["destination", neighbor.destination],
    ["source", neighbor.sourceMac],
    ["VLAN tag", neighbor.vlan === null ? null : String(neighbor.vlan)],
    ["first seen", clockTime(neighbor.firstSeen)],
    ["last change", clockTime(neighbor.lastChange)],
  ];
  return (
    <section class="neighbor">
      <h3>{shown(neighbor.systemName) || shown(neighbor.chassisId.value)}</h3>
      <FactTable rows={plain.map(([name, value]) => [name, value === null ? null : shown(value)])} />
      {(["dot1", "dot3", "med"] as const).map((set) => neighbor[set] !== null && <Structure key={set} name={set} value={neighbor[set]} />)}
      {neighbor.organizationSpecific.length > 0 && <Structure name="other organizations" value={neighbor.organizationSpecific} />}
      {neighbor.unknown.length > 0 && <Structure name="unknown TLVs" value={neighbor.unknown} />}
    </section>
  );
}

function Structure({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <details>
      <summary>{name}</summary>
      <pre>{shownLines(JSON.stringify(value, null, 2))}</pre>
    </details>
  );
}

const shownLines = (text: string): string => text.split("\n").map(shown).join("\n");
