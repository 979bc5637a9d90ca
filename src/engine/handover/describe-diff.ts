import type { BundleChange } from '../../model/handover/bundle-diff.ts';

const most = 40;

/** One line for each thing that a change adds or takes away; of many, the first are named. */
export function describeDiff({ fact, added, removed }: BundleChange): readonly string[] {
  const lines = [
    ...added.map((entry) => `${fact}: now ${entry}`),
    ...removed.map((entry) => `${fact}: no longer ${entry}`),
  ];
  if (lines.length === 0) return [`${fact}: in another order`];
  return lines.length > most ? [...lines.slice(0, most), `${fact}: and ${String(lines.length - most)} more`] : lines;
}
