import { compressedEndings, dataEndings, pickleEndings } from '../../../catalog/software/data-files.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { joinUnknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { listSome } from '../../../shared/list-some.ts';

/** Weights of models, what Python and gettext make of a text beside it, and documents. */
const madeOf = new Set(
  'pt pth ckpt onnx safetensors pb tflite keras bin gguf mo pyc pyo docx pptx odt eps ps rdb rdx'.split(' '),
);

/** Databases are asked by their own programs, and keep accounts too. */
const asked = new Set(['accdb', 'db', 'duckdb', 'mdb', 'sqlite', 'sqlite3']);

const isOfData = (ending: string): boolean =>
  (dataEndings.has(ending) && !asked.has(ending)) || pickleEndings.has(ending) || madeOf.has(ending);

/**
 * Whether a file is data by its ending, packed or not: what programs compute with is no place where a password is kept. An archive, a database, and what has
 * no such ending may hold settings.
 */
export function holdsData(path: string): boolean {
  const [ending = '', before = ''] = path
    .toLowerCase()
    .slice(path.lastIndexOf('/') + 1)
    .split('.')
    .slice(1)
    .toReversed();
  return isOfData(ending) || (compressedEndings.has(ending) && ending !== 'zip' && isOfData(before));
}

/** More files than these are told by their folders. */
const most = 100;

/** Copied files of which only the name was looked at, each by itself: who looked at one accepts that one, and no other. */
export function doubtUnread(
  paths: readonly string[],
  dockerfile: DockerfileFacts,
  { home = '' }: Pick<ProjectFacts, 'home'>,
): Verdict | undefined {
  const byFolder = groupBy(paths.slice(most), (path) => path.slice(0, path.lastIndexOf('/') + 1));
  const groups = [...paths.slice(0, most).map((path) => [path]), ...byFolder.values()];
  return joinUnknown(groups.map((group) => doubt(group, dockerfile, home)));
}

function doubt(paths: readonly string[], { path: file, context }: DockerfileFacts, home: string): Verdict {
  const [first = ''] = paths;
  const isOne = paths.length === 1;
  const them = isOne ? 'it' : 'them';
  const line = context.copied.find(({ path }) => path === first)?.instruction.line;
  const broughtBy = { file, ...(line === undefined ? {} : { line }) };
  const comment = `# tre-container ignore=no-secrets -- why, above the line that copies ${them} (${file}${line === undefined ? '' : `:${String(line)}`})`;
  const record = isOne ? `a waiver with path: ${first} in ${home}.tre-container.yml, or ${comment}` : comment;
  return {
    verdict: 'unknown',
    reason: `of ${isOne ? 'one copied file' : `${String(paths.length)} copied files`} only the name was looked at (${listSome(paths, 3)}): what is binary or large is not read`,
    location: isOne ? { file: first } : broughtBy,
    fix: `look at ${them}, and keep ${them} out of the image if there is a secret; if there is none, record that: ${record}`,
    broughtBy,
  };
}
