/** What the operator decides. Everything has a safe default. */
export interface ApiOptions {
  /** The present token, or null when none is set. Asked at each check, so that a token file may change. */
  readonly token?: () => string | null;
  /** Readers that come from other machines need no token. Writing still does. */
  readonly insecure?: boolean;
  /** Host names that a request may be addressed to, beside `localhost` and IP addresses. */
  readonly allowHosts?: readonly string[];
  /** Directory with index.html and its assets, or null when the page is not built. */
  readonly webRoot?: string | null;
  /** Requests per minute that one address of another machine may make (default 1,200); null is no limit. */
  readonly ratePerMinute?: number | null;
  /** One log line per answered request: at level info, else at debug. */
  readonly accessLog?: boolean;
  readonly limits?: Partial<ApiLimits>;
}

export interface ApiLimits {
  /** Octets that may wait for one stream's reader before it is cut off. */
  readonly streamBacklog: number;
  readonly streams: number;
  /** Milliseconds between two heartbeats of a stream. */
  readonly heartbeat: number;
  /** Connections per listener; beyond that the one that has been idle longest is closed. */
  readonly connections: number;
  readonly headerOctets: number;
  readonly bodyOctets: number;
  /** Milliseconds until the headers of a request must have arrived. */
  readonly headersTimeout: number;
  /** Milliseconds until a whole request must have arrived. */
  readonly requestTimeout: number;
  /** Milliseconds that a connection may be silent between two requests. */
  readonly keepAlive: number;
  /** Milliseconds that a connection may make no progress in the middle of an answer. */
  readonly stall: number;
  /** Ports above which an unfiltered topology is refused. */
  readonly unfilteredPorts: number;
  /** Milliseconds of lasting event-loop lag above which requests are turned away. */
  readonly lag: number;
}

export const defaultRatePerMinute = 1200;

export const defaultLimits: ApiLimits = {
  streamBacklog: 1 << 20,
  streams: 2000,
  heartbeat: 15_000,
  connections: 4096,
  headerOctets: 16 << 10,
  bodyOctets: 4 << 20,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAlive: 20_000,
  stall: 60_000,
  unfilteredPorts: 50_000,
  lag: 400,
};
