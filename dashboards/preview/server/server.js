import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Refusal } from './settings.js';

const HERE = new URL('../', import.meta.url);
const DIST = new URL('dist/', HERE);
const BOARDS = new URL('../', HERE);
const LIMIT_MS = 30_000;

/** Grafana's components load their icons from a server; here they are empty. */
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>';

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
});

/**
 * Returns the file of a path, or null: only files of these two folders are served.
 * @param {string} path
 */
function fileOf(path) {
  if (path === '/') return new URL('page/index.html', HERE);
  const board = /^\/boards\/([a-z-]+\.json)$/.exec(path);
  if (board) return new URL(board[1], BOARDS);
  const built = /^\/(main\.(?:js|css))$/.exec(path);
  return built ? new URL(built[1], DIST) : null;
}

/**
 * Sends a query to the Prometheus, so that the page has one origin.
 * @param {URL} prometheus
 * @param {string} target
 * @param {import('node:http').ServerResponse} response
 */
async function forward(prometheus, target, response) {
  const base = prometheus.href.replace(/\/$/, '');
  const answer = await fetch(base + target, { signal: AbortSignal.timeout(LIMIT_MS) });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  if (answer.body) Readable.fromWeb(/** @type {any} */ (answer.body)).pipe(response);
  else response.end();
}

/**
 * @param {URL} prometheus
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(prometheus, request, response) {
  const target = request.url ?? '/';
  const path = target.split('?')[0];
  if (/^\/api\/v1\/(query|query_range)$/.test(path)) return forward(prometheus, target, response);
  const file = fileOf(path);
  if (file && existsSync(file)) {
    const type = TYPES[/\.[a-z]+$/.exec(file.pathname)?.[0] ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type });
    createReadStream(file).pipe(response);
  } else if (path.endsWith('.svg')) {
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(ICON);
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`${path} is not a file of the preview\n`);
  }
  return undefined;
}

/**
 * Starts the server on the loopback address and returns it with its address.
 * @param {URL} prometheus
 * @param {number} port 0: a free one
 */
export function serve(prometheus, port) {
  if (!existsSync(new URL('main.js', DIST))) {
    throw new Refusal(`${fileURLToPath(DIST)} is not built: run npm ci && npm run build in dashboards/preview`);
  }
  const server = createServer((request, response) => {
    answer(prometheus, request, response).catch((failed) => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(`${prometheus.href} does not answer: ${failed.cause?.message ?? failed.message}\n`);
    });
  });
  return new Promise((/** @type {(started: { server: import('node:http').Server, url: string }) => void} */ started, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      started({ server, url: `http://127.0.0.1:${address.port}/` });
    });
  });
}
