/** What this device is, as far as words and advice need to know. */
export type DeviceWord = 'phone' | 'tablet' | 'computer';

interface Agent { userAgent: string; maxTouchPoints: number }

/** How to call the thing in the person's hands. An iPad says it is a Mac, but a Mac has no touch points. */
export function deviceWord({ userAgent, maxTouchPoints }: Agent): DeviceWord {
  if (/iPhone|iPod|Android.*Mobile|Mobile.*Firefox/.test(userAgent)) return 'phone';
  if (/iPad|Android|Tablet/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'tablet';
  return 'computer';
}

/** iPhone and iPad: installing goes through the share sheet, and the installed app has storage of its own. */
export function isApple({ userAgent, maxTouchPoints }: Agent): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** Whether this window is the installed app rather than a browser tab. */
export function isInstalled(): boolean {
  const apple = navigator as Navigator & { standalone?: boolean };
  return apple.standalone === true || matchMedia('(display-mode: standalone)').matches;
}
