import { tick } from 'svelte';

/** A new view is read out from its heading: after a route change, and when one step takes the place of another. */
export async function readHeading(): Promise<void> {
  await tick();
  const heading = document.querySelector<HTMLElement>('#app h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

/** The same for a step inside a screen, which also begins at its top. */
export async function readStep(): Promise<void> {
  await tick();
  scrollTo(0, 0);
  await readHeading();
}
