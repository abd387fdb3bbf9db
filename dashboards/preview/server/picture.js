import { writeFile } from 'node:fs/promises';
import { browser } from './browser.js';
import { serve } from './server.js';
import { prometheus, Refusal, run, settings } from './settings.js';

const WIDTH = 1_280;
const LEAST_HEIGHT = 200;
const LIMIT_MS = 120_000;
const KNOWN = ['prometheus', 'board', 'theme', 'namespace', 'cache', 'node', 'minutes', 'end', 'row', 'scrape'];
const USAGE = 'picture FILE.png HEIGHT prometheus=URL [board=stampede] [theme=light|dark] [cache=A,B] [minutes=15] [end=EPOCH] [row=TITLE]';

/**
 * Refuses a Prometheus that does not answer, before a browser is started.
 * @param {string} url the address of the preview
 */
async function answers(url) {
  const response = await fetch(`${url}api/v1/query?query=1`);
  if (!response.ok) throw new Refusal((await response.text()).trim());
}

/**
 * Takes the picture and returns the errors of the panels.
 * @param {string} url
 * @param {string} file
 * @param {string} height pixels, or auto
 * @returns {Promise<string[]>}
 */
async function take(url, file, height) {
  const chromium = await browser();
  try {
    const page = await chromium.newPage();
    await page.setViewport({ width: WIDTH, height: height === 'auto' ? LEAST_HEIGHT : Number(height) });
    await page.goto(url);
    await page.waitForSelector('body[data-drawn]', { timeout: LIMIT_MS }).catch(() => {
      throw new Refusal(`the panels are not drawn after ${LIMIT_MS / 1_000} s: use fewer minutes, or one row`);
    });
    const errors = await page.$$eval('[data-error]', (panels) => panels.map((panel) => panel.getAttribute('data-error') ?? ''));
    await writeFile(file, await page.screenshot({ type: 'png', fullPage: height === 'auto' }));
    return errors;
  } finally {
    await chromium.close();
  }
}

await run(async () => {
  const [file, height, ...rest] = process.argv.slice(2);
  if (!file?.endsWith('.png') || !/^([1-9]\d{1,4}|auto)$/.test(height ?? '')) throw new Refusal(`usage: ${USAGE}`);
  const { prometheus: address, ...shown } = settings(rest, KNOWN);
  const { server, url } = await serve(prometheus(address), 0);
  try {
    await answers(url);
    const errors = await take(`${url}?${new URLSearchParams(shown)}`, file, height);
    errors.forEach((error) => console.error(error));
    console.log(`${file} is written${errors.length > 0 ? `; ${errors.length} panels have errors` : ''}`);
    return errors.length > 0 ? 1 : 0;
  } finally {
    server.close();
    server.closeAllConnections?.();
  }
});
