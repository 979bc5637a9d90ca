import { type BundleCheck, type BundleFile, bundleNames } from '../../model/handover/bundle.ts';
import { countOf } from '../../shared/count-of.ts';

const entry = /^([0-9a-f]{64}) {2}([A-Za-z0-9._-]+)$/;
/** Lines of the summary, which `pack` writes with one field a line. */
const saysWhether = /^[ \t]*"isDraft": /m;
const saysDraft = /^[ \t]*"isDraft": true/m;
/** Faults that are told one by one; a bundle has some ten files. */
const mostTold = 100;

/**
 * Compares the files of a bundle with its list of sums, in the very sentences of `verify.sh`, which tells of more than a hundred faults as well. `sums`: the text of `SHA256SUMS`; absent where there is
 * none. `digest`: its SHA-256; `told`: the one that was told by another way. `isRewritten`: the files lie in an archive that is not as it was written. `summary`: the text of its summary, which says whether it is a draft.
 */
export function judgeBundle(
  sums: string | undefined,
  files: readonly BundleFile[],
  {
    digest,
    told,
    isRewritten = false,
    summary,
  }: { readonly digest: string; readonly told?: string; readonly isRewritten?: boolean; readonly summary?: string },
): BundleCheck {
  if (sums === undefined)
    return { verdict: 'none', sentences: [`could not check: there is no ${bundleNames.sums} here`] };
  // A shell drops NUL characters when it reads a line.
  const lines = sums.replaceAll('\0', '').split('\n');
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const present = new Map(files.map((file) => [file.path, file]));
  const listed = new Set<string>();
  const sentences: string[] = [];
  for (const [index, line] of lines.entries()) {
    const [, sum = '', name = ''] = entry.exec(line) ?? [];
    const file = present.get(name);
    if (name === '') sentences.push(`changed: ${bundleNames.sums} (line ${String(index + 1)} cannot be read)`);
    else if (listed.has(name)) sentences.push(`changed: ${bundleNames.sums} (${name} stands twice)`);
    else if (file === undefined) sentences.push(`missing: ${name}`);
    else if (file.sha256 !== sum) sentences.push(`changed: ${name}`);
    listed.add(name);
  }
  listed.delete('');
  if (!isEnded) sentences.push(`changed: ${bundleNames.sums} (its last line has no end)`);
  if (listed.size === 0) sentences.push(`changed: ${bundleNames.sums} (it lists no file)`);
  for (const { path } of files)
    if (path !== bundleNames.sums && !listed.has(path)) sentences.push(`added: ${printName(path)}`);
  const said = summary?.replaceAll('\0', '');
  if (said !== undefined && !saysWhether.test(said))
    sentences.push(`changed: ${bundleNames.summary} (it has no line that says whether this is a draft)`);
  if (said !== undefined && saysDraft.test(said) && !listed.has(bundleNames.draft))
    sentences.push(`missing: ${bundleNames.draft} (${bundleNames.summary} says that this is a draft)`);
  if (told !== undefined && told !== digest)
    sentences.push(`changed: ${bundleNames.sums} (it is not the one whose digest you were told)`);
  if (isRewritten)
    sentences.push(
      'changed: the archive is not byte for byte as it was written, and may unpack to other files than are read in it',
    );
  return sentences.length > 0
    ? { verdict: 'broken', sentences: [...shortenList(sentences), 'not whole: do not rely on this bundle'] }
    : { verdict: 'whole', sentences: describeWhole(listed, digest, told !== undefined) };
}

function shortenList(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - mostTold;
  return more > 0 ? [...sentences.slice(0, mostTold), `and ${countOf(more, 'further fault')}`] : sentences;
}

function describeWhole(listed: ReadonlySet<string>, digest: string, isTold: boolean): readonly string[] {
  const isDraft = listed.has(bundleNames.draft);
  return [
    `whole: ${countOf(listed.size, 'file')} ${listed.size === 1 ? 'is' : 'are'} as they were packed`,
    ...(isDraft ? [`draft: it was packed while points were open; ${bundleNames.draft} names them`] : []),
    isTold
      ? `digest of ${bundleNames.sums}: ${digest}, as you were told`
      : `digest of ${bundleNames.sums}: ${digest} (compare it with the one that you were told by another way)`,
  ];
}

/** A name that could end the line, or start one that looks like ours, is not printed. */
function printName(path: string): string {
  return /^[A-Za-z0-9._/-]+$/.test(path) ? path : 'a file with an unusual name';
}
