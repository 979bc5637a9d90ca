import type { CommandCode, Environment } from '../../model/command.ts';
import { compareBundles, compareFiles, findForeign, isUnchanged } from '../../engine/handover/compare-bundles.ts';
import { describeDiff } from '../../engine/handover/describe-diff.ts';
import { renderPage } from '../../engine/handover/render-page.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { UserError } from '../../model/errors.ts';
import type { diffSchema } from '../../model/handover/diff-schema.ts';
import type { BundleDiff } from '../../model/handover/bundle-diff.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import { formatDiff } from '../../report/handover/diff-text.ts';
import { bundleNames } from '../../model/handover/bundle.ts';
import { formatDigests } from '../../report/handover/digests-text.ts';
import { readBundle } from './read-bundle.ts';
import type { diffDefinition } from './diff-definition.ts';

/** What two bundles differ in. */
interface ComparedBundles {
  readonly diff: BundleDiff;
  /** Files of the bundles that differ, and those that are not what their own bundle's summary makes of them. */
  readonly files: readonly string[];
  /** Bundles of another version of this program, of which the page and the like cannot be made again here. */
  readonly otherVersions: readonly string[];
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
    const read = [
      { name: older, ...before },
      { name: newer, ...after },
    ];
    const isOurs = ({ summary }: (typeof read)[number]): boolean => summary.tool.version === environment.version;
    const files = [
      ...compareFiles(before.files, after.files),
      ...read
        .filter(isOurs)
        .flatMap(({ name, ...bundle }) =>
          findForeign(bundle.files, makeAgain(bundle.summary, environment)).map(
            (file) => `${name}/${file} (not what its summary.json makes of it)`,
          ),
        ),
    ];
    return {
      otherVersions: read.filter((bundle) => !isOurs(bundle)).map(({ name }) => name),
      diff,
      files,
      unchanged: isUnchanged(diff) && files.length === 0,
      imagesKnown: [before, after].every(({ summary: { image } }) => image.configDigest !== ''),
    };
  },
  print: ({ diff, files, otherVersions, unchanged, imagesKnown }, { flags }, { terminal }) => {
    const form = flags['json'] === true ? 'json' : (flags['format'] ?? 'text');
    const lines = diff.changes.map((change) => ({ fact: change.fact, lines: describeDiff(change) }));
    terminal.out(
      form === 'json'
        ? printJson<typeof diffSchema>({ unchanged, ...diff, files, otherVersions })
        : formatDiff(diff, lines, { files, otherVersions, unchanged, imagesKnown, markdown: form === 'markdown' }),
    );
    return { exitCode: unchanged ? 0 : 1 };
  },
};

/** SHA-256 of the files of a bundle that follow from its summary, by name. */
function makeAgain(summary: HandoverSummary, { templates }: Environment): ReadonlyMap<string, string> {
  return new Map([
    [bundleNames.page, hashText(renderPage(summary, templates))],
    [bundleNames.digests, hashText(formatDigests(summary))],
    [bundleNames.verify, hashText(String(templates('handover/verify.sh')))],
  ]);
}
