import about from './about.json';
import challenge from './challenge.json';
import checkin from './checkin.json';
import degree from './degree.json';
import drawing from './drawing.json';
import { first } from './first';
import help from './help.json';
import journal from './journal.json';
import looking from './looking.json';
import map from './map.json';
import moment from './moment.json';
import more from './more.json';
import parts from './parts.json';
import path from './path.json';
import security from './security.json';
import setup from './setup.json';
import terms from './terms.json';
import today from './today.json';
import welcome from './welcome.json';
import write from './write.json';

/** One file per area of the interface; a key is `area.name`. */
export const en = {
  ...first, about, challenge, checkin, degree, drawing, help, journal, looking, map, moment, more, parts, path, security, setup, terms, today, welcome, write,
};
