import exec from 'k6/execution';
import { conditions, version } from './conditions.js';
import { began, origin as counted, promises } from './metrics.js';
import { nodes } from './nodes.js';
import { Origin } from './origin.js';
import { out } from './out.js';
import { noErrors } from './promises.js';
import { files, terminal } from './report.js';
import { row } from './row.js';
import { Stack } from './stack.js';
import { parts as partsOfMetrics, readers, values } from './summary.js';
import { thresholds, twice, voids } from './validity.js';
import { view } from './view.js';

/** @typedef {import('./types').Check} Check */
/** @typedef {import('./types').Plan} Plan */
/** @typedef {import('./types').Readers} Readers */
/** @typedef {import('./types').Report} Report */
/** @typedef {import('./types').View} View */
/** @typedef {import('./summary.js').Summary} Summary */

/**
 * Returns what k6 requires a script to export.
 * @param {Plan} plan
 */
export function run(plan) {
  const life = new Run(plan);
  return {
    options: life.options(),
    setup: () => life.begin(),
    teardown: (/** @type {import('./types').Start} */ start) => life.judge(start),
    handleSummary: (/** @type {Summary} */ summary) => life.tell(summary),
  };
}

/** A run: it checks the environment, applies the load, judges the result by the origin's ledger, and reports it. */
class Run {
  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    this.caches = plan.parts.map((part) => part.cache);
    this.nodes = nodes(plan.fleet);
    this.origin = new Origin(plan.fleet.control);
    this.folder = out(plan.given);
  }

  options() {
    return {
      scenarios: this.plan.scenarios,
      thresholds: { ...thresholds(this.plan), ...partsOfMetrics(this.caches), ...this.plan.thresholds },
      summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)', 'count'],
      setupTimeout: '90s',
      teardownTimeout: '60s',
    };
  }

  /** @returns {import('./types').Start} */
  begin() {
    const { given, refuse, align } = this.plan;
    stopFor(given.problems[0] || twice(this.caches) || this.nodes.trouble(this.caches) || this.origin.trouble());
    const descriptions = this.#describe();
    stopFor(refuse?.(descriptions.map((each) => new Stack(each))));
    const id = Date.now().toString(36);
    this.nodes.warm(this.caches, id);
    align?.();
    this.origin.empty();
    const beganMicros = this.origin.nowMicros();
    began.add(beganMicros / 1_000);
    return { id, beganMicros, descriptions };
  }

  /** @param {import('./types').Start} start */
  judge(start) {
    try {
      this.origin.awaitIdle();
      const { seen, checks } = this.#look(start.beganMicros);
      counted.nodesSeen.add(seen.nodes.length);
      this.plan.measure(seen);
      checks.forEach((check) => promises.kept.add(check.kept, { cache: check.rung }));
      promises.judged.add(checks.length);
    } catch (failure) {
      stopFor(`the promises cannot be judged: ${/** @type {Error} */ (failure).message}`);
    }
  }

  /**
   * Writes the report. It reads the ledger again: HTTP requests are possible here, but the values of setup and teardown
   * are not available.
   * @param {Summary} summary
   */
  tell(summary) {
    const beganMs = values(summary, 'load_began').value;
    if (!beganMs || !values(summary, 'promises_judged').count) {
      return {};
    }
    const { seen, raw, checks } = this.#look(beganMs * 1_000);
    const felt = this.caches.map((cache) => readers(summary, cache));
    const report = this.#report(summary, seen, felt, checks);
    const written = (this.plan.files ?? files)(report, seen, felt, raw);
    const placed = Object.entries(written).map(([name, content]) => [`${this.folder}/${name}`, content]);
    return {
      ...Object.fromEntries(placed),
      stdout: terminal(
        report,
        placed.map(([name]) => name),
      ),
    };
  }

  /**
   * @param {Summary} summary
   * @param {View} seen
   * @param {Readers[]} felt
   * @param {Check[]} checks
   * @returns {Report}
   */
  #report(summary, seen, felt, checks) {
    const { script, given, fleet, hot = '', judgeReaders = () => [] } = this.plan;
    const ofReaders = seen.parts.flatMap((part, at) => [
      noErrors(part, felt[at], part.ledger.overflowed()),
      ...judgeReaders(part, felt[at]),
    ]);
    return {
      schemaVersion: 1,
      kind: 'k6',
      script,
      conditions: conditions(given, version(summary, this.nodes.userAgent())),
      nodes: fleet.replicas,
      void: voids(this.plan, summary, seen),
      rows: seen.parts.map((part, at) => ({ ...row(part, hot, felt[at]), goodput: felt[at].goodput, retries: felt[at].retries })),
      checks: [...checks, ...ofReaders],
    };
  }

  /** @param {number} beganMicros */
  #look(beganMicros) {
    const { ledger, raw } = this.origin.ledger();
    const seen = view(this.plan.parts, this.#describe(), ledger, beganMicros, this.plan.fleet.replicas);
    return { seen, raw, checks: this.plan.judge(seen) };
  }

  #describe() {
    return this.caches.map(this.nodes.describe);
  }
}

/** @param {string | undefined} trouble the error message */
function stopFor(trouble) {
  if (trouble) {
    exec.test.abort(trouble);
  }
}
