import { judgeBundle } from '../../engine/handover/judge-bundle.ts';
import { hashFolder } from '../../io/handover/hash-files.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { type BundleCheck, type BundleFile, bundleNames } from '../../model/handover/bundle.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import { parseBundleSummary } from '../../parse/handover/bundle-summary.ts';
import { mostBytes } from './read-handover-reports.ts';

/** Compares the files of a bundle with its sums. `told`: the digest of the sums as a person was told it. */
export async function checkBundle(
  folder: string,
  told: string | undefined,
  { cwd, readFile }: Pick<Environment, 'cwd' | 'readFile'>,
): Promise<BundleCheck> {
  const files: readonly BundleFile[] = (await hashFolder(placeIn(cwd, folder))) ?? [];
  const sums = files.some(({ path, sha256 }) => path === bundleNames.sums && sha256 !== undefined)
    ? await readFile(`${folder}/${bundleNames.sums}`, mostBytes)
    : undefined;
  const digest = files.find(({ path }) => path === bundleNames.sums)?.sha256 ?? '';
  // Bytes that are no UTF-8 become a character that no line of sums may hold.
  return judgeBundle(sums === undefined ? undefined : new TextDecoder().decode(sums), files, {
    digest,
    ...(told === undefined ? {} : { told }),
  });
}

/** The summary of a bundle that is whole. Throws a UserError where it is not. */
export async function readBundle(
  folder: string,
  environment: Pick<Environment, 'cwd' | 'readFile'>,
): Promise<HandoverSummary> {
  const { verdict, sentences } = await checkBundle(folder, undefined, environment);
  if (verdict !== 'whole')
    throw new UserError({
      where: folder,
      what: sentences.join('; '),
      why: 'What was changed after it was packed cannot be compared.',
      fix: 'name a bundle as tre-container pack wrote it',
    });
  const place = `${folder}/${bundleNames.summary}`;
  return parseBundleSummary(new TextDecoder().decode(await environment.readFile(place, mostBytes)), place);
}

export function placeIn(cwd: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`;
}
