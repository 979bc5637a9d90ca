import type { CommandCode } from '../../model/command.ts';
import { compareBundles, isUnchanged } from '../../engine/handover/compare-bundles.ts';
import { describeDiff } from '../../engine/handover/describe-diff.ts';
import { UserError } from '../../model/errors.ts';
import type { diffSchema } from '../../model/handover/diff-schema.ts';
import type { BundleDiff } from '../../model/handover/bundle-diff.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import { formatDiff } from '../../report/handover/diff-text.ts';
import { readBundle } from './read-bundle.ts';
import type { diffDefinition } from './diff-definition.ts';

/** What two bundles differ in. */
interface ComparedBundles {
  readonly diff: BundleDiff;
  readonly unchanged: boolean;
  /** Whether both name their image: a draft may have no report of a scanner, which names it. */
  readonly imagesKnown: boolean;
}

/** Compares two bundles that are whole. Exit code 1: something changed; a UserError where one cannot be read. */
export const diffCommand: CommandCode<typeof diffDefinition, ComparedBundles> = {
  run: async ({ targets }, environment) => {
    const [older, newer, ...others] = targets;
    if (older === undefined || newer === undefined || others.length > 0)
      throw new UserError({
        what: `diff takes two bundles, but has ${String(targets.length)}`,
        fix: 'name the older, then the newer: tre-container diff OLD NEW',
      });
    const bundles = [await readBundle(older, environment), await readBundle(newer, environment)] as const;
    const diff = compareBundles(...bundles);
    return {
      diff,
      unchanged: isUnchanged(diff),
      imagesKnown: bundles.every(({ image }) => image.configDigest !== ''),
    };
  },
  print: ({ diff, unchanged, imagesKnown }, { flags }, { terminal }) => {
    const form = flags['json'] === true ? 'json' : (flags['format'] ?? 'text');
    const lines = diff.changes.map((change) => ({ fact: change.fact, lines: describeDiff(change) }));
    terminal.out(
      form === 'json'
        ? printJson<typeof diffSchema>({ unchanged, ...diff })
        : formatDiff(diff, lines, { unchanged, imagesKnown, markdown: form === 'markdown' }),
    );
    return { exitCode: unchanged ? 0 : 1 };
  },
};
