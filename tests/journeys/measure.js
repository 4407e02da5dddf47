// What can be measured on the screen that is open; sizes in CSS px.
() => {
  const TARGET = 44;
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  const menu = document.querySelector('[popover]:popover-open');
  const root = menu ?? dialog ?? document.body;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.vh, .skip');
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.ariaLabel ?? element.textContent.trim().slice(0, 40)}”`;

  /** How far the finger may land from the middle and still hit, each way. */
  const span = (element) => {
    const box = element.getBoundingClientRect();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const hits = (x, y) => element.contains(document.elementFromPoint(x, y));
    const along = (dx, dy) => {
      let far = 0;
      while (far < 30 && hits(middle.x + dx * (far + 1), middle.y + dy * (far + 1))) far += 1;
      return far;
    };
    return { width: 1 + along(-1, 0) + along(1, 0), height: 1 + along(0, -1) + along(0, 1) };
  };

  const isLarge = ({ width, height }) => width >= TARGET && height >= TARGET;

  /** Something that sticks may lie over an element in one of these places, but not in all. */
  const reach = (element) => {
    let found;
    for (const block of ['center', 'start', 'end']) {
      element.scrollIntoView({ block, behavior: 'instant' });
      found = span(element);
      if (isLarge(found)) break;
    }
    return found;
  };

  /** A link in a sentence is as high as its line (2.5.8 leaves it out). */
  const inSentence = (element) => getComputedStyle(element).display === 'inline'
    && [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim() !== '');

  const controls = [...root.querySelectorAll('a[href], button, input, textarea, summary')].filter((element) => seen(element) && !inSentence(element));
  const small = controls.flatMap((element) => {
    const found = reach(element);
    return isLarge(found) ? [] : [`${name(element)} ${found.width}x${found.height}`];
  });

  const page = document.scrollingElement;
  const wide = page.scrollWidth > innerWidth ? [`the page: ${page.scrollWidth} of ${innerWidth}`] : [];
  const outside = [...root.querySelectorAll('*')].filter((element) => {
    // what scrolls sideways on purpose, a row of chips or a large map, may go on past the edge
    if (!seen(element) || element.closest('svg, .scroll, .mapfloor')) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
  });
  const cut = [...root.querySelectorAll('*')].filter((element) => seen(element) && !element.closest('svg, input')
    && getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1);

  const before = { x: scrollX, y: scrollY };
  const result = {
    sideways: [...wide, ...outside.map(name), ...cut.map(name)],
    small,
    headings: [...document.querySelectorAll('h1')].filter((h1) => h1.checkVisibility() && h1.closest('dialog') === (dialog?.querySelector('h1') ? dialog : null)).length,
    pause: [...document.querySelectorAll('button')].some((button) => button.textContent.trim() === 'Pause' && seen(button)),
  };
  scrollTo(before.x, before.y);
  return result;
}
