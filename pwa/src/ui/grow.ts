import type { Attachment } from 'svelte/attachments';

/** Lets a textarea grow with its text where the browser cannot do it by `field-sizing`. */
export function grow(_text: string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
}
