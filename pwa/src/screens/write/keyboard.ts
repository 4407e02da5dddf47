import type { Attachment } from 'svelte/attachments';

/**
 * Lifts a sticky bar over the on-screen keyboard in engines that lay it over the page (iOS before 27.3).
 * Where the page is resized for the keyboard there is nothing to lift.
 */
export const aboveKeyboard: Attachment<HTMLElement> = (bar) => {
  const seen = window.visualViewport;
  if (!seen) return;
  const place = (): void => {
    const covered = seen.scale === 1 ? Math.max(0, Math.round(innerHeight - seen.height - seen.offsetTop)) : 0;
    bar.style.setProperty('--keyboard', `${covered}px`);
  };
  place();
  seen.addEventListener('resize', place);
  seen.addEventListener('scroll', place);
  return () => {
    seen.removeEventListener('resize', place);
    seen.removeEventListener('scroll', place);
  };
};
