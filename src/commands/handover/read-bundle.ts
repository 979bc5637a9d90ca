import { judgeBundle } from '../../engine/handover/judge-bundle.ts';
import { hashArchive } from '../../io/handover/hash-archive.ts';
import { hashFolder } from '../../io/handover/hash-files.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { type BundleCheck, type BundleFile, bundleNames } from '../../model/handover/bundle.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import { parseBundleSummary } from '../../parse/handover/bundle-summary.ts';
import { mostBytes } from './read-handover-reports.ts';

/** What is read of a bundle, beside its digests. */
const wanted = { names: [bundleNames.sums, bundleNames.summary], limit: mostBytes };

type Place = Pick<Environment, 'cwd'>;
/** What stands at the head of a file is one of its bytes, as `verify.sh` sees it: a byte order mark is no part of a sum. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A bundle as it lies there: its files, and the bytes of those that are read. */
interface Bundle {
  readonly files: readonly BundleFile[];
  /** It lies in an archive, and that is not as `pack` writes one. */
  readonly isRewritten?: boolean;
  readonly texts: ReadonlyMap<string, Uint8Array>;
}

/**
 * Compares the files of a bundle, a folder or an archive, with its sums. `told`: the digest of the sums as a person was told it. Throws a UserError
 * where a file is there that is no archive.
 */
export async function checkBundle(name: string, told: string | undefined, place: Place): Promise<BundleCheck> {
  return judge(await openBundle(name, place), told);
}

/** The summary and the files of a bundle that is whole. Throws a UserError where it is not. */
export async function readBundle(
  name: string,
  place: Place,
): Promise<{ readonly summary: HandoverSummary; readonly files: readonly BundleFile[] }> {
  const bundle = await openBundle(name, place);
  const { verdict, sentences } = judge(bundle, undefined);
  const summary = verdict === 'whole' ? bundle.texts.get(bundleNames.summary) : undefined;
  if (summary === undefined)
    throw new UserError({
      where: name,
      what: verdict === 'whole' ? `holds no ${bundleNames.summary}` : sentences.join('; '),
      why: 'What was changed after it was packed cannot be compared.',
      fix: 'name a bundle as tre-container pack wrote it',
    });
  const text = new TextDecoder().decode(summary);
  return { summary: parseBundleSummary(text, `${name}/${bundleNames.summary}`), files: bundle.files };
}

/** Whether it is a draft as it was packed, which gives way to the next one. What somebody else put there, or changed, does not. */
export async function isDraftBundle(name: string, place: Place): Promise<boolean> {
  const bundle = await openBundle(name, place);
  return bundle.files.some(({ path }) => path === bundleNames.draft) && judge(bundle, undefined).verdict === 'whole';
}

async function openBundle(name: string, { cwd }: Place): Promise<Bundle> {
  if ((await kindOfPath(cwd, name)) !== 'file')
    return (await hashFolder(placeIn(cwd, name), wanted)) ?? { files: [], texts: new Map() };
  const archive = await hashArchive(placeIn(cwd, name), {
    marker: bundleNames.sums,
    kept: wanted.names,
    limit: wanted.limit,
  });
  if ('problem' in archive)
    throw new UserError({
      where: name,
      what: `cannot be read as an archive of a bundle (${archive.problem})`,
      fix: 'name the folder or the .tar that tre-container pack wrote; one that was compressed since must be unpacked first',
    });
  return archive;
}

function judge({ files, texts, isRewritten = false }: Bundle, told: string | undefined): BundleCheck {
  const digest = files.find(({ path }) => path === bundleNames.sums)?.sha256;
  const sums = texts.get(bundleNames.sums);
  const summary = texts.get(bundleNames.summary);
  // Bytes that are no UTF-8 become a character that no line of sums may hold.
  return judgeBundle(sums === undefined ? undefined : decoder.decode(sums), files, {
    digest: digest ?? '',
    isRewritten,
    ...(summary === undefined ? {} : { summary: decoder.decode(summary) }),
    ...(told === undefined ? {} : { told }),
  });
}

export function placeIn(cwd: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`;
}
