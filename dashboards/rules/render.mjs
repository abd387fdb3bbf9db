import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { duration, fill, milliseconds, placeholders } from './windows.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
/** Helm reads no file outside of a chart, so the chart has copies of the templates. */
const CHART = join(HERE, '../../helm/corral/dashboards/rules');
const USAGE = `Usage: dashboards/rules/render [--check] [--ttl DURATION] [--out DIR] [--runbook URL] [--dashboard URL]

Writes the recording rules and the alerts for the shortest TTL of a fleet. Without --ttl, for 10s, 60s and 300s. Without --out, it also
copies the templates into the chart.
  --check          writes nothing; exits with 1 if a file differs
  --ttl DURATION   the shortest TTL, for example 45s
  --out DIR        the folder of the written folders; default: dashboards/rules
  --runbook URL    the address of the folder that holds docs/alerts
  --dashboard URL  the address of Grafana
`;
const TTLS = ['10s', '60s', '300s'];
const FILES = ['recording.yml', 'alerts.yml'];

const OPTIONS = {
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  ttl: { type: 'string', multiple: true, default: TTLS },
  out: { type: 'string', default: HERE },
  runbook: { type: 'string', default: 'https://corral.example' },
  dashboard: { type: 'string', default: 'https://grafana.example' },
};

const template = (file) => readFileSync(join(HERE, `${file}.tmpl`), 'utf8');

/** Returns the text of each file by its path. */
function rendered({ ttl: ttls, out, runbook, dashboard }) {
  return Object.fromEntries(
    ttls.map(milliseconds).flatMap((ttl) =>
      FILES.map((file) => {
        const text = fill(template(file), placeholders(ttl, { runbook, dashboard }));
        return [join(out, `ttl-${duration(ttl)}`, file), text];
      }),
    ),
  );
}

/** Returns the text of each copy in the chart by its path. */
const copies = () => Object.fromEntries(FILES.map((file) => [join(CHART, `${file}.tmpl`), template(file)]));

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function differs(path, text) {
  const same = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (!same) console.error(`${path} differs from its template: run dashboards/rules/render`);
  return !same;
}

function main() {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(USAGE);
  const files = Object.entries({ ...rendered(values), ...(values.out === HERE ? copies() : {}) });
  if (!values.check) return files.forEach(([path, text]) => write(path, text));
  if (files.filter(([path, text]) => differs(path, text)).length > 0) process.exitCode = 1;
}

try {
  main();
} catch (failure) {
  console.error(failure.message);
  process.exitCode = 2;
}
