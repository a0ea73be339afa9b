import { type PortVlanId, portVlanIdTlv } from "./dot1/port-vlan-id.ts";
import { type VlanName, vlanNameTlv } from "./dot1/vlan-name.ts";
import type { TlvDefinition } from "./organization.ts";

export type Dot1Tlv = PortVlanId | VlanName;
export type Dot3Tlv = never;
export type MedTlv = never;
export type RegisteredTlv = Dot1Tlv | Dot3Tlv | MedTlv;

/** A definition whose TLV type is not told; the registry finds it by subtype or kind, so the type fits. */
// biome-ignore lint/suspicious/noExplicitAny: existential type, TypeScript has no other
export type AnyDefinition = TlvDefinition<any>;

/** The TLVs of one organization, and the name of its part of the JSON document. */
export interface Organization {
  readonly name: "dot1" | "dot3" | "med";
  /** 24 bits. */
  readonly oui: number;
  readonly tlvs: readonly AnyDefinition[];
}

export const organizations: readonly Organization[] = [
  { name: "dot1", oui: 0x0080c2, tlvs: [portVlanIdTlv, vlanNameTlv] },
  { name: "dot3", oui: 0x00120f, tlvs: [] },
  { name: "med", oui: 0x0012bb, tlvs: [] },
];

/** Definition and OUI of a registered TLV. */
export interface Registration {
  readonly organization: Organization;
  readonly definition: AnyDefinition;
}

const all = organizations.flatMap((organization) => organization.tlvs.map((definition) => ({ organization, definition })));
const byKind: ReadonlyMap<string, Registration> = new Map(all.map((registration) => [registration.definition.kind, registration]));
const bySubtype = organizations.map(({ oui, tlvs }) => ({ oui, definitions: subtypeTable(tlvs) }));

function subtypeTable(tlvs: readonly AnyDefinition[]): readonly (AnyDefinition | undefined)[] {
  const table = new Array<AnyDefinition | undefined>(256).fill(undefined);
  for (const definition of tlvs) table[definition.subtype] = definition;
  return table;
}

/** The definition of an organizational TLV, undefined when nobody registered it. */
export function definitionOf(oui: number, subtype: number): AnyDefinition | undefined {
  for (const table of bySubtype) if (table.oui === oui) return table.definitions[subtype];
  return undefined;
}

/** Where the TLVs of a kind are registered; undefined when the kind is not an organizational one. */
export function registrationOf(kind: string): Registration | undefined {
  return byKind.get(kind);
}
