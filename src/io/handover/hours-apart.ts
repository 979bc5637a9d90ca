/** Hours between two times in ISO 8601; nothing where one of them is none. */
export function hoursApart(one: string, other: string): number | undefined {
  const hours = Math.abs(Date.parse(one) - Date.parse(other)) / 3_600_000;
  return Number.isFinite(hours) ? hours : undefined;
}
