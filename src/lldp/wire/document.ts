import type { CapabilityName } from "./capabilities.ts";
import { describeLldpdu } from "./describe.ts";
import type { Dot1Document, Dot3Document, MedDocument } from "./document-organizations.ts";
import type { Lldpdu } from "./lldpdu.ts";
import { ValueSink } from "./value-sink.ts";

// The JSON shape of an LLDPDU: camelCase fields, kebab-case words, numbers as numbers, octets as lower-case hex.

/** A chassis or port id. `value` is text for people and not yet safe for a terminal; `bytes` is hex without the subtype octet. */
export type IdentifierDocument = { readonly subtype: string; readonly value: string; readonly bytes: string };

type CapabilityWord = CapabilityName | `reserved-${number}`;

export type ManagementAddressDocument = {
  /** `ipv4`, `ipv6`, `mac` or `family-N`. */
  readonly family: string;
  readonly address: string;
  readonly interfaceNumbering: "unknown" | "ifindex" | "system-port-number" | `reserved-${number}`;
  readonly interfaceNumber: number;
  /** Dotted, or null when none was sent. */
  readonly oid: string | null;
};

/** The meaning of an LLDPDU. dot1, dot3 and med are null when no TLV of theirs was sent. */
export type LldpduDocument = {
  readonly chassisId: IdentifierDocument;
  readonly portId: IdentifierDocument;
  readonly ttl: number;
  readonly portDescription: string | null;
  readonly systemName: string | null;
  readonly systemDescription: string | null;
  readonly capabilities: { readonly supported: readonly CapabilityWord[]; readonly enabled: readonly CapabilityWord[] } | null;
  readonly managementAddresses: readonly ManagementAddressDocument[];
  readonly dot1: Dot1Document | null;
  readonly dot3: Dot3Document | null;
  readonly med: MedDocument | null;
  readonly organizationSpecific: readonly { readonly oui: string; readonly subtype: number; readonly bytes: string }[];
  readonly unknown: readonly { readonly type: number; readonly bytes: string }[];
};

/** An LLDPDU as the JSON document that every reader of lldp-watch sees. */
export function lldpduDocument(lldpdu: Lldpdu): LldpduDocument {
  const sink = new ValueSink();
  describeLldpdu(lldpdu, sink);
  // The description above is what the type tells; a test holds both together.
  return sink.root as LldpduDocument;
}
