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
    given.problems.push(`OUT=${folder} is a file: set OUT to an existing folder`);
  } catch (failure) {
    if (String(failure).includes('no such file')) {
      given.problems.push(`OUT=${folder} does not exist: create the folder, or set OUT to an existing one`);
    }
  }
  return folder;
}
