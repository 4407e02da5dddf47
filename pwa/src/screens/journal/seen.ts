import type { Attachment } from 'svelte/attachments';

/** Calls `found` whenever the element comes near the screen. */
export function seen(found: () => void): Attachment {
  return (element) => {
    const watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) found();
    }, { rootMargin: '600px' });
    watch.observe(element);
    return () => { watch.disconnect(); };
  };
}
