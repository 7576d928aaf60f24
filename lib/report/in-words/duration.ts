/** Lengths of time in words. */
import { counted } from '../count-text';

/** Seconds as hours, minutes or seconds, whichever is whole. */
export const secondsInWords = (seconds: number): string =>
  seconds % 3600 === 0
    ? counted(seconds / 3600, 'hour')
    : seconds % 60 === 0
      ? counted(seconds / 60, 'minute')
      : counted(seconds, 'second');
