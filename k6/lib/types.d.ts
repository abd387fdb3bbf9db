/** A line of the origin's ledger: one query, by the origin's own clock. */
export interface Query {
  startMicros: number;
  key: string;
  cache: string;
  node: string;
  durationMicros: number;
  outcome: string;
}

/** A cache as `GET /caches/{cache}` describes it. */
export interface Description {
  cache: string;
  layers: { layer: string; numbers: Record<string, string | number> }[];
}

/** One promise of one cache, held against what was counted. */
export interface Check {
  rung: string;
  name: string;
  promised: string;
  seen: string;
  kept: boolean;
}

/** A part of a script that loads one cache for a while: planned before the run, in milliseconds from its start. */
export interface Part {
  cache: string;
  atMs: number;
  forMs: number;
}

/** What the origin saw of a part; its ledger counts from the part's beginning. */
export interface Seen extends Part {
  stack: import('./stack.js').Stack;
  ledger: import('./ledger.js').Ledger;
}

/** What the origin saw of a whole run. */
export interface View {
  replicas: number;
  nodes: string[];
  parts: Seen[];
}

/** What setup hands to the virtual users and to teardown. */
export interface Start {
  id: string;
  beganMicros: number;
  descriptions: Description[];
}

/** What readers saw of one part, as k6 has summed it up. */
export interface Readers {
  requests: number;
  errors: number;
  p50: number | null;
  boundary: { p99: number | null; samples: number };
  steady: { p99: number | null; samples: number };
  waited: number;
  stale: number;
  near: number;
  late: number;
  worstLateMs: number;
}

export interface Conditions {
  commit: string;
  cores: number;
  memoryMiB: number;
  os: string;
  jdk: string;
}
