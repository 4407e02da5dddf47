/**
 * Something that lies over the screen (a sheet) and that "back" closes before anything else moves.
 * Opening adds one history entry; closing takes it away again. Going back in the history happens later, by the
 * browser's own clock, so a cover that opens right after another one takes over its entry instead.
 */
interface Cover { close: () => void; entry: boolean }

const open: Cover[] = [];
/** Entries of closed covers that still lie in the history. */
let left = 0;
/** `popstate` events of our own making. */
let ignored = 0;

/** Lays a cover. The returned function must be called once when it is gone, however it closed. */
export function cover(close: () => void): () => void {
  const mine: Cover = { close, entry: true };
  open.push(mine);
  if (left > 0) left -= 1;
  else history.pushState(history.state, '');
  return () => {
    const at = open.indexOf(mine);
    if (at >= 0) open.splice(at, 1);
    if (!mine.entry) return;
    left += 1;
    setTimeout(tidy);
  };
}

function tidy(): void {
  if (left === 0) return;
  ignored += 1;
  history.go(-left);
  left = 0;
}

/** For the router, first thing on `popstate`: true when the event belonged to a cover. */
export function poppedCover(): boolean {
  if (ignored > 0) {
    ignored -= 1;
    return true;
  }
  const top = open.at(-1);
  if (!top) return false;
  top.entry = false;
  top.close();
  return true;
}

/** For the router before it goes elsewhere: true when the topmost history entry is a cover's, to be replaced. */
export function takeCoverEntry(): boolean {
  if (left > 0) {
    left -= 1;
    return true;
  }
  const top = open.at(-1);
  if (!top?.entry) return false;
  top.entry = false;
  top.close();
  return true;
}
