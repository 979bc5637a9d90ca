import type { Manifest } from './other-jobs.ts';
import { readOptions } from './option-words.ts';

/** A resource of the cluster that is a graphics card, of which there is more than none. */
const inManifest = /\b(?:nvidia|amd|intel)\.com\/[\w.-]+["']?[ \t]?:[ \t]*["']?[1-9]/;
const inScript = /[ \t]--(?:gpus?|nv|nvccli|rocm)\b/;

const optionFiles = [
  ['ces/opt-file.txt', 'podman'],
  ['ces/opt-file-apptainer.txt', 'apptainer'],
] as const;

/** Files of `ces/` that ask for a graphics card; `text`: of the file of that path, where there is one. */
export function findAskedCards(
  text: (path: string) => string | undefined,
  manifests: readonly Manifest[],
): readonly string[] {
  const jobs = [{ path: 'ces/job.yaml', text: text('ces/job.yaml') ?? '' }, ...manifests];
  return [
    ...jobs.flatMap((job) => (says(job.text, inManifest) ? job.path : [])),
    ...optionFiles.flatMap(([path, of]) => (readOptions(text(path) ?? '', of).some(isCard) ? path : [])),
    ...(says(text('ces/run.sh') ?? '', inScript) ? ['ces/run.sh'] : []),
  ];
}

function isCard({ name, value }: ReturnType<typeof readOptions>[number]): boolean {
  return /^--(?:nv|nvccli|rocm|gpus)$/.test(name) || (name === '--device' && /nvidia|\/(?:dri|kfd)\b/.test(value));
}

/** In a line, before its comment. */
function says(text: string, words: RegExp): boolean {
  return text.split(/[\r\n]/).some((line) => words.test(line.split('#', 1)[0] ?? ''));
}
