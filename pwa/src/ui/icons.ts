/** Every Lucide icon the app draws; the build takes their outlines from lucide-static. */
export const ICONS = [
  'anchor', 'archive', 'arrow-up', 'bean', 'book-open', 'check', 'chevron-down', 'chevron-left', 'chevron-right',
  'circle-alert', 'circle-dashed', 'cloud-check', 'cloud-off', 'contrast', 'copy', 'download', 'ellipsis', 'eye',
  'eye-off', 'feather', 'hash', 'info', 'key-round', 'laptop', 'link', 'lock', 'log-out', 'menu', 'pause', 'pen-line',
  'plus', 'printer', 'refresh-cw', 'search', 'shapes', 'share', 'shield', 'sliders-horizontal', 'smartphone',
  'square-plus', 'sunrise', 'timer', 'trash', 'type', 'undo-2', 'x',
] as const;

export type IconName = (typeof ICONS)[number];
