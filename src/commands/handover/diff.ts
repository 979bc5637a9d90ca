import type { Run } from '../../model/command.ts';
import { compareBundles, isUnchanged } from '../../engine/handover/compare-bundles.ts';
import { describeDiff } from '../../engine/handover/describe-diff.ts';
import { UserError } from '../../model/errors.ts';
import { formatDiff } from '../../report/handover/diff-text.ts';
import { readBundle } from './read-bundle.ts';
import type { diffDefinition } from './diff-definition.ts';

/** Compares two bundles that are whole. Exit code 1: something changed; a UserError where one cannot be read. */
export const run: Run<typeof diffDefinition> = async ({ targets, flags }, environment) => {
  const [older, newer, ...others] = targets;
  if (older === undefined || newer === undefined || others.length > 0)
    throw new UserError({
      what: `diff takes two bundles, but has ${String(targets.length)}`,
      fix: 'name the older, then the newer: tre-container diff OLD NEW',
    });
  const bundles = [await readBundle(older, environment), await readBundle(newer, environment)] as const;
  const diff = compareBundles(...bundles);
  // A draft may have no report of a scanner, which names the image.
  const imagesKnown = bundles.every(({ image }) => image.configDigest !== '');
  const unchanged = isUnchanged(diff);
  const form = flags['json'] === true ? 'json' : (flags['format'] ?? 'text');
  const lines = diff.changes.map((change) => ({ fact: change.fact, lines: describeDiff(change) }));
  environment.terminal.out(
    form === 'json'
      ? `${JSON.stringify({ unchanged, ...diff }, null, 2)}\n`
      : formatDiff(diff, lines, { unchanged, imagesKnown, markdown: form === 'markdown' }),
  );
  return unchanged ? 0 : 1;
};
