import { createColors } from 'picocolors';
import type { PinEntry, PinMode, PinOutcome } from '../../model/pin/pin.ts';
import { inert } from '../../model/text/inert.ts';

/** What a run of `pin` came to. */
export interface PinResult {
  readonly mode: PinMode;
  /** `dry-run`: nothing was written, since that was asked for. */
  readonly written: 'yes' | 'nothing to write' | 'dry-run';
  /** By file and line. */
  readonly entries: readonly PinEntry[];
}

const words: Readonly<Record<PinOutcome, string>> = {
  pinned: 'pinned',
  updated: 'updated',
  current: 'as its tag',
  kept: 'pinned already',
  unpinned: 'not pinned',
  moved: 'moved',
  failed: 'not found out',
  open: 'left as it is',
};
const order: readonly PinOutcome[] = ['pinned', 'updated', 'unpinned', 'moved', 'current', 'kept', 'open', 'failed'];

/**
 * The result for people: a line for each place that changed, needs somebody or was left, by file, and one that sums up. What is as it
 * should be is counted only; of what failed the problem says why. Digests are cut to twelve digits.
 */
export function formatPinText(result: PinResult, colour: boolean): string {
  const { bold, dim } = createColors(colour);
  const { entries, mode, written } = result;
  if (entries.length === 0) return 'No image and no action is named here.\n';
  const told = entries.filter(({ outcome, reason }) =>
    outcome === 'current' || outcome === 'kept' ? reason !== undefined : true,
  );
  const lines: string[] = [];
  const width = Math.max(...told.map(({ outcome }) => words[outcome].length));
  let file: string | undefined;
  for (const entry of told) {
    if (entry.place.file !== file) lines.push(bold(inert(entry.place.file)));
    file = entry.place.file;
    lines.push(
      `  ${dim(String(entry.place.line).padStart(4))}  ${paint(entry.outcome, colour)(words[entry.outcome].padEnd(width))}  ${inert(describe(entry))}`,
    );
  }
  const counts = order.map((outcome) => ({
    outcome,
    count: entries.filter((entry) => entry.outcome === outcome).length,
  }));
  const summary = counts
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${String(count)} ${words[outcome]}`)
    .join(', ');
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), `${summary}.${describeEnd(mode, written, entries)}`].join('\n')}\n`;
}

function describe({ place, outcome, old, oldDate, new: found, newDate, reason }: PinEntry): string {
  const name = place.text.replace(/@sha256:[0-9a-f]{64}$|@[0-9a-f]{40}$/, '');
  if (reason !== undefined) return `${name}: ${reason}`;
  const noted =
    place.kind === 'action' && place.commit !== undefined && place.ref !== undefined ? `${name}@${place.ref}` : name;
  if (outcome === 'updated' || outcome === 'moved')
    return `${noted}  ${shorten(old)}${inBrackets(oldDate)} -> ${shorten(found)}${inBrackets(newDate)}`;
  return `${noted}  ${shorten(found ?? old)}${inBrackets(newDate)}`;
}

function shorten(pin: string | undefined): string {
  return (pin ?? '').replace(/^((?:sha\d+:)?[0-9a-f]{12}|sha512-.{12}).*/, '$1');
}

function inBrackets(date: string | undefined): string {
  return date === undefined ? '' : ` (${date})`;
}

function describeEnd(mode: PinMode, written: PinResult['written'], entries: readonly PinEntry[]): string {
  const has = (...outcomes: PinOutcome[]): boolean => entries.some(({ outcome }) => outcomes.includes(outcome));
  const fixes = [
    ...(has('unpinned') ? ['tre-container pin'] : []),
    ...(has('moved') ? ['tre-container pin --update'] : []),
  ];
  const unread = entries.some(({ place }) => place.kind === 'open' && place.isOwn !== true);
  if (mode === 'check')
    return [
      ...(fixes.length === 0 ? [] : [` To fix: ${fixes.join(', then ')}`]),
      ...(unread ? [' Whether what is left as it is is pinned, nobody can tell: write its name out.'] : []),
    ].join('.');
  return written === 'dry-run' && has('pinned', 'updated') ? ' Nothing was written (--dry-run).' : '';
}

function paint(outcome: PinOutcome, colour: boolean): (text: string) => string {
  const { green, yellow, red, dim } = createColors(colour);
  return {
    pinned: green,
    updated: green,
    unpinned: yellow,
    moved: yellow,
    current: dim,
    kept: dim,
    open: dim,
    failed: red,
  }[outcome];
}
