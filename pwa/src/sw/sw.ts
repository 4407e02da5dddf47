/**
 * The service worker: keeps the shell of the app on the device, and nothing else. It holds no key, stores no
 * answer of the API and never touches IndexedDB. The build writes `__PRECACHE__`.
 */
import { answerFor, keep, type Rule } from './rules';

declare const self: ServiceWorkerGlobalScope;
declare const __PRECACHE__: { build: string; files: string[] };

const { build, files } = __PRECACHE__;
const PREFIX = 'shell-';
const CACHE = PREFIX + build;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
    const kept = keep(shells, CACHE);
    await Promise.all(shells.filter((name) => !kept.includes(name)).map((name) => caches.delete(name)));
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const rule = answerFor({
    method: request.method, url: request.url, origin: self.location.origin, navigation: request.mode === 'navigate', files,
  });
  if (rule !== 'leave') event.respondWith(answer(rule, request));
});

self.addEventListener('message', (event) => {
  const { kind } = event.data as { kind: 'skip-waiting' | 'check' | 'build' };
  const reply = (value: unknown): void => event.ports[0]?.postMessage(value);
  if (kind === 'skip-waiting') void self.skipWaiting();
  else if (kind === 'build') reply(build);
  else event.waitUntil(repair().then(reply, () => reply(null)));
});

/** Every file or none: a half-deployed release stays out. The new worker then waits until the person agrees. */
async function install(): Promise<void> {
  const known = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  const filled = await Promise.allSettled(files.map((file) => fill(cache, file)));
  const failed = filled.find((one) => one.status === 'rejected');
  if (!failed) return;
  // What is left of it would later pass for the release before, whose files open pages still need.
  if (!known) await caches.delete(CACHE);
  throw failed.reason;
}

async function answer(rule: Exclude<Rule, 'leave'>, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  if (rule === 'page') return await cache.match('/') ?? fetch('/').catch(offlinePage);
  // An older page may still ask for a chunk of its own release: its cache is kept for one release.
  const wanted = { ignoreSearch: true };
  return await cache.match(request, wanted) ?? await caches.match(request, wanted) ?? fetch(request);
}

async function fill(cache: Cache, file: string): Promise<void> {
  const response = await fetch(file, { cache: 'reload' });
  if (!response.ok || response.redirected) throw new Error(`${file} answered ${response.status}`);
  await cache.put(file, response);
}

/** Fetches again what the browser dropped from the shell; answers how many files were missing. */
async function repair(): Promise<number> {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = files.filter((file) => !there.has(file));
  await Promise.all(missing.map((file) => fill(cache, file)));
  return missing.length;
}

function offlinePage(): Response {
  const body = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    '<title>No connection</title><h1>No connection</h1><p>The app is not complete on this device. ' +
    'What you wrote is kept. Open it once with a connection.</p>';
  return new Response(body, {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'", 'Cache-Control': 'no-store' },
  });
}
