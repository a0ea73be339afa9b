import * as Type from "typebox";
import { Hex, OptionalText } from "./words.ts";

// What the organizational TLVs of IEEE 802.1, IEEE 802.3 and LLDP-MED say. A TLV that may come once is a value or null, one that may
// come again is a list. Words are the standards', in kebab-case; a value without a name is `reserved-N`.

const yes = Type.Boolean;
const number = (description?: string) => Type.Number(description === undefined ? {} : { description });
const word = Type.String;
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const numbers = (description: string) => Type.Array(Type.Number(), { description });

const LinkAggregation = Type.Object(
  { capable: yes(), enabled: yes(), portType: word(), port: number("ifIndex of the aggregate, 0 when there is none.") },
  { title: "LinkAggregation" },
);

const trafficClasses = {
  priorityAssignment: numbers("Traffic class of priority 0 to 7."),
  bandwidth: numbers("Percent of traffic class 0 to 7."),
  algorithms: Type.Array(word()),
};

const EdgeVirtualBridging = Type.Object({
  mode: word(),
  bridge: Type.Object({ groupId: yes(), reflectiveRelayCapable: yes(), reflectiveRelayEnabled: yes() }),
  station: Type.Object({ groupId: yes(), reflectiveRelayRequested: yes(), reflectiveRelayStatus: number() }),
  retries: number(),
  retransmissionExponent: number(),
  waitDelayLocal: yes(),
  waitDelay: number(),
  keepAliveLocal: yes(),
  keepAlive: number(),
});

const SChannels = Type.Object({
  role: Type.Unsafe<"station" | "bridge">({ type: "string", enum: ["station", "bridge"] }),
  sComponent: yes(),
  capacity: number(),
  channels: Type.Array(Type.Object({ scid: number(), svid: number() })),
});

export const Dot1 = Type.Object(
  {
    portVlanId: orNull(number()),
    portProtocolVlans: Type.Array(Type.Object({ id: number(), supported: yes(), enabled: yes() })),
    vlans: Type.Array(Type.Object({ id: number(), name: word() })),
    protocolIdentities: Type.Array(Hex("One protocol identity.")),
    vidUsageDigest: orNull(number()),
    managementVlanId: orNull(number()),
    linkAggregation: orNull(LinkAggregation),
    congestionNotification: orNull(Type.Object({ priorities: numbers("Priorities that support it."), ready: numbers("Priorities that are ready.") })),
    etsConfiguration: orNull(Type.Object({ ...trafficClasses, willing: yes(), creditBasedShaper: yes(), maxTrafficClasses: number() })),
    etsRecommendation: orNull(Type.Object(trafficClasses)),
    priorityFlowControl: orNull(
      Type.Object({ willing: yes(), macsecBypass: yes(), capability: number(), enabled: numbers("Priorities that have it.") }),
    ),
    applicationPriorities: orNull(Type.Array(Type.Object({ priority: number(), selector: word(), protocol: number() }))),
    edgeVirtualBridging: orNull(EdgeVirtualBridging),
    sChannels: orNull(SChannels),
  },
  { title: "Dot1", description: "Values of the IEEE 802.1 TLVs." },
);

const FourPairPower = Type.Object(
  {
    requestedWattsA: number(),
    requestedWattsB: number(),
    allocatedWattsA: number(),
    allocatedWattsB: number(),
    psePoweringStatus: word(),
    pdPoweredStatus: word(),
    psePowerPairs: word(),
    classA: number(),
    classB: number(),
    powerClass: number(),
    type: word(),
    pdLoadIsolated: yes(),
    maximumAvailableWatts: number(),
    autoclassSupported: yes(),
    autoclassCompleted: yes(),
    autoclassRequested: yes(),
    powerDownRequest: number(),
    powerDownSeconds: number(),
  },
  { title: "FourPairPower", description: "Power over four pairs (802.3bt)." },
);

const Power = Type.Object(
  {
    portClass: Type.Unsafe<"pse" | "pd">({ type: "string", enum: ["pse", "pd"] }),
    mdiSupported: yes(),
    mdiEnabled: yes(),
    pairControl: yes(),
    pair: word(),
    powerClass: orNull(number("0 to 4.")),
    type: word(),
    source: word(),
    priority: word(),
    requestedWatts: orNull(number()),
    allocatedWatts: orNull(number()),
    fourPair: orNull(FourPairPower),
  },
  { title: "Power", description: "Power via MDI; `unknown` where the short form of 802.3af does not say." },
);

export const Dot3 = Type.Object(
  {
    macPhy: orNull(
      Type.Object({
        autoNegotiationSupported: yes(),
        autoNegotiationEnabled: yes(),
        advertised: Type.Array(word()),
        mauType: number("dot3MauType of IANA-MAU-MIB."),
        mauTypeName: OptionalText("Its name, or null."),
      }),
    ),
    power: orNull(Power),
    linkAggregation: orNull(LinkAggregation),
    maximumFrameSize: orNull(number("Octets, header and FCS included.")),
    energyEfficientEthernet: orNull(
      Type.Object(
        { transmit: number(), receive: number(), fallbackReceive: number(), echoTransmit: number(), echoReceive: number() },
        { description: "Wake times in microseconds." },
      ),
    ),
    fastWake: orNull(Type.Object({ transmit: number(), receive: number(), echoTransmit: number(), echoReceive: number() })),
    additionalCapabilities: orNull(
      Type.Object({ preemptionSupported: yes(), preemptionEnabled: yes(), preemptionActive: yes(), additionalFragmentSize: number() }),
    ),
  },
  { title: "Dot3", description: "Values of the IEEE 802.3 TLVs." },
);

const Coordinates = Type.Object({
  format: Type.Literal("coordinates"),
  latitude: number("Degrees north."),
  latitudeResolution: number("Bits that are known, of 34."),
  longitude: number("Degrees east."),
  longitudeResolution: number("Bits that are known, of 34."),
  altitudeType: word(),
  altitude: number(),
  altitudeResolution: number("Bits that are known, of 30."),
  datum: word(),
});

const Civic = Type.Object({
  format: Type.Literal("civic"),
  what: word(),
  country: word(),
  elements: Type.Array(Type.Object({ type: number("CA type of RFC 4776."), name: word(), value: word() })),
});

const OtherLocation = Type.Object({
  format: Type.Unsafe<`reserved-${number}`>({ type: "string", pattern: "^reserved-[0-9]+$" }),
  bytes: Hex("As sent."),
});

export const Med = Type.Object(
  {
    capabilities: orNull(Type.Object({ supported: Type.Array(word()), deviceClass: word() })),
    networkPolicies: Type.Array(
      Type.Object({ application: word(), unknownPolicy: yes(), tagged: yes(), vlan: number(), priority: number(), dscp: number() }),
    ),
    locations: Type.Array(Type.Union([Coordinates, Civic, Type.Object({ format: Type.Literal("elin"), number: word() }), OtherLocation])),
    extendedPower: orNull(Type.Object({ type: word(), source: word(), priority: word(), watts: number() })),
    hardwareRevision: orNull(word()),
    firmwareRevision: orNull(word()),
    softwareRevision: orNull(word()),
    serialNumber: orNull(word()),
    manufacturer: orNull(word()),
    model: orNull(word()),
    assetId: orNull(word()),
  },
  { title: "Med", description: "Values of the LLDP-MED TLVs (ANSI/TIA-1057)." },
);
