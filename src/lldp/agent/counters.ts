/** The standard's counters of one agent (802.1AB-2016 9.2.6), all since the port was opened. */
export interface AgentCounters {
  /** statsFramesOutTotal */
  framesTransmitted: number;
  /** statsFramesInTotal */
  framesReceived: number;
  /** statsFramesDiscardedTotal */
  framesDiscarded: number;
  /** statsFramesInErrorsTotal */
  framesInErrors: number;
  /** statsTLVsDiscardedTotal */
  tlvsDiscarded: number;
  /** statsTLVsUnrecognizedTotal */
  tlvsUnrecognized: number;
  /** statsAgeoutsTotal */
  ageouts: number;
  /** lldpduLengthErrors: how often a TLV had to be left out of what we say because the frame was full. */
  lengthErrors: number;
  /** LLDPDUs of new neighbors dropped because a table was full. */
  tooManyNeighbors: number;
}

/** Counters of a port: its agents' sum, and what belongs to no agent. */
export interface PortAgentCounters extends AgentCounters {
  /** Frames to an address that is none of the three groups. */
  foreignDestination: number;
  /** Frames not looked at because the port's budget was spent. */
  rateLimited: number;
}

export function emptyCounters(): AgentCounters {
  return {
    framesTransmitted: 0,
    framesReceived: 0,
    framesDiscarded: 0,
    framesInErrors: 0,
    tlvsDiscarded: 0,
    tlvsUnrecognized: 0,
    ageouts: 0,
    lengthErrors: 0,
    tooManyNeighbors: 0,
  };
}

/** Adds `more` to `sum`. */
export function addCounters(sum: AgentCounters, more: AgentCounters): void {
  for (const name of Object.keys(more) as (keyof AgentCounters)[]) sum[name] += more[name];
}
