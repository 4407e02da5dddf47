declare module 'virtual:icons' {
  import type { IconName } from './icons';

  /** Path data of each icon, on a 24 by 24 grid. */
  export const paths: Record<IconName, readonly string[]>;
}
