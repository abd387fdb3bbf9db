import exec from 'k6/execution';
import { conditions, version } from './conditions.js';
import { began, origin as counted, promises } from './metrics.js';
import { nodes } from './nodes.js';
import { Origin } from './origin.js';
import { noErrors } from './promises.js';
import { files, terminal } from './report.js';
import { row } from './row.js';
import { Stack } from './stack.js';
import { parts as partsOfMetrics, readers, values } from './summary.js';
import { view } from './view.js';

/**
 * What a script adds to the life of every run.
 * @typedef {{
 *   script: string,
 *   given: import('./parameters.js').Parameters,
 *   fleet: import('./fleet.js').Fleet,
 *   parts: import('./types').Part[],
 *   scenarios: Record<string, any>,
 *   thresholds: Record<string, string[]>,
 *   hot?: string,
 *   everyNode?: boolean,
 *   refuse?: (stacks: Stack[]) => string | undefined,
 *   align?: (id: string) => void,
 *   measure: (view: import('./types').View) => void,
 *   judge: (view: import('./types').View) => import('./types').Check[],
 *   files?: (report: Report, view: import('./types').View, readers: import('./types').Readers[], raw: string) => Record<string, string>,
 * }} Plan
 */

/**
 * The life of a run: look before, load, judge by the origin's ledger, tell.
 * @param {Plan} plan
 */
export function run(plan) {
  const { fleet, given } = plan;
  const caches = plan.parts.map((part) => part.cache);
  const fleetNodes = nodes(fleet);
  const origin = new Origin(fleet.control);

  /** @param {number} beganMicros */
  const look = (beganMicros) => {
    const { ledger, raw } = origin.ledger();
    const seen = view(plan.parts, caches.map(fleetNodes.describe), ledger, beganMicros, fleet.replicas);
    return { seen, raw, checks: plan.judge(seen) };
  };

  return {
    options: {
      scenarios: plan.scenarios,
      thresholds: { ...always(plan), ...partsOfMetrics(caches), ...plan.thresholds },
      summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)', 'count'],
      setupTimeout: '90s',
      teardownTimeout: '60s',
    },

    /** @returns {import('./types').Start} */
    setup() {
      const trouble = given.problems[0] || twice(caches) || fleetNodes.trouble(caches) || origin.trouble();
      if (trouble) {
        exec.test.abort(trouble);
      }
      const descriptions = caches.map(fleetNodes.describe);
      const refusal = plan.refuse?.(descriptions.map((each) => new Stack(each)));
      if (refusal) {
        exec.test.abort(refusal);
      }
      const id = Date.now().toString(36);
      fleetNodes.warm(caches, id);
      plan.align?.(id);
      origin.empty();
      const beganMicros = origin.nowMicros();
      began.add(beganMicros / 1_000);
      return { id, beganMicros, descriptions };
    },

    /** @param {import('./types').Start} start */
    teardown(start) {
      origin.awaitIdle();
      const { seen, checks } = look(start.beganMicros);
      counted.nodesSeen.add(seen.nodes.length);
      plan.measure(seen);
      checks.forEach((check) => {
        promises.judged.add(1);
        promises.kept.add(check.kept, { cache: check.rung });
      });
    },

    /** Reads the ledger once more: http works here, and what setup and teardown know does not reach this place. */
    handleSummary(/** @type {import('./summary.js').Summary} */ summary) {
      const beganMs = values(summary, 'load_began').value;
      if (!beganMs || !values(summary, 'promises_judged').count) {
        return {};
      }
      const { seen, raw, checks } = look(beganMs * 1_000);
      const all = seen.parts.map((part) => readers(summary, part.cache));
      const report = {
        schemaVersion: 1,
        kind: 'k6',
        script: plan.script,
        conditions: conditions(given, version(summary, fleetNodes.userAgent())),
        nodes: fleet.replicas,
        void: voids(plan, summary, seen),
        rows: seen.parts.map((part, at) => row(part, plan.hot ?? '', all[at])),
        checks: [...checks, ...seen.parts.map((part, at) => noErrors(part, all[at], part.ledger.overflowed()))],
      };
      const out = given.text('OUT', '.').replace(/\/$/, '');
      const written = (plan.files ?? files)(report, seen, all, raw);
      const named = Object.entries(written).map(([name, content]) => [`${out}/${name}`, content]);
      return { ...Object.fromEntries(named), stdout: terminal(report, named.map(([name]) => name)) };
    },
  };
}

/** @param {string[]} caches */
function twice(caches) {
  const again = caches.find((cache, at) => caches.indexOf(cache) !== at);
  return again && `cache ${again} is named twice: a cache is compared with another one`;
}

/** @typedef {{ schemaVersion: number, kind: string, script: string, conditions: import('./types').Conditions, nodes: number, void: string[], rows: import('./row.js').Row[], checks: import('./types').Check[] }} Report */

/**
 * @param {Plan} plan
 * @returns {Record<string, string[]>}
 */
function always({ fleet, everyNode = true }) {
  return {
    dropped_iterations: ['count==0'],
    'http_req_failed{kind:read}': ['rate==0'],
    reads: ['count>0'],
    read_errors: ['rate==0'],
    promises_judged: ['count>0'],
    promises_kept: ['rate==1'],
    ...(everyNode ? { nodes_seen: [`value>=${fleet.replicas}`] } : {}),
  };
}

/**
 * Why the run says nothing, where it says nothing.
 * @param {Plan} plan
 * @param {import('./summary.js').Summary} summary
 * @param {import('./types').View} seen
 */
function voids({ fleet, everyNode = true }, summary, seen) {
  const dropped = values(summary, 'dropped_iterations').count ?? 0;
  return [
    ...(dropped > 0 ? [`${dropped} reads were never sent: give k6 more of the machine, or lower RATE`] : []),
    ...(everyNode && seen.nodes.length < fleet.replicas
      ? [`the origin saw ${seen.nodes.length} of ${fleet.replicas} nodes: name every node in TARGETS, or correct REPLICAS`]
      : []),
  ];
}
