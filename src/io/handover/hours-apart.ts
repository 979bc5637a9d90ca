/** Hours between two times in ISO 8601; nothing where one of them is none. */
export function hoursApart(one: string, other: string): number | undefined {
  const hours = hoursAfter(one, other);
  return hours === undefined ? undefined : Math.abs(hours);
}

/** Hours from the one time to the other, below 0 where the other is earlier; nothing where one of them is none. */
export function hoursAfter(one: string, other: string): number | undefined {
  const hours = (Date.parse(other) - Date.parse(one)) / 3_600_000;
  return Number.isFinite(hours) ? hours : undefined;
}
