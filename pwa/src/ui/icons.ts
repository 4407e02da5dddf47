/** Every Lucide icon the app draws; the build takes their outlines from lucide-static. */
export const ICONS = [
  'anchor', 'archive', 'arrow-down', 'arrow-left', 'arrow-right', 'arrow-up', 'book-open', 'brush', 'check',
  'chevron-down', 'chevron-left', 'chevron-right', 'circle-alert', 'circle-dashed', 'circle-question-mark',
  'cloud-check', 'cloud-off', 'download', 'ellipsis', 'eraser', 'eye', 'eye-off', 'feather', 'hash', 'info',
  'key-round', 'laptop', 'link', 'list', 'lock', 'mail', 'menu', 'messages-square', 'minus', 'move', 'notebook-pen',
  'pause', 'pen-line', 'pin', 'plus', 'printer', 'quote', 'redo-2', 'refresh-cw', 'rotate-ccw-clock', 'route',
  'search', 'shapes', 'share', 'shield', 'sliders-horizontal', 'smartphone', 'spline', 'square-dashed', 'square-plus',
  'star', 'sunrise', 'trash', 'type', 'undo-2', 'waypoints', 'x', 'zoom-in', 'zoom-out',
] as const;

export type IconName = (typeof ICONS)[number];
