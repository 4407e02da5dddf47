/** Every Lucide icon the app draws; the build takes their outlines from lucide-static. */
export const ICONS = [
  'anchor', 'book-open', 'check', 'chevron-left', 'chevron-right', 'circle-alert', 'circle-dashed', 'cloud-check',
  'cloud-off', 'download', 'ellipsis', 'eye', 'eye-off', 'hash', 'info', 'key-round', 'laptop', 'link', 'lock',
  'menu', 'minus', 'pause', 'pen-line', 'plus', 'printer', 'refresh-cw', 'search', 'shapes', 'share', 'shield',
  'sliders-horizontal', 'smartphone', 'square-plus', 'sunrise', 'trash', 'type', 'x',
] as const;

export type IconName = (typeof ICONS)[number];
