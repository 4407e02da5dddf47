import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Status, VaultEvent } from '../../src/rpc/api';
import { connect, type Vault } from '../../src/rpc/client';
import { Refusal } from '../../src/rpc/refusal';
import { serve, type Handlers } from '../../src/rpc/serve';

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

function pair(handlers: Partial<Handlers>): { vault: Vault; send: (event: VaultEvent) => void; end: () => void } {
  const channel = new MessageChannel();
  channels.push(channel);
  const end = vi.fn();
  const vault = connect(channel.port1, end);
  serve(channel.port2, handlers as Handlers);
  channel.port1.start();
  channel.port2.start();
  return { vault, send: (event) => channel.port2.postMessage(event), end };
}

describe('calls between page and worker', () => {
  test('each answer finds its call, whatever order they come in', async () => {
    let later: (() => void) | undefined;
    const { vault } = pair({
      suggestLogin: () => new Promise((resolve) => { later = () => resolve('slow-1234'); }),
      compareDigits: () => { later!(); return '123456789012'; },
    });
    const [login, digits] = await Promise.all([vault.call('suggestLogin'), vault.call('compareDigits')]);
    expect([login, digits]).toEqual(['slow-1234', '123456789012']);
  });

  test('a refusal crosses as its code and the time to wait', async () => {
    const { vault } = pair({ unlock: () => { throw new Refusal('wait', 30); } });
    const call = vault.call('unlock', { secret: 'x', kind: 'passphrase' });
    await expect(call).rejects.toMatchObject({ code: 'wait', wait_s: 30 });
    await expect(call).rejects.toBeInstanceOf(Refusal);
  });

  test('any other failure crosses as `unexpected`, without its words', async () => {
    const { vault } = pair({ entry: () => { throw new Error('the text of an entry'); } });
    const reason: unknown = await vault.call('entry', { id: 'x' }).catch((error: unknown) => error);
    expect(reason).toMatchObject({ code: 'unexpected' });
    expect(String(reason)).not.toContain('text of an entry');
  });

  test('what this browser cannot do crosses as `unsupported`', async () => {
    const { vault } = pair({ begin: () => { throw new DOMException('no Ed25519', 'NotSupportedError'); } });
    await expect(vault.call('begin')).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('only methods of the contract can be called', async () => {
    const { vault } = pair({});
    await expect(vault.call('toString' as 'status')).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('events reach listeners until they stop listening', async () => {
    const { vault, send } = pair({ status: () => ({}) as Status });
    const heard: VaultEvent[] = [];
    const stop = vault.listen((event) => heard.push(event));
    send({ event: 'deriving', part: 0.5 });
    await vault.call('status');
    stop();
    send({ event: 'lock' });
    await vault.call('status');
    expect(heard).toEqual([{ event: 'deriving', part: 0.5 }]);
  });

  test('ending the worker rejects open and later calls with `locked`', async () => {
    const { vault, end } = pair({ sync: () => new Promise(() => undefined) });
    const open = vault.call('sync');
    vault.terminate();
    expect(end).toHaveBeenCalledOnce();
    await expect(open).rejects.toMatchObject({ code: 'locked' });
    await expect(vault.call('status')).rejects.toMatchObject({ code: 'locked' });
  });
});
