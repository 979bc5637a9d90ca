import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { printValue } from '../../render/escape.ts';
import { inImage } from '../print-dockerfile.ts';
import { folderInImage } from '../project-folder.ts';
import { findTest, isAmong } from '../results-among-data.ts';
import { foldersToMake } from './mounts.ts';
import { gatherRendered, keepRendered, rendersWithQuarto } from './render-with-quarto.ts';
import { onOneLine } from './on-one-line.ts';

const shell = (word: string): string => printValue('shell', word);

/** Starts the program unedited: it finds its files and its data by the names that it has for them, and its results are kept. */
export function printStartScript(adoption: Adoption, language: AdoptedLanguage): string {
  const { program, links, startScript = '', startFolder } = adoption;
  const here = startFolder === undefined ? '' : `${startFolder}/`;
  const chain = program.start[0] === 'sh' && program.start[1] === '-c';
  const line = gatherRendered(
    chain ? inFolder(program.start[2] ?? '', here) : inCopy(program.start, here, language).map(shell).join(' '),
  );
  const run = chain ? line : `${line} "$@"`;
  const shared = sharedFolders(adoption, here);
  const { above = { data: [], outputs: [] } } = links;
  const sharedAbove = sharedFolders({ ...adoption, links: above }, '');
  return [
    '#!/bin/sh',
    '# Starts the program in a copy of the project on /scratch, where it may write.',
    `# Why: ${onOneLine(startScript)}.`,
    'set -eu',
    ...(chain
      ? [`[ "$#" -eq 0 ] || { echo 'several programs are started here, so that arguments have no place' >&2; exit 2; }`]
      : []),
    ...(program.atRun
      ? [`[ "$#" -gt 0 ] || { echo 'no step is named: write it into ces/arg-file.txt' >&2; exit 2; }`]
      : []),
    ...intoCopy(adoption, above, sharedAbove),
    ...findModules(adoption, language, '/scratch/work'),
    ...linkData(links),
    ...linkOutputs(
      links.outputs.filter((name) => !shared.includes(name)),
      links.folders,
    ),
    '',
    '# Files that the program writes beside itself are kept too, also when it fails.',
    ...beginRun,
    ...(chain
      ? [`sh -e -c ${shell(run.replaceAll(' && ', '\n'))} || status=$?`]
      : program.atRun
        ? ['case "$1" in', '  *.sh) bash "$@" || status=$? ;;', `  *) ${run} || status=$? ;;`, 'esac']
        : [`${run} || status=$?`]),
    ...(rendersWithQuarto(program.start) ? keepRendered : []),
    keepBeside,
    ...keepAmongOwn(shared),
    ...keepAmongData(links),
    ...(sharedAbove.length === 0 ? [] : ['cd /scratch/work', ...keepAmongOwn(sharedAbove)]),
    ...sayLost,
    '',
  ].join('\n');
}

/** Lays the copy out and enters the folder where the program is started. What it names by a way up from there lies at the root. */
function intoCopy(
  adoption: Adoption,
  above: NonNullable<Adoption['links']['above']>,
  shared: readonly string[],
): readonly string[] {
  const { startFolder } = adoption;
  return [
    `mkdir -p ${['/scratch/work', ...foldersToMake(adoption)].join(' ')}`,
    `cp -R ${folderInImage(adoption)}/. /scratch/work/`,
    'chmod -R u+w /scratch/work',
    'cd /scratch/work',
    ...linkData(above),
    ...linkOutputs(
      above.outputs.filter((name) => !shared.includes(name)),
      above.folders,
    ),
    ...(above.data.length + above.outputs.length === 0 ? [] : ['']),
    ...(startFolder === undefined
      ? []
      : ['# It names its files as they are seen from its own folder.', `cd ${shell(startFolder)}`]),
  ];
}

const beginRun: readonly string[] = ['touch /scratch/started', ': > /scratch/lost', 'status=0'];
const keepBeside =
  'find . -maxdepth 1 -type f -newer /scratch/started ! -exec cp {} /safe_outputs/ \\; -print >> /scratch/lost';

/** A result that is not there is a run that failed, whatever the program said. */
const sayLost: readonly string[] = [
  'if [ -s /scratch/lost ]; then',
  "  echo 'these results could not be copied to /safe_outputs:' >&2",
  '  cat /scratch/lost >&2',
  '  [ "$status" -ne 0 ] || status=1',
  'fi',
  'exit "$status"',
];

/** Names of results that are folders of the project: what is put in their place would hide what the program finds in them. */
function sharedFolders({ links, goesIn, aliases = [] }: Adoption, here: string): readonly string[] {
  return links.outputs.filter(
    (name) =>
      goesIn.some((path) => path.startsWith(`${here}${name}/`)) ||
      aliases.some(({ place }) => place === `${here}${name}`),
  );
}

/** The words with the program as it lies in the copy: from there it finds, by its own place, what is linked there. */
function inCopy(words: readonly string[], here: string, language: AdoptedLanguage): readonly string[] {
  return inImage(words, '.', language).map((word, at) => {
    const path = here !== '' && word.startsWith(`./${here}`) ? `./${word.slice(here.length + 2)}` : word;
    return at === 0 ? path : path.replace(/^\.\//, '');
  });
}

/** Command lines with paths below a folder as they are seen from there. */
function inFolder(chain: string, here: string): string {
  if (here === '') return chain;
  return chain
    .split(' ')
    .map((word) => word.replace(/^\.\//, ''))
    .map((word) => (word.startsWith(here) ? word.slice(here.length) : word))
    .join(' ');
}

/** Modules of the project are those of the copy, too. */
export function findModules(
  { importRoots = [], noModules }: Adoption,
  { modules }: AdoptedLanguage,
  copy: string,
): readonly string[] {
  if (modules === undefined || noModules === true) return [];
  const places = ['', ...importRoots.map((each) => `/${each.replace(/\/$/, '')}`)].map((each) =>
    shell(`${copy}${each}`),
  );
  const { variable } = modules;
  return [`export ${variable}=${places.join(':')}"\${${variable}:+:$${variable}}"`];
}

function linkData({ data: folders, files }: Pick<Adoption['links'], 'data' | 'files'>): readonly string[] {
  if (folders.length === 0) return linkFiles(files);
  // Of a folder below one that /safe_data stands for, the image has a part: the data lie in /safe_data without the name of the upper one, too.
  const isBelow = folders.some((name) => folders.some((other) => name.startsWith(`${other}/`)));
  return [
    '',
    '# The project reads these folders: what is in /safe_data is found in them.',
    `for folder in ${folders.map(shell).join(' ')}; do`,
    '  mkdir -p "$folder"',
    `  for file in /safe_data/* "/safe_data/$folder"/*${isBelow ? ' "/safe_data/${folder#*/}"/*' : ''}; do`,
    '    [ -e "$file" ] && [ ! -e "$folder/${file##*/}" ] && ln -s "$file" "$folder/${file##*/}"',
    '  done',
    'done',
    ...linkFiles(files),
  ];
}

function linkFiles(files: readonly string[] = []): readonly string[] {
  if (files.length === 0) return [];
  return [
    '',
    '# The project reads these files where it is started: those of /safe_data are found there.',
    `for file in ${files.map(shell).join(' ')}; do`,
    '  [ -e "/safe_data/$file" ] && [ ! -e "$file" ] && ln -s "/safe_data/$file" "$file"',
    'done',
  ];
}

/** Results among files of the project: what is new there. */
function keepAmongOwn(folders: readonly string[]): readonly string[] {
  if (folders.length === 0) return [];
  const found = folders.map((name) => shell(`./${name}`)).join(' ');
  return [
    '# So is what it writes among the files of the project.',
    `find ${found} -type f -newer /scratch/started ! -exec cp --parents {} /safe_outputs/ \\; -print >> /scratch/lost || true`,
  ];
}

/** Results among the data, by their names: links lead to what was there before, so that files are new; other new files may be data. */
function keepAmongData({ data, results = [] }: Adoption['links']): readonly string[] {
  const kept = results.filter((name) => isAmong(name, data));
  if (kept.length === 0) return [];
  const names = kept.map((name) => findTest(name, shell)).join(' -o ');
  const folders = data.filter((folder) => kept.some((name) => isAmong(name, [folder])));
  const found = `find ${folders.map((name) => shell(`./${name}`)).join(' ')} -type f -newer /scratch/started \\( ${names} \\)`;
  return [
    '# So are these, which it writes among the data; nothing else of there, since what is new may be data that it unpacked.',
    `${found} ! -exec cp --parents {} /safe_outputs/ \\; -print >> /scratch/lost || true`,
  ];
}

function linkOutputs(folders: readonly string[], below: readonly string[] = []): readonly string[] {
  if (folders.length === 0) return [];
  const made = below.filter((path) => isAmong(path, folders)).map((path) => shell(`/safe_outputs/${path}`));
  return [
    '',
    '# The project writes to these folders: they are kept.',
    `for folder in ${folders.map(shell).join(' ')}; do`,
    '  mkdir -p "/safe_outputs/$folder"',
    '  rm -rf "./$folder"',
    '  ln -s "/safe_outputs/$folder" "$folder"',
    'done',
    ...(made.length === 0 ? [] : [`mkdir -p ${made.join(' ')}`]),
  ];
}
