/** The vault of this device and the phases it goes through: none → first run → open ⇄ locked. */
import type { Status, SyncState } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { isFields } from '../sync/record';
import { Account } from './account';
import { Autolock } from './autolock';
import { emptyBin } from './bin';
import { newInstall, readInstall } from './install';
import { readSlots, unlock, type SecretKind } from './keys';
import type { Keyring } from './keyring';
import { Notes } from './notes';
import { Open } from './open';
import { Pages } from './pages';
import type { Ports, TabMessage } from './ports';
import { DEVICE_SLOT, INSTALL, readSealed, sealRows, SETUP } from './rows';
import { Records } from './save';
import { settingsOf } from './settings';
import { Setup } from './setup';

/** Everything that is there only while the vault is open. */
export interface Session {
  open: Open;
  pages: Pages;
  notes: Notes;
  account: Account;
  /** Whether first run still shows the recovery code. */
  isNew: boolean;
}

type Phase =
  | { at: 'none' | 'locked' | 'damaged'; login: string | null }
  | { at: 'setup'; setup: Setup }
  | { at: 'open'; session: Session };

const LOCAL: SyncState = { state: 'local' };
/** After this long out of sight, messages from other tabs may have been missed. */
const MISSED_MS = 60_000;
/** When time is up or another tab locks, the page has this long to send what was typed; then the roots go anyway. */
const LAST_WORDS_MS = 3_000;

export class Vault {
  readonly ports: Ports;
  readonly #autolock = new Autolock();
  #phase: Phase | null = null;
  #finding: Promise<Phase> | null = null;
  #disarm: (() => void) | null = null;
  #hidden_ms: number | null = null;
  #closing = false;

  constructor(ports: Ports) {
    this.ports = ports;
    ports.tabs.hear((message) => void this.#heard(message));
    ports.online(() => {
      if (this.#phase?.at === 'open') this.#phase.session.account.wake();
    });
  }

  async status(): Promise<Status> {
    const phase = await this.#look();
    const closed = { recoveryChecked: false, login: null, origin: null, sync: LOCAL, autolockMin: this.#autolock.minutes };
    if (phase.at === 'setup') return { ...closed, phase: 'open', setup: phase.setup.step };
    if (phase.at !== 'open') return { ...closed, phase: phase.at, setup: null, login: phase.login };
    if (this.#closing) return { ...closed, phase: 'locked', setup: null, login: phase.session.account.login };
    const { open, account, isNew } = phase.session;
    const { kit_checked_day, autolock_min } = settingsOf(open);
    return {
      phase: 'open', setup: isNew ? 'recovery' : null, recoveryChecked: kit_checked_day !== null,
      login: account.login, origin: account.origin, sync: account.state, autolockMin: autolock_min,
    };
  }

  /** What is open. Throws Refusal `locked`. */
  async session(): Promise<Session> {
    const session = await this.lastWords();
    if (this.#autolock.isDue(this.ports.now())) this.#close();
    if (this.#closing) throw new Refusal('locked');
    return session;
  }

  /** The same for storing what was typed: also while the vault is being locked. */
  async lastWords(): Promise<Session> {
    const phase = await this.#look();
    if (phase.at !== 'open') throw new Refusal('locked');
    return phase.session;
  }

  /** First run before the passphrase. Throws Refusal `locked`. */
  async setup(): Promise<Setup> {
    const phase = await this.#look();
    if (phase.at !== 'setup') throw new Refusal('locked');
    return phase.setup;
  }

  /** First run ends: the passphrase replaces the device key. Another tab may have been quicker: `refused`. */
  async finishSetup(passphrase: string): Promise<void> {
    const setup = await this.setup();
    const keyring = await this.ports.tabs.alone('selfward-setup', () => setup.confirm(passphrase)).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'refused') this.#phase = null;
      throw error;
    });
    if (!keyring) throw new Refusal('refused');
    await this.enter(keyring);
  }

  async begin(): Promise<void> {
    const phase = await this.#look();
    if (phase.at === 'setup') return;
    if (phase.at !== 'none') throw new Refusal('refused');
    const setup = await this.ports.tabs.alone('selfward-setup', () => Setup.begin(this.ports));
    if (!setup) throw new Refusal('refused');
    this.#phase = { at: 'setup', setup };
  }

  /** `none`: nothing is here yet; `damaged`: rows whose slots were lost. Throws Refusal `refused` for anything else. */
  async joinable(): Promise<'none' | 'damaged'> {
    const { at } = await this.#look();
    const isLost = at === 'damaged' && (await readSlots(this.ports.store)).length === 0;
    if (at !== 'none' && !isLost) throw new Refusal('refused');
    return isLost ? 'damaged' : 'none';
  }

  async unlock(secret: string, kind: SecretKind): Promise<void> {
    const phase = await this.#look();
    if (phase.at === 'open') return;
    if (phase.at !== 'locked' && phase.at !== 'damaged') throw new Refusal('not_found');
    const { keyring } = await unlock(this.ports, secret, kind);
    await this.enter(keyring);
  }

  /** Opens what is stored here with these roots; the newest pages are there when it returns. */
  async enter(keyring: Keyring): Promise<void> {
    const { ports } = this;
    if (this.#phase?.at === 'open') close(this.#phase.session);
    const { tag, device } = readInstall(await readSealed(ports.store, keyring, INSTALL)) ?? await this.#install(keyring);
    const records = new Records(ports.store, keyring, tag, ports.random, ports.now);
    const open = new Open(records, device, ports.emit, (ids) => {
      ports.tabs.tell({ changed: ids });
      account.changed();
    });
    await open.openFirst();
    const account = await Account.load(ports, open);
    const isNew = isFields(await readSealed(ports.store, keyring, SETUP));
    this.#autolock.minutes = settingsOf(open).autolock_min;
    this.use();
    const session: Session = { open, pages: new Pages(open), notes: new Notes(open), account, isNew };
    this.#phase = { at: 'open', session };
    void this.#goOn(session);
  }

  /** Locks every tab. The last text must have been sent before. */
  async lock(): Promise<void> {
    this.ports.tabs.tell({ lock: true });
    await this.#forget();
  }

  /** In sight (and used), or out of sight. */
  async presence(visible: boolean): Promise<void> {
    const phase = await this.#look();
    if (phase.at !== 'open') return;
    const { open, account } = phase.session;
    const now_ms = this.ports.now();
    if (this.#autolock.isDue(now_ms)) return this.#close();
    if (!visible) {
      this.#hidden_ms ??= now_ms;
      account.hide();
      return;
    }
    this.use();
    if (this.#hidden_ms === null) return;
    const away_ms = now_ms - this.#hidden_ms;
    this.#hidden_ms = null;
    account.appear();
    if (away_ms >= MISSED_MS) void open.openRest().catch(() => undefined);
  }

  setAutolock(minutes: number): void {
    this.#autolock.minutes = minutes;
    this.use();
  }

  /** Somebody is there: the time until the lock begins anew. */
  use(): void {
    const { now, later } = this.ports;
    this.#autolock.use(now());
    this.#disarm?.();
    this.#disarm = later(() => this.#close(), this.#autolock.wait(now()));
  }

  /** Nothing is shown any more; the page may store what was typed, then the roots go. */
  #close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.ports.emit({ event: 'lock' });
    this.#disarm?.();
    this.#disarm = this.ports.later(() => void this.#forget(), LAST_WORDS_MS);
  }

  /** Drops the roots and everything opened with them. */
  async #forget(): Promise<void> {
    const phase = await this.#look();
    if (phase.at !== 'open') return;
    close(phase.session);
    this.#disarm?.();
    this.#closing = false;
    this.#phase = null;
  }

  /** What is open or under way in this tab; everything else is looked up, because another tab may have changed it. */
  async #look(): Promise<Phase> {
    if (this.#phase) return this.#phase;
    this.#finding ??= this.#find().finally(() => { this.#finding = null; });
    const found = await this.#finding;
    if (found.at === 'setup') this.#phase ??= found;
    return this.#phase ?? found;
  }

  async #find(): Promise<Phase> {
    const { store } = this.ports;
    const slots = await readSlots(store);
    const isEmpty = (await store.scan(null, 1)).length === 0;
    const login = slots.find(({ kind }) => kind === 'passphrase')?.login || null;
    if (slots.length > 0) return { at: isEmpty ? 'damaged' : 'locked', login };
    if (!isEmpty) return { at: 'damaged', login };
    const setup = await store.named(DEVICE_SLOT) === null ? null : await Setup.resume(this.ports);
    return setup ? { at: 'setup', setup } : { at: 'none', login };
  }

  /** The row of this installation was lost: it gets a new name, nothing else depends on it. */
  async #install(keyring: Keyring): Promise<ReturnType<typeof newInstall>> {
    const { store, random } = this.ports;
    const install = newInstall(random);
    await store.commit({ named: await sealRows(keyring, random, { [INSTALL]: install }) });
    return install;
  }

  /** In the background. Without room or storage, what was opened stays usable; the next unlock goes on from there. */
  async #goOn({ open, account }: Session): Promise<void> {
    await this.ports.firstScreen();
    await open.openRest().then(() => emptyBin(open)).catch(() => undefined);
    account.wake();
  }

  async #heard(message: TabMessage): Promise<void> {
    const phase = await this.#look();
    if (phase.at !== 'open') return;
    if ('changed' in message) return phase.session.open.refresh(message.changed);
    this.#close();
  }
}

/** Ends what still runs for it in the background. */
function close({ open, account }: Session): void {
  open.close();
  account.stop();
}
