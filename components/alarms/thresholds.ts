/** When the alarms of a channel go off. The defaults are in `stacks/alarmSchema.ts`. */
export interface ChannelThresholds {
  /** Minutes after a start in which nobody is told: a channel reports nothing at first, which reads as lost. */
  readonly settleMinutes: number;
  /** Lowest input frame rate, in percent of the ladder's. Contributions at half the ladder's rate (interlaced ones) are usual. */
  readonly frameRatePercent: number;
  /** Seconds a minute without packets that are worth a remark (RTP). */
  readonly inputLossSeconds: number;
  /** Share of the time in which the encoder lowers its quality to keep up, percent. */
  readonly slowEncodePercent: number;
  /** Frames a minute that every pipeline drops. */
  readonly droppedFrames: number;
  /** Milliseconds of fill frames that every pipeline puts in. */
  readonly fillMilliseconds: number;
  /** Lowest quality score (0 to 100) of the better pipeline. */
  readonly qualityScore: number;
  /** Share of the origin's answers that are 5xx, percent. */
  readonly packagerErrorPercent: number;
  /** Share of the origin's answers that are 4xx, percent: viewers are being sent to the other region. */
  readonly failoverPercent: number;
  /** Requests a minute below which shares of answers mean nothing. */
  readonly minimumRequests: number;
}

/** When the alarms of the edge go off. */
export interface EdgeThresholds {
  /** Share of answers to viewers, percent. */
  readonly serverErrorPercent: number;
  readonly clientErrorPercent: number;
  /** The slowest tenth of the origin's first bytes, milliseconds. Needs additional metrics. */
  readonly originLatencyMilliseconds: number;
  /** Lowest share of requests answered from a cache, percent. Needs additional metrics. */
  readonly cacheHitPercent: number;
  readonly functionErrors: number;
  /** Requests a minute below which shares mean nothing. */
  readonly minimumRequests: number;
  /** Width of the band of usual requests, in standard deviations. */
  readonly requestBand: number;
  /** Whether a drop of requests wakes people: only where something is on air round the clock. */
  readonly requestDrop: "page" | "notice" | "off";
}

/** What the thresholds are unless a stack says otherwise. */
export const CHANNEL_THRESHOLDS: ChannelThresholds = {
  settleMinutes: 8,
  frameRatePercent: 45,
  inputLossSeconds: 30,
  slowEncodePercent: 50,
  droppedFrames: 60,
  fillMilliseconds: 1000,
  qualityScore: 50,
  packagerErrorPercent: 1,
  failoverPercent: 20,
  minimumRequests: 60,
};

export const EDGE_THRESHOLDS: EdgeThresholds = {
  serverErrorPercent: 1,
  clientErrorPercent: 10,
  originLatencyMilliseconds: 1000,
  cacheHitPercent: 70,
  functionErrors: 10,
  minimumRequests: 600,
  requestBand: 3,
  requestDrop: "notice",
};
