import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, isRowOf } from '../lib/client.js';
import { Parameters } from '../lib/parameters.js';

/**
 * Returns the requests of one read at a server that sends these statuses, one after another.
 * @param {string} retries
 * @param {number[]} statuses
 */
function read(retries, statuses) {
  /** @type {[string | undefined, boolean][]} */
  const sent = [];
  const { answer, retries: repeated } = new Client(new Parameters({ RETRIES: retries })).read((headers, last) => {
    sent.push([headers['Corral-Attempt'], last]);
    return { status: statuses[sent.length - 1] };
  });
  return { sent, repeated, status: answer.status };
}

test('failedRead_is_repeated_with_the_number_of_the_attempt', () => {
  assert.deepEqual(read('3', [503, 0, 200]), {
    sent: [
      [undefined, false],
      ['2', false],
      ['3', false],
    ],
    repeated: 2,
    status: 200,
  });
});

test('readThatKeepsFailing_is_sent_as_often_as_allowed', () => {
  const { sent, repeated, status } = read('2', [503, 429, 502, 200]);
  assert.deepEqual(sent.at(-1), ['3', true]);
  assert.deepEqual({ repeated, status }, { repeated: 2, status: 502 });
});

test('readWithoutRetries_is_sent_once', () => {
  assert.deepEqual(read('', [503, 200]), { sent: [[undefined, true]], repeated: 0, status: 503 });
});

test('answeredRead_is_not_repeated', () => {
  assert.equal(read('3', [404]).repeated, 0);
  assert.equal(read('3', [400]).repeated, 0);
});

test('responseAfterTheTime_is_of_no_use', () => {
  const client = new Client(new Parameters({ IN_TIME: '1s' }));
  assert.deepEqual([client.inTime(1_000), client.inTime(1_001)], [true, false]);
});

test('invalidRetries_are_refused_by_their_name', () => {
  const given = new Parameters({ RETRIES: '11' });
  assert.equal(new Client(given).retries, 0);
  assert.deepEqual(given.problems, ['RETRIES=11 is invalid: set RETRIES to a whole number from 0 to 10']);
});

test('rowOfAnotherKey_is_not_the_row', () => {
  assert.equal(isRowOf('{"id":"hot"}', 'hot'), true);
  assert.equal(isRowOf('{"id":"cold"}', 'hot'), false);
  assert.equal(isRowOf('no row of the origin', 'hot'), true);
  assert.equal(isRowOf(null, 'hot'), true);
});
