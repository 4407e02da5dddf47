import { allWords } from '../src/i18n/words';

// In the app a screen waits for its sentences; what is tested alone has them from the beginning.
await allWords();
