/**
 * Returns the conditions of a run. k6 cannot query the machine, so the parameter MACHINE describes it: in "2 cores,
 * 4096 MiB, Linux amd64", the first two numbers are parsed, and the rest is the operating system.
 * @param {import('./parameters.js').Parameters} given
 * @param {string} version the version of k6
 * @returns {import('./types').Conditions}
 */
export function conditions(given, version) {
  const machine = given.text('MACHINE', '');
  const cores = /(\d+) cores?/.exec(machine);
  const memory = /(\d+) MiB/.exec(machine);
  const rest = machine
    .replace(cores?.[0] ?? '', '')
    .replace(memory?.[0] ?? '', '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  return {
    commit: given.text('COMMIT', 'unknown'),
    cores: Number(cores?.[1] ?? 0),
    memoryMiB: Number(memory?.[1] ?? 0),
    os: rest.join(', ') || 'a machine that was not named',
    jdk: `k6 ${version}`,
  };
}

/**
 * @param {import('./summary.js').Summary} summary
 * @param {string | undefined} userAgent the User-Agent of k6
 */
export function version(summary, userAgent) {
  const number = summary.metadata?.k6_version ?? /k6\/v?([\w.+-]+)/.exec(userAgent ?? '')?.[1];
  return number ? `v${number}` : 'of an unknown version';
}
