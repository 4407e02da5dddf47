import common from './common.json';
import errors from './errors.json';
import pause from './pause.json';
import sync from './sync.json';
import unlock from './unlock.json';
import update from './update.json';
import words from './words.json';

/** What is said before anything else was loaded: the lock, Pause, trouble, and the words of a person for our terms. */
export const first = { common, errors, pause, sync, unlock, update, words };
