/** Every Lucide icon the app draws; the build takes their outlines from lucide-static. */
export const ICONS = [
  'anchor', 'book-open', 'check', 'chevron-down', 'chevron-left', 'chevron-right', 'circle-alert', 'circle-dashed', 'circle-question-mark',
  'cloud-check', 'cloud-off', 'download', 'ellipsis', 'eraser', 'eye', 'eye-off', 'feather', 'hash', 'history', 'info',
  'key-round', 'laptop', 'link', 'lock', 'menu', 'messages-square', 'minus', 'pause', 'pen-line', 'pin', 'plus', 'printer', 'quote', 'redo-2',
  'refresh-cw', 'route', 'search', 'shapes', 'share', 'shield', 'sliders-horizontal', 'smartphone', 'square-plus', 'sunrise',
  'trash', 'type', 'undo-2', 'x',
] as const;

export type IconName = (typeof ICONS)[number];
