/** The contract with the page (rpc/api.ts), method by method; the work is done elsewhere. */
import { FormatError } from '../crypto/errors';
import { generate, normalise } from '../crypto/passphrase';
import { loadWords } from '../crypto/words';
import { Refusal } from '../rpc/refusal';
import type { Handlers } from '../rpc/serve';
import { deleteForGood, resolveAlso, setBinned } from './bin';
import { strokesOn } from './drawing';
import type { Join } from './join';
import { confirmRecovery, postponeRecovery, recoveryKit, recoveryQuestions } from './kit';
import type { Ports } from './ports';
import { changePositions, positionsOf } from './positions';
import { changeSettings, notePlace, readPlace, settingsOf } from './settings';
import { nextOf, todayOf } from './today';
import { Vault } from './vault';

type Part<M extends keyof Handlers> = Pick<Handlers, M>;

const AUTOLOCK_MOST_MIN = 1440;

/** Everything the page may ask of the vault behind these ports. */
export function handlers(ports: Ports): Handlers {
  const vault = new Vault(ports);
  return { ...firstRun(vault), ...lock(vault), ...pages(vault), ...notes(vault), ...server(vault) };
}

function firstRun(vault: Vault): Part<
  | 'status' | 'begin' | 'keepTold' | 'setBrings' | 'setLove' | 'suggestPassphrase' | 'ratePassphrase' | 'preparePassphrase'
  | 'confirmPassphrase' | 'recoveryKit' | 'recoveryQuestions' | 'confirmRecovery' | 'postponeRecovery'
> {
  const { ports } = vault;
  return {
    status: () => vault.status(),
    async begin() {
      await vault.begin();
      return vault.status();
    },
    keepTold: async (told) => (await vault.setup()).keepTold(told),
    async setBrings({ brings, words }) {
      await (await vault.setup()).setBrings(brings, words);
      return vault.status();
    },
    async setLove({ love }) {
      await (await vault.setup()).setLove(love);
      return vault.status();
    },
    suggestPassphrase: async () => generate(await loadWords(), ports.random),
    ratePassphrase: ({ passphrase }) => rate(passphrase),
    async preparePassphrase({ passphrase }) {
      if (!(await rate(passphrase)).ok) throw new Refusal('weak_passphrase');
      await (await vault.setup()).prepare(passphrase);
    },
    async confirmPassphrase({ passphrase }) {
      await vault.finishSetup(passphrase);
      return vault.status();
    },
    async recoveryKit() {
      const { open, account } = await vault.session();
      return recoveryKit(open, account);
    },
    recoveryQuestions: () => recoveryQuestions(ports.random),
    async confirmRecovery({ groups }) {
      const session = await vault.session();
      await confirmRecovery(session.open, groups);
      session.isNew = false;
      return vault.status();
    },
    async postponeRecovery() {
      const session = await vault.session();
      await postponeRecovery(session.open);
      session.isNew = false;
      return vault.status();
    },
  };
}

function lock(vault: Vault): Part<
  'unlock' | 'cancelDeriving' | 'lock' | 'presence' | 'setAutolock' | 'place' | 'setPlace'
> {
  return {
    async unlock({ secret, kind }) {
      await vault.unlock(secret, kind);
      return vault.status();
    },
    lock: () => vault.lock(),
    cancelDeriving: () => vault.ports.deriver.cancel(),
    async presence({ visible }) {
      await vault.presence(visible);
      return vault.status();
    },
    async setAutolock({ minutes }) {
      const autolock_min = Math.min(AUTOLOCK_MOST_MIN, Math.max(1, Math.round(minutes)));
      await changeSettings((await vault.session()).open, { autolock_min });
      vault.setAutolock(autolock_min);
      return vault.status();
    },
    place: async () => readPlace((await vault.session()).open),
    setPlace: async ({ place }) => notePlace((await vault.lastWords()).open, place),
  };
}

function pages(vault: Vault): Part<
  | 'entries' | 'entry' | 'strokes' | 'newEntry' | 'saveEntry' | 'leaveEntry' | 'bin' | 'restore' | 'deleteEntry' | 'resolveAlso'
> {
  return {
    entries: async (query) => (await vault.session()).pages.list(query),
    entry: async ({ id }) => (await vault.session()).pages.get(id),
    strokes: async ({ id }) => strokesOn((await vault.session()).open, id),
    newEntry: async ({ parts, fields }) => (await vault.session()).pages.create(parts ?? [], fields),
    saveEntry: async (page) => (await vault.lastWords()).pages.save(page),
    leaveEntry: async ({ id }) => (await vault.lastWords()).pages.leave(id),
    bin: async ({ id }) => setBinned((await vault.session()).open, id, true),
    restore: async ({ id }) => setBinned((await vault.session()).open, id, false),
    deleteEntry: async ({ id }) => deleteForGood((await vault.session()).open, id),
    resolveAlso: async (decision) => resolveAlso((await vault.session()).open, decision),
  };
}

function notes(vault: Vault): Part<
  | 'parts' | 'partPage' | 'redrawPart' | 'challenges' | 'notes' | 'note' | 'about' | 'saveNote' | 'noteSitting' | 'lines' | 'today' | 'nextSteps' | 'path' | 'looking'
  | 'settings' | 'saveSettings' | 'positions' | 'savePositions'
> {
  return {
    parts: async () => (await vault.session()).notes.parts(),
    partPage: async ({ id }) => (await import('./partpage')).partPage((await vault.session()).open, id),
    redrawPart: async ({ id }) => (await vault.session()).notes.redrawPart(id),
    async challenges() {
      const { setup } = await vault.status();
      const isBefore = setup === 'brings' || setup === 'love' || setup === 'passphrase';
      return isBefore ? (await vault.setup()).challenges() : (await vault.session()).notes.challenges();
    },
    notes: async ({ type }) => (await vault.session()).notes.list(type),
    note: async ({ id }) => (await vault.session()).notes.get(id),
    about: async ({ id }) => (await vault.session()).notes.about(id),
    saveNote: async (note) => (await vault.lastWords()).notes.save(note),
    noteSitting: async ({ id, day }) => (await import('./sittings')).noteSitting((await vault.session()).open, id, day),
    today: async ({ day }) => todayOf(await vault.session(), day),
    nextSteps: async ({ id, day }) => nextOf(await vault.session(), id, day),
    path: async ({ id, day }) => (await import('./path')).pathOf((await vault.session()).open, id, day),
    looking: async (wanted) => (await import('./looking')).lookingBack((await vault.session()).open, wanted),
    async lines() {
      const { open, notes: all } = await vault.session();
      return (await import('./lines')).linesOf(open, all);
    },
    settings: async () => settingsOf((await vault.session()).open),
    async saveSettings({ fields }) {
      const { open } = await vault.lastWords();
      await changeSettings(open, fields);
      return settingsOf(open);
    },
    positions: async () => positionsOf((await vault.session()).open),
    savePositions: async ({ at }) => changePositions((await vault.lastWords()).open, at),
  };
}

/** Whether a passphrase may be chosen; loaded when it is asked for, because the lists of words are long. */
async function rate(passphrase: string): Promise<{ ok: boolean; reason?: string }> {
  try {
    normalise(passphrase);
  } catch (error) {
    if (error instanceof FormatError) return { ok: false, reason: 'short' };
    throw error;
  }
  const strength = await import('../crypto/strength');
  return strength.rate(passphrase);
}

function server(vault: Vault): Part<
  | 'suggestLogin' | 'connect' | 'join' | 'adoptJoin' | 'cancelJoin' | 'signInAgain' | 'sync' | 'dismissHealed'
  | 'sessions' | 'endSession' | 'compareDigits'
> {
  const { ports } = vault;
  /** A vault on a server that was looked at and waits for the person's word. */
  let join: Join | null = null;
  return {
    suggestLogin: async () => (await import('./login')).suggestLogin(ports.random),
    async connect({ login, passphrase, invite }) {
      await (await vault.session()).account.connect(login, passphrase, invite);
      return vault.status();
    },
    async join({ login, secret, kind }) {
      await vault.joinable();
      await join?.cancel();
      const module = await import('./join');
      join = await module.Join.look(ports, login, secret, kind);
      return join.preview();
    },
    async adoptJoin() {
      if (!join) throw new Refusal('not_found');
      const keyring = await join.adopt(await vault.joinable() === 'damaged');
      join = null;
      await vault.enter(keyring);
      return vault.status();
    },
    async cancelJoin() {
      await join?.cancel();
      join = null;
    },
    async signInAgain({ passphrase }) {
      const { account } = await vault.session();
      const keyring = await account.signInAgain(passphrase);
      if (keyring) await vault.enter(keyring);
      return vault.status();
    },
    sync: async () => (await vault.session()).account.sync(),
    dismissHealed: async () => (await vault.session()).account.dismissHealed(),
    sessions: async () => (await vault.session()).account.sessions(),
    endSession: async ({ session_id }) => (await vault.session()).account.endSession(session_id),
    compareDigits: async () => (await vault.session()).account.compareDigits(),
  };
}
