/**
 * Returns the folder for the report. k6 itself would detect a missing folder only at the end, and would still exit with
 * 0. Opening a folder always fails; the error message shows whether the folder exists.
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
