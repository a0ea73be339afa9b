// The JSON shape of the organizational TLVs. Words come from the standards in kebab-case; a value without a name is `reserved-N`.
// A TLV that may come once is a value or null, one that may come again is a list.

/** One VLAN by name; `name` is not yet safe for a terminal. */
export type VlanDocument = { readonly id: number; readonly name: string };

export type LinkAggregationDocument = {
  readonly capable: boolean;
  readonly enabled: boolean;
  readonly portType: string;
  /** ifIndex of the aggregate, 0 when there is none. */
  readonly port: number;
};

export type TrafficClassesDocument = {
  /** Traffic class of priority 0 to 7. */
  readonly priorityAssignment: readonly number[];
  /** Percent of traffic class 0 to 7. */
  readonly bandwidth: readonly number[];
  readonly algorithms: readonly string[];
};

/** Fields of the 802.1 TLVs. */
export type Dot1Document = {
  readonly portVlanId: number | null;
  readonly portProtocolVlans: readonly { readonly id: number; readonly supported: boolean; readonly enabled: boolean }[];
  readonly vlans: readonly VlanDocument[];
  /** Hex. */
  readonly protocolIdentities: readonly string[];
  readonly vidUsageDigest: number | null;
  readonly managementVlanId: number | null;
  readonly linkAggregation: LinkAggregationDocument | null;
  readonly congestionNotification: { readonly priorities: readonly number[]; readonly ready: readonly number[] } | null;
  readonly etsConfiguration:
    | (TrafficClassesDocument & { readonly willing: boolean; readonly creditBasedShaper: boolean; readonly maxTrafficClasses: number })
    | null;
  readonly etsRecommendation: TrafficClassesDocument | null;
  readonly priorityFlowControl: {
    readonly willing: boolean;
    readonly macsecBypass: boolean;
    readonly capability: number;
    readonly enabled: readonly number[];
  } | null;
  readonly applicationPriorities: readonly { readonly priority: number; readonly selector: string; readonly protocol: number }[] | null;
  readonly edgeVirtualBridging: {
    readonly mode: string;
    readonly bridge: { readonly groupId: boolean; readonly reflectiveRelayCapable: boolean; readonly reflectiveRelayEnabled: boolean };
    readonly station: { readonly groupId: boolean; readonly reflectiveRelayRequested: boolean; readonly reflectiveRelayStatus: number };
    readonly retries: number;
    readonly retransmissionExponent: number;
    readonly waitDelayLocal: boolean;
    readonly waitDelay: number;
    readonly keepAliveLocal: boolean;
    readonly keepAlive: number;
  } | null;
  readonly sChannels: {
    readonly role: "station" | "bridge";
    readonly sComponent: boolean;
    readonly capacity: number;
    readonly channels: readonly { readonly scid: number; readonly svid: number }[];
  } | null;
};

export type FourPairPowerDocument = {
  readonly requestedWattsA: number;
  readonly requestedWattsB: number;
  readonly allocatedWattsA: number;
  readonly allocatedWattsB: number;
  readonly psePoweringStatus: string;
  readonly pdPoweredStatus: string;
  readonly psePowerPairs: string;
  readonly classA: number;
  readonly classB: number;
  readonly powerClass: number;
  readonly type: string;
  readonly pdLoadIsolated: boolean;
  readonly maximumAvailableWatts: number;
  readonly autoclassSupported: boolean;
  readonly autoclassCompleted: boolean;
  readonly autoclassRequested: boolean;
  readonly powerDownRequest: number;
  readonly powerDownSeconds: number;
};

/** Fields of the 802.3 TLVs. */
export type Dot3Document = {
  readonly macPhy: {
    readonly autoNegotiationSupported: boolean;
    readonly autoNegotiationEnabled: boolean;
    readonly advertised: readonly string[];
    readonly mauType: number;
    readonly mauTypeName: string | null;
  } | null;
  readonly power: {
    readonly portClass: "pse" | "pd";
    readonly mdiSupported: boolean;
    readonly mdiEnabled: boolean;
    readonly pairControl: boolean;
    readonly pair: string;
    /** 0 to 4, null when the octet says none of them. */
    readonly powerClass: number | null;
    /** `unknown` in the short form of 802.3af, like source and priority. */
    readonly type: string;
    readonly source: string;
    readonly priority: string;
    readonly requestedWatts: number | null;
    readonly allocatedWatts: number | null;
    readonly fourPair: FourPairPowerDocument | null;
  } | null;
  readonly linkAggregation: LinkAggregationDocument | null;
  /** Octets, header and FCS included. */
  readonly maximumFrameSize: number | null;
  /** Wake times in microseconds. */
  readonly energyEfficientEthernet: {
    readonly transmit: number;
    readonly receive: number;
    readonly fallbackReceive: number;
    readonly echoTransmit: number;
    readonly echoReceive: number;
  } | null;
  readonly fastWake: { readonly transmit: number; readonly receive: number; readonly echoTransmit: number; readonly echoReceive: number } | null;
  readonly additionalCapabilities: {
    readonly preemptionSupported: boolean;
    readonly preemptionEnabled: boolean;
    readonly preemptionActive: boolean;
    readonly additionalFragmentSize: number;
  } | null;
};

export type LocationDocument =
  | {
      readonly format: "coordinates";
      /** Degrees north. */
      readonly latitude: number;
      /** Bits that are known, of 34. */
      readonly latitudeResolution: number;
      /** Degrees east. */
      readonly longitude: number;
      readonly longitudeResolution: number;
      readonly altitudeType: string;
      readonly altitude: number;
      /** Bits that are known, of 30. */
      readonly altitudeResolution: number;
      readonly datum: string;
    }
  | {
      readonly format: "civic";
      readonly what: string;
      readonly country: string;
      readonly elements: readonly { readonly type: number; readonly name: string; readonly value: string }[];
    }
  | { readonly format: "elin"; readonly number: string }
  | { readonly format: `reserved-${number}`; readonly bytes: string };

/** Fields of the LLDP-MED TLVs. */
export type MedDocument = {
  readonly capabilities: { readonly supported: readonly string[]; readonly deviceClass: string } | null;
  readonly networkPolicies: readonly {
    readonly application: string;
    readonly unknownPolicy: boolean;
    readonly tagged: boolean;
    readonly vlan: number;
    readonly priority: number;
    readonly dscp: number;
  }[];
  readonly locations: readonly LocationDocument[];
  readonly extendedPower: { readonly type: string; readonly source: string; readonly priority: string; readonly watts: number } | null;
  readonly hardwareRevision: string | null;
  readonly firmwareRevision: string | null;
  readonly softwareRevision: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly assetId: string | null;
};
