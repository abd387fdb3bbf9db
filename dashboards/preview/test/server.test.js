import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { serve } from '../server/server.js';
import { prometheus, Refusal, settings } from '../server/settings.js';

const ANSWER = '{"status":"success","data":{"resultType":"vector","result":[]}}';

/** @type {import('node:http').Server} */
let stand;
/** @type {{ server: import('node:http').Server, url: string }} */
let preview;
/** @type {string[]} */
const asked = [];

before(async () => {
  stand = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(ANSWER);
  });
  await new Promise((listening) => stand.listen(0, '127.0.0.1', () => listening(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (stand.address());
  preview = await serve(new URL(`http://127.0.0.1:${port}/prom`), 0);
});

after(() => {
  preview.server.close();
  stand.close();
});

/** @param {string} path */
const get = (path) => fetch(preview.url + path);

test('queries_areForwardedToThePrometheus', async () => {
  const response = await get('api/v1/query?query=up');
  assert.equal(await response.text(), ANSWER);
  assert.equal(asked.at(-1), '/prom/api/v1/query?query=up');
});

test('otherRoutesOfThePrometheus_areNotForwarded', async () => {
  const before = asked.length;
  assert.equal((await get('api/v1/admin/tsdb/snapshot')).status, 404);
  assert.equal(asked.length, before);
});

test('pageAndBoards_areServedAndNothingElse', async () => {
  assert.equal((await get('')).status, 200);
  assert.equal((await get('main.js')).status, 200);
  const board = await get('boards/stampede.json');
  assert.equal((await board.json()).uid, 'corral-stampede');
  assert.equal((await get('package.json')).status, 404);
  assert.equal((await get('boards/..%2fpreview%2fpackage.json')).status, 404);
});

test('settingsThatAreNotKnown_areRefusedWithTheKnownOnes', () => {
  assert.deepEqual(settings(['row=a=b'], ['row']), { row: 'a=b' });
  assert.throws(() => settings(['colour=red'], ['theme']), /'colour=red' is not a setting: use theme=\.\.\./);
  assert.throws(() => prometheus('9090'), Refusal);
  assert.throws(() => prometheus(undefined), Refusal);
  assert.equal(prometheus('http://localhost:9090').port, '9090');
});
