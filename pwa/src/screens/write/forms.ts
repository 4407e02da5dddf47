import type { Component } from 'svelte';
import type { EntryKind } from '../../journal/vocabulary';
import Drawing from '../drawing/Drawing.svelte';
import Picture from '../drawing/Picture.svelte';
import MomentEditing from '../moment/Editing.svelte';
import MomentReading from '../moment/Reading.svelte';
import Editor from './Editor.svelte';
import type { OpenPage } from './open-page.svelte';
import Reading from './Reading.svelte';

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

/** How a kind of page is written and read. What a form does not show stays in the record, so any can become any other. */
export interface Form {
  Editor: Component<EditorProps>;
  Reader: Component<ReaderProps>;
}

const TEXT: Form = { Editor, Reader: Reading };

/** Kinds that are more than text. */
const FORMS: Partial<Record<EntryKind, Form>> = {
  drawing: { Editor: Drawing, Reader: Picture },
  moment: { Editor: MomentEditing, Reader: MomentReading },
};

export function formOf(kind: EntryKind): Form {
  return FORMS[kind] ?? TEXT;
}
