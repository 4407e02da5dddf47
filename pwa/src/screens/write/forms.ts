import type { Component } from 'svelte';
import type { EntryKind } from '../../journal/vocabulary';
import Drawing from '../drawing/Drawing.svelte';
import Picture from '../drawing/Picture.svelte';
import MomentEditing from '../moment/Editing.svelte';
import MomentReading from '../moment/Reading.svelte';
import Composer from './Composer.svelte';
import Dialogue from './Dialogue.svelte';
import DialogueRead from './DialogueRead.svelte';
import Editor from './Editor.svelte';
import KeptPages from './KeptPages.svelte';
import LetterEnd from './LetterEnd.svelte';
import LetterTo from './LetterTo.svelte';
import type { OpenPage } from './open-page.svelte';
import Reading from './Reading.svelte';
import { dialogueTitle, letterTitle } from './titles';

export interface EditorProps {
  page: OpenPage;
  /** Where the caret begins; at the end when left out. */
  cursor?: number | undefined;
  /** Scroll position to stand at, when the app was closed while writing. */
  scroll?: number | undefined;
}

export interface ReaderProps {
  page: OpenPage;
  /** A tap on the words, with the place it fell on; left out where they cannot be changed. */
  onedit?: ((cursor: number) => void) | undefined;
}

export interface AroundProps {
  page: OpenPage;
  /** The page is being written, not read. */
  editing: boolean;
  changeable: boolean;
  /** A wish to put the page away for a while. */
  onseal: () => void;
}

/** How a kind of page is written and read. What a form does not show stays in the record, so any can become any other. */
export interface Form {
  Editor: Component<EditorProps>;
  Reader: Component<ReaderProps>;
  /** The heading above the words. Without one there is a heading that is only spoken. */
  title?: (page: OpenPage) => string;
  /** Between the heading and the words. */
  Head?: Component<AroundProps>;
  /** Below the words. */
  Tail?: Component<AroundProps>;
  /** In place of the row of tools: then the page is always ready to be written on. */
  Foot?: Component<AroundProps>;
  /** Shows the strokes of the page itself. */
  draws?: true;
}

const TEXT: Form = { Editor, Reader: Reading };

/** Kinds that are more than text. */
const FORMS: Partial<Record<EntryKind, Form>> = {
  dialogue: { Editor: Dialogue, Reader: DialogueRead, title: dialogueTitle, Foot: Composer },
  letter: { ...TEXT, title: letterTitle, Head: LetterTo, Tail: LetterEnd },
  session: { ...TEXT, Tail: KeptPages },
  drawing: { Editor: Drawing, Reader: Picture, draws: true },
  moment: { Editor: MomentEditing, Reader: MomentReading },
};

/** What a page can be turned into. A practice is done. */
export const TURNS = ['free', 'dialogue', 'letter', 'moment', 'session', 'drawing'] as const satisfies readonly EntryKind[];

export function formOf(kind: EntryKind): Form {
  return FORMS[kind] ?? TEXT;
}
