import * as Type from "typebox";
import type { ManagementAddressDocument } from "../../topology/index.ts";
import { Dot1, Dot3, Med } from "./organizations.ts";
import { Count, DestinationWord, Hex, OptionalText, Text, Time, Words } from "./words.ts";

export const Identifier = Type.Object(
  {
    subtype: Text("Name of the subtype in the standard: `mac-address`, `interface-name`, `local`, ... or `reserved-N`."),
    value: Text("For people. Comes from the wire: escape it before it reaches a terminal or a page."),
    bytes: Hex("The identifier without its subtype octet."),
  },
  { title: "Identifier", description: "A chassis id or port id." },
);

export const Capabilities = Type.Object(
  { supported: Type.Array(Type.String()), enabled: Type.Array(Type.String()) },
  { title: "Capabilities", description: "System capabilities by their names in the standard (`bridge`, `router`, ...)." },
);

export const ManagementAddress = Type.Object(
  {
    family: Text("`ipv4`, `ipv6`, `mac` or `family-N`."),
    address: Text("In the usual writing of its family, else hex."),
    interfaceNumbering: Type.Unsafe<ManagementAddressDocument["interfaceNumbering"]>({
      type: "string",
      pattern: "^(unknown|ifindex|system-port-number|reserved-[0-9]+)$",
    }),
    interfaceNumber: Type.Integer(),
    oid: OptionalText("Dotted, or null when none was sent."),
  },
  { title: "ManagementAddress" },
);

export const OrganizationTlv = Type.Object(
  { oui: Text("`00-80-c2` form."), subtype: Count("Organizationally defined subtype."), bytes: Hex("The value after the subtype.") },
  { title: "OrganizationTlv", description: "An organizationally specific TLV that no known decoder took." },
);

// The graph carries these values without looking at them, so its type says no more than "an object"; the schema says all.
const Extension = (schema: Type.TSchema, name: string) =>
  Type.Unsafe<Record<string, unknown> | null>({
    anyOf: [schema, { type: "null" }],
    description: `Values of the ${name} TLVs; null when none was sent.`,
  });

const lldpduFields = {
  chassisId: Identifier,
  portId: Identifier,
  ttl: Count("Seconds that the neighbor asks to be remembered."),
  portDescription: OptionalText("Null when not sent."),
  systemName: OptionalText("Null when not sent."),
  systemDescription: OptionalText("Null when not sent."),
  capabilities: Type.Union([Capabilities, Type.Null()]),
  managementAddresses: Type.Array(ManagementAddress),
  dot1: Extension(Dot1, "IEEE 802.1"),
  dot3: Extension(Dot3, "IEEE 802.3"),
  med: Extension(Med, "LLDP-MED"),
  organizationSpecific: Type.Array(OrganizationTlv),
  unknown: Type.Array(Type.Object({ type: Type.Integer({ minimum: 0, maximum: 127 }), bytes: Hex("The value.") }), {
    description: "TLVs of reserved types, kept raw.",
  }),
};

export const Lldpdu = Type.Object(lldpduFields, { title: "Lldpdu", description: "The meaning of one LLDPDU." });

export const Neighbor = Type.Object(
  {
    id: Text("12 hexadecimal digits; stays the same as long as port, destination, chassis id and port id do."),
    port: Text("Id of the port that hears it."),
    namespace: Text("Id of that port's namespace."),
    interface: Text("Name of that port's interface."),
    protocol: Type.Literal("lldp"),
    destination: DestinationWord,
    sourceMac: Text("Source address of the last frame."),
    vlan: Type.Union([Type.Integer({ minimum: 0, maximum: 4095 }), Type.Null()], {
      description: "VLAN id of the frame, or null when it had none or the kernel hides it.",
    }),
    ...lldpduFields,
    firstSeen: Time("When it was first heard."),
    lastChange: Time("When its content last changed."),
    expiresAt: Time("When it is forgotten unless heard again. A live value: outside of revision, ETag and events."),
  },
  { title: "Neighbor", description: "A remote system's port, heard on one of our ports." },
);

export const DecodeLine = Type.Object(
  {
    frame: Type.Integer({ minimum: 1, description: "Number of the frame in the file; every frame counts." }),
    time: Text("RFC 3339 UTC, in the precision of the file."),
    sourceMac: Type.String(),
    destinationMac: Type.String(),
    vlan: Type.Union([Type.Integer(), Type.Null()], { description: "Outermost VLAN id, or null." }),
    vlans: Type.Array(Type.Integer(), { description: "Every VLAN id, outermost first." }),
    outcome: Words(["accepted", "shutdown", "discarded"]),
    faults: Type.Array(
      Type.Object({
        code: Type.String(),
        tlv: Type.Union([Type.Integer(), Type.Null()]),
        offset: Type.Integer({ minimum: 0 }),
        clause: Type.String(),
      }),
    ),
    lldpdu: Type.Union([Lldpdu, Type.Null()], { description: "Null when discarded." }),
  },
  { title: "DecodeLine", description: "One line of `lldp-watch decode --ndjson`." },
);
