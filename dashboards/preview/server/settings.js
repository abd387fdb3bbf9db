/** A sentence for the user, without a stack trace. */
export class Refusal extends Error {}

/**
 * Reads arguments of the form name=value.
 * @param {string[]} given
 * @param {string[]} known
 * @returns {Record<string, string>}
 */
export function settings(given, known) {
  return Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf('=');
      const name = each.slice(0, Math.max(at, 0));
      if (!known.includes(name)) throw new Refusal(`'${each}' is not a setting: use ${known.map((one) => `${one}=...`).join(', ')}`);
      return [name, each.slice(at + 1)];
    }),
  );
}

/**
 * Returns the address of the Prometheus.
 * @param {string | undefined} given
 */
export function prometheus(given) {
  const url = parsed(given);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Refusal(`prometheus=${given ?? ''} is not an address: use for example prometheus=http://127.0.0.1:9090`);
  }
  return url;
}

/** @param {string | undefined} given */
function parsed(given) {
  try {
    return new URL(given ?? '');
  } catch {
    return null;
  }
}

/**
 * Runs a command; a refusal ends it with exit code 2.
 * @param {() => Promise<number>} command
 */
export async function run(command) {
  try {
    process.exitCode = await command();
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    console.error(refused.message);
    process.exitCode = 2;
  }
}
