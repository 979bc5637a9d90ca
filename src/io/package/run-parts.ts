const parts = new Set<string>();

/** Notes that this run needed a large part of the program which not every run of its command needs: its compiled code is worth keeping too. */
export function noteRunPart(part: string): void {
  parts.add(part);
}

/** What was noted so far. */
export function listRunParts(): readonly string[] {
  return [...parts];
}
