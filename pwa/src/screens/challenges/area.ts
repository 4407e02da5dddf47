import { t } from '../../i18n/words';
import type { Challenge } from '../../rpc/api';

/** Where in life it is, in our word or the person's own; '' while nothing was said. */
export function areaOf({ area, areaWord }: Pick<Challenge, 'area' | 'areaWord'>): string {
  if (area === null) return '';
  return area === 'own' && areaWord.trim() !== '' ? areaWord.trim() : t(`challenge.area_${area}`);
}
