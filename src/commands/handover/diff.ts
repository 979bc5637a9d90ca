import type { CommandCode } from '../../model/command.ts';
import { compareBundles, compareFiles, isUnchanged } from '../../engine/handover/compare-bundles.ts';
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
  /** Files of the bundles that differ. */
  readonly files: readonly string[];
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
    const [before, after] = [await readBundle(older, environment), await readBundle(newer, environment)];
    const diff = compareBundles(before.summary, after.summary);
    const files = compareFiles(before.files, after.files);
    return {
      diff,
      files,
      unchanged: isUnchanged(diff) && files.length === 0,
      imagesKnown: [before, after].every(({ summary: { image } }) => image.configDigest !== ''),
    };
  },
  print: ({ diff, files, unchanged, imagesKnown }, { flags }, { terminal }) => {
    const form = flags['json'] === true ? 'json' : (flags['format'] ?? 'text');
    const lines = diff.changes.map((change) => ({ fact: change.fact, lines: describeDiff(change) }));
    terminal.out(
      form === 'json'
        ? printJson<typeof diffSchema>({ unchanged, ...diff, files })
        : formatDiff(diff, lines, { files, unchanged, imagesKnown, markdown: form === 'markdown' }),
    );
    return { exitCode: unchanged ? 0 : 1 };
  },
};
