import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALERTS } from '../parts/alerts.js';
import { allPanels, list, read } from './project.js';

const RULES = 'dashboards/rules/alerts.yml.tmpl';
const PAGES = 'docs/alerts';
const RUNBOOK = 'runbook.md';

const descriptions = (): string => allPanels()
  .map(({ panel }) => panel.description)
  .join('\n');

/** Returns the anchor of a heading as a forge makes it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

test('anchorOfAHeading_isLowerCaseWithoutPunctuation', () => {
  assert.equal(anchor('1. Is it a stampede?'), '1-is-it-a-stampede');
});

test('everyAlert_hasAPanel', () => {
  const text = descriptions();
  assert.deepEqual(
    ALERTS.filter((alert) => !text.includes(`/docs/alerts/${alert}.md`)),
    [],
  );
});

test('alertsOfThePanels_areThoseOfTheRules', () => {
  const rules = new Set([...read(RULES).matchAll(/alert:\s*(\S+)/g)].map(([, name]) => name));
  assert.deepEqual([...rules].sort(), [...ALERTS].sort());
});

test('linksToAlerts_haveAPage', () => {
  const pages = list(PAGES);
  assert.deepEqual(
    ALERTS.filter((alert) => !pages.includes(`${alert}.md`)),
    [],
  );
});

test('linksToTheRunbook_areHeadings', () => {
  const headings = new Set([...read(RUNBOOK).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading)));
  const links = new Set([...descriptions().matchAll(/runbook\.md#([a-z0-9-]+)/g)].map(([, link]) => link));
  assert.deepEqual(
    [...links].filter((link) => !headings.has(link)),
    [],
  );
});
