/** Giving a vault that lives on this device an account on a server (protocol 9.2). */
import { b64, unb64, type Value } from '../crypto/encoding';
import { publicKey } from '../crypto/identity';
import { KDF_PASSPHRASE } from '../crypto/passphrase';
import { makeSlot, type SlotJson } from '../crypto/wrapping';
import { Refusal } from '../rpc/refusal';
import { begin, firstHead } from '../sync/connect';
import { Device } from '../sync/device';
import { isFields } from '../sync/record';
import { SignedHead } from '../sync/store';
import { edit } from './edit';
import type { Keyring } from './keyring';
import { openWith, readSlots, unlock } from './keys';
import { asLogin, clientOf, heeded, logIn } from './login';
import type { Open } from './open';
import type { Ports } from './ports';
import { CONNECTING, packRow, readSealed, sealRows, SESSION, SLOTS } from './rows';
import { storing } from './save';
import type { Signed } from './signed';

/** What was prepared before the first request: a lost reply changes nothing. */
interface Prepared { login: string; slot: SlotJson; first: SignedHead }

/** Makes the account and notes it. Returns the session; what is here goes up with the next rounds. */
export async function connect(
  ports: Ports, open: Open, login: string, passphrase: string, invite?: string,
): Promise<Signed> {
  const name = asLogin(login);
  const { keyring } = await unlock(ports, passphrase, 'passphrase');
  const recovery = (await readSlots(ports.store)).find(({ kind }) => kind === 'recovery');
  if (!recovery) throw new Refusal('damaged');
  const prepared = await prepare(ports, keyring, name, passphrase);
  const signed = await register(ports, keyring, prepared, recovery, passphrase, invite);
  await note(ports, open, prepared, [prepared.slot, recovery], signed);
  return signed;
}

/** C1, C2: the slot for this name and the first head of a new log, stored before anything is sent. */
async function prepare(ports: Ports, keyring: Keyring, login: string, passphrase: string): Promise<Prepared> {
  const { deriver, random, store } = ports;
  const before = readPrepared(await readSealed(store, keyring, CONNECTING));
  if (before?.login === login) {
    const again = await openWith(deriver, before.slot, passphrase, login).catch(() => null);
    if (again) return before;
  }
  const salt = new Uint8Array(random(16));
  const seed = await deriver.derive({ passphrase, login, salt, kdf: KDF_PASSPHRASE });
  const slot = await makeSlot('passphrase', seed, keyring.roots, { login, salt }, random);
  await openWith(deriver, slot, passphrase, login);
  const logSeed = keyring.keys.get(keyring.epoch)!.log;
  const prepared = { login, slot, first: await firstHead(new Uint8Array(random(16)), keyring.epoch, logSeed) };
  const row = { login, slot, head: b64(prepared.first.pack()) };
  await store.commit({ named: await sealRows(keyring, random, { [CONNECTING]: row }) });
  return prepared;
}

/** C3: a name that is taken is mine when its log is: then an earlier reply was lost. */
async function register(
  ports: Ports, keyring: Keyring, { login, slot, first }: Prepared, recovery: SlotJson, passphrase: string, invite?: string,
): Promise<Signed> {
  const { logId } = first.head;
  const logPub = await publicKey(keyring.keys.get(keyring.epoch)!.log);
  const client = clientOf(ports, ports.origin, null);
  try {
    const account = { login, logId, logPub, slots: [slot, recovery], first, ...(invite && { invite }) };
    const { token, sessionId } = await heeded(() => client.register(account));
    return { login, origin: ports.origin, log_id: b64(logId), token, session_id: sessionId };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'login_taken') throw error;
    const { signed } = await logIn(ports, login, passphrase, 'passphrase').catch((reason: unknown) => {
      throw reason instanceof Refusal && reason.code === 'login_failed' ? error : reason;
    });
    if (signed.log_id !== b64(logId)) throw error;
    return signed;
  }
}

/** C4, and the copies of the slots that travel in the journal. */
async function note(ports: Ports, open: Open, { first }: Prepared, slots: SlotJson[], signed: Signed): Promise<void> {
  const { records } = open;
  const named = await sealRows(records.keyring, ports.random, { [SESSION]: signed, [CONNECTING]: undefined });
  named.set(SLOTS, packRow(slots));
  const device = new Device(ports.store, first.head.logId, records.keyring.keys, ports.random);
  await storing(() => begin(device, first, named));
  await open.write(b64(records.keyring.singleton('keys')), (current) => current && edit(current, current, (f) => ({
    ...f, slots: Object.fromEntries(slots.map((slot) => [slot.slot_id, slot])),
  }), open.stamp()));
}

function readPrepared(row: Value | undefined): Prepared | null {
  if (!isFields(row) || typeof row['login'] !== 'string' || typeof row['head'] !== 'string') return null;
  return { login: row['login'], slot: row['slot'] as SlotJson, first: SignedHead.unpack(unb64(row['head'], 160)) };
}
