/**
 * The folder for the report. k6 would find out only at the end that it is not there, and then still exit with 0. Opening
 * a folder always fails: what k6 says tells whether it is there.
 * @param {import('./parameters.js').Parameters} given
 */
export function out(given) {
  const folder = given.text('OUT', '.').replace(/(.)\/+$/, '$1');
  const whole = folder.startsWith('/') ? folder : `${given.text('PWD', '.')}/${folder}`;
  try {
    open(whole);
    given.problems.push(`OUT=${folder}: that is a file; OUT takes a folder`);
  } catch (failure) {
    if (String(failure).includes('no such file')) {
      given.problems.push(`OUT=${folder}: there is no such folder; OUT takes one that exists`);
    }
  }
  return folder;
}
