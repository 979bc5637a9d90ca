/** When a scan was made, beside what it is of and beside the packing of it; in hours, absent where a time is not said. */
export interface ScanTimes {
  /** Of the image: how long after it the scan was made. */
  readonly afterImage?: number;
  /** How long before the packing. */
  readonly beforePacking?: number;
}

/** Clocks of machines differ. */
const leeway = 1;
/** Vulnerabilities are found every day: after a month a scan says little of what is known. */
const mostDays = 30;

/** Why a scan of these times does not speak for an image that is handed over now, as a clause; nothing where it does, or no time is said. */
export function judgeTimes({ afterImage = 0, beforePacking = 0 }: ScanTimes): string | undefined {
  if (beforePacking < -leeway) return 'is of a time that is still to come';
  if (afterImage < -leeway) return 'is older than the image that it is said to be of';
  const days = Math.floor(beforePacking / 24);
  return days > mostDays ? `is ${String(days)} days old, and does not know what was found since` : undefined;
}
