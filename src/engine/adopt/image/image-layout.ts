import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import { parseDockerfile } from '../../../parse/dockerfile/dockerfile.ts';
import { PlacedFiles } from '../../../parse/placed/placed-files.ts';
import { TooMuchWork } from '../../../parse/text/work-budget.ts';
import { placeFiles } from '../copy/edit-copy.ts';
import { shellWord } from '../../../shared/shell-word.ts';
import { mainDockerfile } from '../propose-base.ts';
import { startOfImage } from '../propose-image-start.ts';

/** A name beside the program, and the file or folder of the repository that it stands for. */
type Alias = NonNullable<Adoption['aliases']>[number];

/** Where a person's Dockerfile starts the program, and what lies beside it there and not in the repository (`COPY src/ /app/`). */
export interface ImageLayout {
  /** The folder of the repository that is its WORKDIR; empty: the root. */
  readonly folder: string;
  readonly aliases: readonly Alias[];
}

/** More than any Dockerfile puts elsewhere by its lines. */
const most = 50;
const plain = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.+@/ -]+$/;

/** How the Dockerfile that starts the program lays out the repository's files; nothing where it starts another one, or does not bring the program. */
export function findLayout(
  facts: RepositoryFacts,
  start: readonly string[],
  {
    textOf,
    files,
    goesIn,
  }: {
    readonly textOf: (path: string) => string | undefined;
    readonly files: readonly string[];
    readonly goesIn: readonly string[];
  },
): ImageLayout | undefined {
  const image = mainDockerfile(facts);
  const text = image === undefined ? undefined : textOf(image.path);
  const program = image === undefined ? undefined : startOfImage(image, facts);
  if (image === undefined || text === undefined || program === undefined || !starts(start, program)) return undefined;
  const dockerfile = parseDockerfile(image.path, text);
  const workdir = resolvePath(dockerfile.final?.workdir?.value ?? '', '/');
  const placed = readPlaces(dockerfile, files);
  const place = [...placed].find(([at, file]) => file === program.program && isUnder(at, workdir))?.[0];
  const below = place?.slice(workdir === '/' ? 1 : workdir.length + 1);
  if (below === undefined || workdir === '/' || !program.program.endsWith(below)) return undefined;
  const folder = program.program.slice(0, -below.length).replace(/\/$/, '');
  const lists = new Set(facts.lists.flatMap(({ path, lock }) => [path, lock]));
  const ofProgram = new Map([...placed].filter(([, file]) => !lists.has(file)));
  const aliases = findAliases(ofProgram, { workdir, folder, files, goesIn });
  return { folder, aliases };
}

/** Whether it is that program, by itself. */
function starts(
  start: readonly string[],
  { program, words }: { readonly program: string; readonly words: readonly string[] },
): boolean {
  if (start[0] === 'sh' && start[1] === '-c') return false;
  return start.some((word) => word.replace(/^\.\//, '') === program) || start.join(' ') === words.join(' ');
}

/** Place in the image -> file of the repository, as far as COPY lines tell. */
function readPlaces(dockerfile: DockerfileFacts, files: readonly string[]): ReadonlyMap<string, string> {
  const stage = new PlacedFiles();
  const placed = new Map<string, string>();
  try {
    for (const instruction of dockerfile.final?.instructions ?? []) {
      const isPlain =
        instruction.flags['from'] === undefined && instruction.words.every((word) => word.unresolved.length === 0);
      if (!/^(?:COPY|ADD)$/.test(instruction.keyword) || !isPlain) continue;
      for (const [at, file] of placeFiles(instruction, dockerfile, stage, files)) placed.set(at, file);
    }
  } catch (error) {
    if (error instanceof TooMuchWork) return new Map();
    throw error;
  }
  return placed;
}

/** What lies in the working directory of the image, or below it, and elsewhere in the repository. */
function findAliases(
  placed: ReadonlyMap<string, string>,
  {
    workdir,
    folder,
    files,
    goesIn,
  }: {
    readonly workdir: string;
    readonly folder: string;
    readonly files: readonly string[];
    readonly goesIn: readonly string[];
  },
): readonly Alias[] {
  const own = new Set(files);
  const here = folder === '' ? '' : `${folder}/`;
  const sent = (path: string): boolean =>
    goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
  const found = new Map<string, string>();
  for (const [at, file] of placed) {
    const name = isUnder(at, workdir) ? at.slice(workdir.length + 1) : '';
    if (name === '' || `${here}${name}` === file || !sent(file)) continue;
    const [alias, target] = shorten(name, file);
    const isTaken = (path: string): boolean => own.has(path) || files.some((each) => each.startsWith(`${path}/`));
    // A folder that is there already takes each file by itself.
    const [short, to] = isTaken(`${here}${alias}`) || target === '' ? [name, file] : [alias, target];
    if (!isTaken(`${here}${short}`) && plain.test(`${here}${short}`) && plain.test(to))
      found.set(`${here}${short}`, to);
  }
  const all = [...found].map(([place, target]) => ({ place, target }));
  return all.length > most ? [] : all.toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

/** The uppermost folders that agree: `config/a.yaml` and `settings/a.yaml` are `config` and `settings`. */
function shorten(name: string, file: string): readonly [alias: string, target: string] {
  const [names, parts] = [name.split('/'), file.split('/')];
  let same = 0;
  while (same < names.length && same < parts.length && names.at(-1 - same) === parts.at(-1 - same)) same++;
  const isWhole = same === names.length;
  const keep = isWhole ? same - 1 : same;
  return [names.slice(0, names.length - keep).join('/'), parts.slice(0, parts.length - keep).join('/')];
}

/** Commands that make them in the image. */
export function printAliases({ aliases = [] }: Pick<Adoption, 'aliases'>, root: string): string {
  if (aliases.length === 0) return '';
  const links = aliases.map(({ place, target }) => {
    const up = '../'.repeat(place.split('/').length - 1);
    return `ln -s ${shellWord(`${up}${target}`)} ${shellWord(`${root}/${place}`)}`;
  });
  const folders = [...new Set(aliases.map(({ place }) => place.slice(0, Math.max(0, place.lastIndexOf('/')))))].filter(
    (each) => each.includes('/'),
  );
  const made =
    folders.length === 0 ? [] : [`mkdir -p ${folders.map((each) => shellWord(`${root}/${each}`)).join(' ')}`];
  return `# As your own Dockerfile lays them out: the program finds these where it is started.\nRUN ${[...made, ...links].join(' \\\n    && ')}\n`;
}
