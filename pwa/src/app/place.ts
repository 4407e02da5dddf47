import type { Place } from '../rpc/api';
import { call } from './vault.svelte';

type Details = Omit<Place, 'path'>;

let describe: (() => Details) | null = null;
let found: Place | null = null;

/** A screen that knows more than its path (entry, cursor) says so here; the returned function takes it back. */
export function describePlace(details: () => Details): () => void {
  describe = details;
  return () => { if (describe === details) describe = null; };
}

/** Stores where the person is, sealed, for the case that the system ends the app. Today is not worth a note. */
export async function notePlace(path: string): Promise<void> {
  const place: Place | null = path === '/' ? null : { path, scroll: Math.round(scrollY), ...describe?.() };
  await call('setPlace', { place });
}

/** After unlocking: the path to come back to, or null. Its details wait for `takePlace`. */
export async function lookForPlace(): Promise<string | null> {
  found = await call('place');
  return found?.path ?? null;
}

/** The details of the place that was just come back to; once, and only for the screen they belong to. */
export function takePlace(path: string): Place | null {
  const place = found?.path === path ? found : null;
  found = null;
  return place;
}
