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

/** One promise of one cache, compared with the count. */
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

/** The origin's ledger of one part; its times count from the start of the part. */
export interface Seen extends Part {
  stack: import('./stack.js').Stack;
  ledger: import('./ledger.js').Ledger;
}

/** The origin's ledger of a whole run. */
export interface View {
  replicas: number;
  nodes: string[];
  parts: Seen[];
}

/** The data that setup passes to the virtual users and to teardown. */
export interface Start {
  id: string;
  beganMicros: number;
  descriptions: Description[];
}

/** The readers' metrics of one part, from k6's summary. */
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
  /** The share of the reads that were answered correctly and in time. */
  goodput: number;
  /** The requests that repeated a failed one. */
  retries: number;
}

export interface Conditions {
  commit: string;
  cores: number;
  memoryMiB: number;
  os: string;
  jdk: string;
}

/** The parts of a run that each script defines. */
export interface Plan {
  script: string;
  given: import('./parameters.js').Parameters;
  fleet: import('./fleet.js').Fleet;
  parts: Part[];
  scenarios: Record<string, any>;
  thresholds: Record<string, string[]>;
  /** The key whose boundaries count. */
  hot?: string;
  /** Whether the origin must receive queries from every node; true by default. */
  everyNode?: boolean;
  /** Returns an error message if these caches cannot be judged with these parameters. */
  refuse?: (stacks: import('./stack.js').Stack[]) => string | undefined;
  /** The last step before the load. */
  align?: () => void;
  /** Records the counts from the origin's ledger as metrics. */
  measure: (view: View) => void;
  judge: (view: View) => Check[];
  judgeReaders?: (part: Part, readers: Readers) => Check[];
  files?: (report: Report, view: View, readers: Readers[], raw: string) => Record<string, string>;
}

/** The line of one cache in the report of a script. */
export type ReportRow = import('./row.js').Row & Pick<Readers, 'goodput' | 'retries'>;

export interface Report {
  schemaVersion: number;
  kind: string;
  script: string;
  conditions: Conditions;
  nodes: number;
  void: string[];
  rows: ReportRow[];
  checks: Check[];
}
