import type { Attachment } from 'svelte/attachments';
import { cover } from './cover';

/**
 * Opens a native dialog over everything while its element is in the page. "Back" calls `close`; when the element
 * goes, the focus returns to what opened it.
 */
export function modal(close: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const opener = document.activeElement;
    const uncover = cover(close);
    dialog.showModal();
    return () => {
      uncover();
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  };
}
