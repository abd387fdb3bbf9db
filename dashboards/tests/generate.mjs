import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { milliseconds, windows } from '../rules/windows.mjs';
import * as herds from './cases.mjs';
import * as periods from './periods.mjs';
import * as levels from './service-levels.mjs';
import { world } from './world.mjs';

/** Writes the tests of promtool for each TTL into a folder: node generate.mjs DIR. Ends with 1 if an alert lacks a case. */

const HERE = dirname(fileURLToPath(import.meta.url));
const RULES = resolve(HERE, '../rules');
const TTLS = ['10s', '60s', '300s'];
const FILES = ['recording.yml', 'alerts.yml'];
const OF_SERVICE_LEVELS = 'Corral.*Burn';

const at = (step, millis) => `${Math.round(step * millis)}ms`;
const matchers = (labels) => labels.map(([name, operator, value]) => `${name}${operator}"${value}"`).join(', ');
const firing = (...labels) => `ALERTS{${matchers([['alertstate', '=', 'firing'], ...labels])}}`;

const none = (expr, step, millis) => ({ expr, eval_time: at(step, millis), exp_samples: [] });
const some = (expr, step, millis) => ({ expr: `group(${expr})`, eval_time: at(step, millis), exp_samples: [{ labels: '{}', value: 1 }] });

/** Which alerts fired at any time up to a step. */
const ever = (selector, step, millis) => `group by (alertname) (count_over_time(${selector}[${at(step, millis)}]))`;

/** Promtool limits the samples that one query may read, and with them the cases of one test. */
const CASES_PER_TEST = 4;

/** Returns tests of a few cases each. */
function testsOf(cases, millis, steps, assertions, together = CASES_PER_TEST) {
  const tests = [];
  for (let first = 0; first < cases.length; first += together) {
    const several = cases.slice(first, first + together);
    tests.push({
      name: several.map((each) => each.name).join(', '),
      interval: `${millis}ms`,
      input_series: several.flatMap((each) => world(each.name, steps, millis / 1_000, each.changes)),
      promql_expr_test: several.flatMap(assertions),
    });
  }
  return tests;
}

/**
 * Returns the rules of the named groups as one group. A test evaluates all rules of its files in each step, so that other groups would
 * only take time; and it evaluates groups in any order, so that an alert could read what a rule has recorded a step before.
 */
function groups(ttl, names) {
  const texts = FILES.map((each) => readFileSync(join(RULES, `ttl-${ttl}`, each), 'utf8'));
  const all = texts.flatMap((text) => text.split(/^(?= {2}- name: )/m).slice(1));
  const rules = names.map((name) => all.find((group) => group.startsWith(`  - name: ${name}\n`)).replace(/^[\s\S]*?\n {4}rules:\n/, ''));
  return `groups:\n  - name: tested\n    rules:\n${rules.join('')}`;
}

const inSpike = (rule, { name }) => `corral:origin_queries:${rule}{namespace="${name}"}`;

/** The panel "Queries per boundary" draws values of 6 and more in red. */
const red = (each, step, millis) => some(`${inSpike('excess_settle', each)} >= 6`, step, millis);

/** The first two TTLs have no base yet. */
function green(each, steps, millis) {
  const highest = (rule) => `max_over_time(${inSpike(rule, each)}[${at(steps - 1 - 2 * herds.TTL, millis)}]) >= 6`;
  return [
    none(highest('excess_settle'), steps - 1, millis),
    ...(each.busy ? [some(highest('spike_settle'), steps - 1, millis)] : []),
  ];
}

/** The step at which an alert must fire: some TTLs after the herd's begin, or some seconds if they are more. */
const deadline = (each, from, millis) =>
  from + Math.max((each.within ?? 0) * herds.TTL, Math.ceil(((each.withinSeconds ?? 0) * 1_000) / millis));

function firesAndResolves(each, { from, to, steps }, millis) {
  const alert = firing(['namespace', '=', each.name], ['alertname', '=', each.alert]);
  const others = firing(
    ['namespace', '=', each.name],
    ['alertname', '!~', [each.alert, ...(each.follows ?? []), OF_SERVICE_LEVELS].join('|')],
  );
  return [
    none(ever(firing(['namespace', '=', each.name], ['alertname', '!~', OF_SERVICE_LEVELS]), from - 1, millis), from - 1, millis),
    some(alert, deadline(each, from, millis), millis),
    ...(each.sustained === false ? [] : [some(alert, to - 1, millis)]),
    none(alert, to + (each.settles ?? 6) * herds.TTL, millis),
    none(ever(others, steps - 1, millis), steps - 1, millis),
    ...(each.panel === 'red' ? [red(each, deadline(each, from, millis), millis)] : []),
  ];
}

function staysSilent(each, { steps }, millis) {
  const all = firing(['namespace', '=', each.name], ['alertname', '!~', OF_SERVICE_LEVELS]);
  return [none(ever(all, steps - 1, millis), steps - 1, millis), ...(each.panel === 'green' ? green(each, steps, millis) : [])];
}

function testsOfHerds(ttl) {
  const millis = windows(milliseconds(ttl)).scrape;
  const all = herds.cases(millis / 1_000);
  const tests = [
    ...testsOf(all.firing, millis, all.steps, (each) => firesAndResolves(each, all, millis)),
    ...testsOf(all.silent, millis, all.steps, (each) => staysSilent(each, all, millis)),
  ];
  return { name: 'herds', groups: ['corral-short', 'corral-herds'], millis, tests, alerts: all.firing.map((each) => each.alert) };
}

function burnsAndEnds(each, { severity, step, from, to, end }) {
  const millis = step * 1_000;
  const burn = (...more) => firing(['namespace', '=', each.name], ['alertname', '=~', OF_SERVICE_LEVELS], ...more);
  const wanted = burn(['alertname', '=', each.alert], ['severity', '=', severity]);
  return [
    none(ever(burn(), from / step - 1, millis), from / step - 1, millis),
    some(wanted, to / step - 1, millis),
    none(wanted, end / step, millis),
    none(ever(burn(['alertname', '!=', each.alert]), end / step, millis), end / step, millis),
  ];
}

function burnsNever(each, { step, end }) {
  const all = firing(['namespace', '=', each.name], ['alertname', '=~', OF_SERVICE_LEVELS]);
  return [none(ever(all, end / step, step * 1_000), end / step, step * 1_000)];
}

function testsOfServiceLevels(span) {
  const all = levels.cases(span);
  const steps = span.end / span.step + 1;
  const millis = span.step * 1_000;
  const tests = [
    ...testsOf(all.firing, millis, steps, (each) => burnsAndEnds(each, span)),
    ...testsOf(all.silent, millis, steps, (each) => burnsNever(each, span)),
  ];
  return { name: span.name, groups: ['corral-slo', 'corral-service-levels'], millis, tests, alerts: all.firing.map((each) => each.alert) };
}

/** Each alert of the rules must have a case in which it fires; in all other cases every alert is checked to be silent. */
function uncovered(ttl, covered) {
  const rules = readFileSync(join(RULES, `ttl-${ttl}`, 'alerts.yml'), 'utf8');
  const alerts = new Set([...rules.matchAll(/^ *- alert: (\w+)$/gm)].map(([, name]) => name));
  return [...alerts].filter((alert) => !covered.has(alert));
}

/** Writes one file of tests, and the rules that it is about next to it. */
function write(folder, ttl, { name, groups: names, millis, evaluation = millis, tests }) {
  const rules = `ttl-${ttl}-${name}-rules.yml`;
  const file = { rule_files: [rules], evaluation_interval: `${evaluation}ms`, tests };
  writeFileSync(join(folder, rules), groups(ttl, names));
  writeFileSync(join(folder, `ttl-${ttl}-${name}.test.yml`), `${JSON.stringify(file, null, 1)}\n`);
}

/** The period finder names the TTL of keys that expire together, and no lag below the shortest TTL; a flat rate has no score. */
function testsOfPeriods(ttl) {
  const millis = windows(milliseconds(ttl)).scrape;
  const all = periods.cases(ttl, millis);
  const score = (name, lag, condition = '') => `corral:period_score{namespace="${name}", lag="${lag}"}${condition}`;
  const assertions = ({ name, high, low, absent }) => [
    ...high.map((lag) => some(score(name, lag, ' > 0.5'), all.steps - 1, millis)),
    ...low.map((lag) => none(score(name, lag, ' > 0.3'), all.steps - 1, millis)),
    ...absent.map((lag) => none(score(name, lag), all.steps - 1, millis)),
  ];
  const tests = testsOf(all.cases, millis, all.steps, assertions, 1);
  return { name: 'periods', groups: ['corral-short', 'corral-period'], millis, evaluation: all.evaluation, tests };
}

/** The windows of the service levels are hours at every TTL: the rules are the same, and are tested once. */
function requireSameServiceLevels(names) {
  if (new Set(TTLS.map((ttl) => groups(ttl, names))).size > 1) throw new Error(`the groups ${names.join(', ')} depend on the TTL`);
}

function main(folder) {
  mkdirSync(folder, { recursive: true });
  const ofLevels = levels.SPANS.map(testsOfServiceLevels);
  ofLevels.forEach((each) => {
    requireSameServiceLevels(each.groups);
    write(folder, TTLS[0], each);
  });
  for (const ttl of TTLS) {
    const ofHerds = testsOfHerds(ttl);
    write(folder, ttl, ofHerds);
    write(folder, ttl, testsOfPeriods(ttl));
    const missing = uncovered(ttl, new Set([ofHerds, ...ofLevels].flatMap(({ alerts }) => alerts)));
    if (missing.length > 0) {
      console.error(`no case in dashboards/tests fires ${missing.join(', ')} at a TTL of ${ttl}: add one to cases.mjs`);
      process.exitCode = 1;
    }
  }
}

main(resolve(process.argv[2] ?? join(HERE, '../../target/dashboards/tests')));
