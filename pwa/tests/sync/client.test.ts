import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { b64 } from '../../src/crypto/encoding';
import { request, type Effect, type Round } from '../../src/sync/calls';
import { ApiError, Client } from '../../src/sync/client';
import { firstHead } from '../../src/sync/connect';
import { KEYS, LOG_ID } from './world';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const TOKEN = b64(new Uint8Array(32));
const SESSION = b64(new Uint8Array(16));
let server: Server | null = null;

/** A loopback server; what it saw, and a client for it. */
async function serving(
  answer: (seen: Seen, response: ServerResponse) => void,
  options: { silenceMs?: number; token?: string } = {},
): Promise<{ client: Client; seen: Seen[] }> {
  const seen: Seen[] = [];
  server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (part) => (body += part));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      seen.push({ method, url, headers, body });
      answer(seen.at(-1)!, response);
    });
  });
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { client: new Client(`http://127.0.0.1:${port}`, options), seen };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

describe('a call', () => {
  test('carries the protocol and the session and sends nothing else about the device', async () => {
    const { client, seen } = await serving((_, response) => json(response, 200, []), { token: TOKEN });

    await client.sessions();

    expect(seen[0]!.headers).toMatchObject({ 'selfward-protocol': '1', authorization: `Bearer ${TOKEN}` });
    expect(seen[0]!.headers.cookie).toBeUndefined();
    expect(seen[0]!.headers.referer).toBeUndefined();
  });

  test('before login carries no token', async () => {
    const { client, seen } = await serving((_, response) => json(response, 200, {}));

    await client.send(request('GET', '/v1/info'));

    expect(seen[0]!.headers.authorization).toBeUndefined();
  });

  test('that nobody answers is no answer', async () => {
    const { client } = await serving((_, response) => json(response, 200, {}));
    server!.closeAllConnections();
    await new Promise((done) => server!.close(done));

    expect(await client.send(request('GET', '/v1/log'))).toBe(null);
  });

  test('is given up after a silence, also in the middle of a reply', async () => {
    const { client } = await serving(
      ({ url }, response) => {
        if (url === '/v1/log') response.writeHead(200, { 'Content-Type': 'application/selfward' }).write('SWF1');
      },
      { silenceMs: 50 },
    );

    expect(await client.send(request('GET', '/v1/log'))).toBe(null);
    expect(await client.send(request('GET', '/v1/silent'))).toBe(null);
  });

  test('goes on as long as bytes arrive', async () => {
    const { client } = await serving(
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/selfward' });
        let parts = 0;
        const timer = setInterval(() => {
          response.write('x');
          if (++parts === 8) {
            clearInterval(timer);
            response.end();
          }
        }, 20);
      },
      { silenceMs: 100 },
    );

    expect((await client.send(request('GET', '/v1/log')))?.body.length).toBe(8);
  });

  test('whose reply is cut is no answer', async () => {
    const { client } = await serving((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/selfward', 'Content-Length': '100' });
      response.write('SWF1');
      setTimeout(() => response.destroy(), 10);
    });

    expect(await client.send(request('GET', '/v1/log'))).toBe(null);
  });

  test('follows no redirect', async () => {
    const { client, seen } = await serving((_, response) => response.writeHead(302, { Location: '/other' }).end());

    expect(await client.send(request('GET', '/v1/log'))).toBe(null);
    expect(seen.length).toBe(1);
  });
});

describe('an answer', () => {
  test.each<[string, (response: ServerResponse) => void, Partial<ApiError>]>([
    ['with a code', (r) => json(r, 401, { code: 'unauthorized', detail: '' }), { code: 'unauthorized', status: 401 }],
    ['with a pause', (r) => json(r, 429, { code: 'rate_limited', retry_after_s: 9 }), { code: 'rate_limited', retryAfterS: 9 }],
    ['of somebody else', (r) => r.writeHead(403, { 'Content-Type': 'text/html' }).end('<html>'), { code: 'offline', status: 403 }],
    ['that is no JSON', (r) => r.writeHead(200, { 'Content-Type': 'application/json' }).end('{'), { code: 'offline' }],
  ])('%s becomes a code', async (_, answer, expected) => {
    const { client } = await serving((_seen, response) => answer(response));

    await expect(client.account()).rejects.toMatchObject(expected);
  });

  test.each([
    ['kdf 9', { kdf: 9 }],
    ['kdf 0 for a passphrase', { kdf: 0 }],
    ['a short nonce', { nonce: 'AA' }],
    ['no salt', { salt: undefined }],
  ])('to the start of a login with %s is refused', async (_, change) => {
    const start = { slot_id: SESSION, kdf: 1, salt: SESSION, nonce: TOKEN, expires_in_s: 120 };
    const { client } = await serving((_seen, response) => json(response, 200, { ...start, ...change }));

    await expect(client.loginStart('mara-17', 'passphrase')).rejects.toMatchObject({ name: 'FormatError' });
  });
});

describe('the calls', () => {
  test('register sends the account as the server wants it', async () => {
    const { client, seen } = await serving((_, response) => json(response, 201, { token: TOKEN, session_id: SESSION }));
    const first = await firstHead(LOG_ID, 1, KEYS.get(1)!.log);

    const session = await client.register({ login: 'mara-17', logId: LOG_ID, logPub: new Uint8Array(32), slots: [{}], first });

    expect(session).toEqual({ token: TOKEN, sessionId: SESSION });
    expect(JSON.parse(seen[0]!.body)).toEqual({
      login: 'mara-17',
      log_id: b64(LOG_ID),
      log_pub: b64(new Uint8Array(32)),
      epoch: 1,
      slots: [{}],
      head: b64(first.pack()),
    });
  });

  test('login gives the slot and the log', async () => {
    const finish = { token: TOKEN, session_id: SESSION, slot: { v: 1 }, log_id: SESSION, epoch: 2 };
    const { client, seen } = await serving((_, response) => json(response, 200, finish));
    const proof = { nonce: TOKEN, slot_id: SESSION, sig: '' };

    const found = await client.loginFinish('mara-17', proof);

    expect(found).toEqual({ token: TOKEN, sessionId: SESSION, slot: { v: 1 }, logId: new Uint8Array(16), epoch: 2 });
    expect(JSON.parse(seen[0]!.body)).toEqual({ login: 'mara-17', proof });
  });

  test('sessions are listed and ended', async () => {
    const row = { session_id: SESSION, created_day: 1, seen_day: 2, current: true };
    const { client, seen } = await serving(({ method }, response) =>
      method === 'GET' ? json(response, 200, [row]) : void response.writeHead(204).end(),
    );

    expect(await client.sessions()).toEqual([{ sessionId: SESSION, createdDay: 1, seenDay: 2, current: true }]);
    await client.endSession(SESSION);

    expect(`${seen[1]!.method} ${seen[1]!.url}`).toBe(`DELETE /v1/sessions/${SESSION}`);
  });

  test('a round is run to its end, and its news are passed on', async () => {
    const { client, seen } = await serving((_, response) => json(response, 200, {}));
    async function* round(): Round<string> {
      const response = yield request('POST', '/v1/objects', {}, Uint8Array.of(1));
      yield { effect: 'wait', seconds: 0.001 };
      yield { effect: 'acknowledged', ids: [] };
      return `status ${response?.status}`;
    }
    const heard: Effect[] = [];

    expect(await client.run(round(), (effect) => heard.push(effect))).toBe('status 200');
    expect(heard).toEqual([{ effect: 'acknowledged', ids: [] }]);
    expect(seen.length).toBe(1);
  });
});
