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

type Place = Pick<Environment, 'cwd' | 'readFile'>;

/** A bundle as it lies there: its files, and the bytes of those that are read. */
interface Bundle {
  readonly files: readonly BundleFile[];
  /** It lies in an archive, and that is not as `pack` writes one. */
  readonly isRewritten?: boolean;
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
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
  const { verdict, sentences } = await judge(bundle, undefined);
  const summary = verdict === 'whole' ? await bundle.read(bundleNames.summary) : undefined;
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
  return (
    bundle.files.some(({ path }) => path === bundleNames.draft) && (await judge(bundle, undefined)).verdict === 'whole'
  );
}

async function openBundle(name: string, { cwd, readFile }: Place): Promise<Bundle> {
  if ((await kindOfPath(cwd, name)) !== 'file') {
    const files = (await hashFolder(placeIn(cwd, name), wanted)) ?? [];
    return { files, read: async (file) => readFile(`${name}/${file}`, mostBytes) };
  }
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
  const { files, texts, isRewritten } = archive;
  return { files, isRewritten, read: (file) => Promise.resolve(texts.get(file)) };
}

async function judge({ files, read, isRewritten = false }: Bundle, told: string | undefined): Promise<BundleCheck> {
  const digest = files.find(({ path }) => path === bundleNames.sums)?.sha256;
  const sums = digest === undefined ? undefined : await read(bundleNames.sums);
  const isPlain = files.some(({ path, sha256 }) => path === bundleNames.summary && sha256 !== undefined);
  const summary = isPlain ? await read(bundleNames.summary) : undefined;
  // Bytes that are no UTF-8 become a character that no line of sums may hold.
  return judgeBundle(sums === undefined ? undefined : new TextDecoder().decode(sums), files, {
    digest: digest ?? '',
    isRewritten,
    ...(summary === undefined ? {} : { summary: new TextDecoder().decode(summary) }),
    ...(told === undefined ? {} : { told }),
  });
}

export function placeIn(cwd: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`;
}
