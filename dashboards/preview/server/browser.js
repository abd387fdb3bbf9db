import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { Refusal } from './settings.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser calls no server of its own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
];

function executable() {
  const folders = (process.env.PATH ?? '').split(':');
  const found = folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)).find((file) => existsSync(file));
  if (!found) throw new Refusal(`none of ${NAMES.join(', ')} is on PATH: install for example Debian's package chromium`);
  return found;
}

/** Starts a headless browser with an empty profile, which is removed at its end. */
export const browser = () => puppeteer.launch({ executablePath: executable(), headless: true, pipe: true, args: FLAGS });
