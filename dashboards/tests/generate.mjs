import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { windows, milliseconds, duration } from '../rules/windows.mjs';
import * as herds from './cases.mjs';
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

const file = (ttl, millis, steps, worlds, tests) => ({
  rule_files: FILES.map((each) => join('RULES', `ttl-${ttl}`, each)),
  evaluation_interval: `${millis}ms`,
  tests: [{ interval: `${millis}ms`, input_series: worlds, promql_expr_test: tests }],
});

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
  ];
}

function staysSilent(name, steps, millis) {
  const all = firing(['namespace', '=', name], ['alertname', '!~', OF_SERVICE_LEVELS]);
  return none(ever(all, steps - 1, millis), steps - 1, millis);
}

function testsOfHerds(ttl) {
  const millis = windows(milliseconds(ttl)).scrape;
  const all = herds.cases(millis / 1_000);
  const worlds = [...all.firing, ...all.silent].flatMap((each) => world(each.name, all.steps, millis / 1_000, each.changes));
  const tests = [
    ...all.firing.flatMap((each) => firesAndResolves(each, all, millis)),
    ...all.silent.map((each) => staysSilent(each.name, all.steps, millis)),
  ];
  return { alerts: all.firing.map((each) => each.alert), text: file(ttl, millis, all.steps, worlds, tests) };
}

function testsOfServiceLevels(ttl, span) {
  const millis = span.step * 1_000;
  const steps = span.end / span.step + 1;
  const all = levels.cases(span);
  const burn = (each, severity = []) => firing(['namespace', '=', each.name], ['alertname', '=~', OF_SERVICE_LEVELS], ...severity);
  const wanted = (each) => firing(['namespace', '=', each.name], ['alertname', '=', each.alert], ['severity', '=', span.severity]);
  const worlds = [...all.firing, ...all.silent].flatMap((each) => world(each.name, steps, span.step, each.changes));
  const [from, to] = [span.from / span.step, span.to / span.step];
  const others = (each) => firing(['namespace', '=', each.name], ['alertname', '=~', OF_SERVICE_LEVELS], ['alertname', '!=', each.alert]);
  const tests = [
    ...all.firing.flatMap((each) => [
      none(ever(burn(each), from - 1, millis), from - 1, millis),
      some(wanted(each), to - 1, millis),
      none(wanted(each), steps - 1, millis),
      none(ever(others(each), steps - 1, millis), steps - 1, millis),
    ]),
    ...all.silent.map((each) => none(ever(burn(each), steps - 1, millis), steps - 1, millis)),
  ];
  return { alerts: all.firing.map((each) => each.alert), text: file(ttl, millis, steps, worlds, tests) };
}

/** Each alert of the rules must have a case in which it fires; in all other cases every alert is checked to be silent. */
function uncovered(ttl, covered) {
  const rules = readFileSync(join(RULES, `ttl-${ttl}`, 'alerts.yml'), 'utf8');
  const alerts = new Set([...rules.matchAll(/^ *- alert: (\w+)$/gm)].map(([, name]) => name));
  return [...alerts].filter((alert) => !covered.has(alert));
}

function main(folder) {
  mkdirSync(folder, { recursive: true });
  for (const ttl of TTLS) {
    const files = [['herds', testsOfHerds(ttl)], ...levels.SPANS.map((span) => [span.name, testsOfServiceLevels(ttl, span)])];
    for (const [name, { text }] of files) {
      const json = JSON.stringify(text, null, 1).replaceAll('RULES/', `${relative(folder, RULES)}/`);
      writeFileSync(join(folder, `ttl-${ttl}-${name}.yml`), `${json}\n`);
    }
    const missing = uncovered(duration(milliseconds(ttl)), new Set(files.flatMap(([, { alerts }]) => alerts)));
    if (missing.length > 0) {
      console.error(`no case in dashboards/tests fires ${missing.join(', ')} at a TTL of ${ttl}: add one to cases.mjs`);
      process.exitCode = 1;
    }
  }
}

main(resolve(process.argv[2] ?? join(HERE, '../../target/dashboards/tests')));
