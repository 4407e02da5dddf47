import about from './about.json';
import challenge from './challenge.json';
import checkin from './checkin.json';
import common from './common.json';
import degree from './degree.json';
import drawing from './drawing.json';
import errors from './errors.json';
import help from './help.json';
import journal from './journal.json';
import looking from './looking.json';
import map from './map.json';
import moment from './moment.json';
import more from './more.json';
import parts from './parts.json';
import path from './path.json';
import pause from './pause.json';
import security from './security.json';
import setup from './setup.json';
import sync from './sync.json';
import terms from './terms.json';
import today from './today.json';
import unlock from './unlock.json';
import update from './update.json';
import welcome from './welcome.json';
import words from './words.json';
import write from './write.json';

/** One file per area of the interface; a key is `area.name`. */
export const en = {
  about, challenge, checkin, common, degree, drawing, errors, help, journal, looking, map, moment, more, parts, path, pause, security, setup, sync, terms, today, unlock, update, welcome, words, write,
};
