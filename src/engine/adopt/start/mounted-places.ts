import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { isUnder } from '../../../model/dockerfile/container-path.ts';
import { namesProgram, namesResults, valuesOf } from '../../../parse/programs/elsewhere.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { placeOf } from '../adoption-to-dos.ts';
import type { Mount } from './mounts.ts';
import { startedBy } from './started-by.ts';
import { onOneLine } from './on-one-line.ts';

/** What else the image has, and where. */
export interface ImageOfMounts {
  /** Where the repository's files lie in it. */
  readonly root: string;
  /** Every file of the repository. */
  readonly files: readonly string[];
  /** Of the Dockerfile that is copied. */
  readonly lines: readonly string[];
  readonly isSession: boolean;
}

/** What a folder stands for. */
type Kind = 'read' | 'written' | 'own';

interface Named {
  readonly parts: readonly string[];
  readonly kind: Kind;
  readonly at: string;
  /** The file of the project that is meant. */
  readonly file?: string;
  /** Where the folder lies that stands for the place, if files of the project are meant. */
  readonly to?: string;
}

interface Found extends Pick<Named, 'kind' | 'at' | 'to'> {
  readonly place: string;
}

/** Folders that every system has, that the TRE mounts, or that lie on a person's machine: what a program names there is for the person to change. */
const ofOthers =
  /^(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|s?bin|srv|sys|tmp|usr|var|conda|safe_data|safe_outputs|scratch\d*|Users|Volumes)$/;
const plainName = /^(?!\.)[\w.+-]+$/;

/**
 * Folders at the root of the image that programs name, as platforms for challenges mount them: each leads to `/safe_data` or to `/safe_outputs`, so that
 * programs run as they are. One that is read and written in the same breath stays for a person to settle.
 */
export function findMounts(facts: RepositoryFacts, start: readonly string[], image: ImageOfMounts): readonly Mount[] {
  const groups = groupBy(namedPlaces(facts, start), ({ parts: [first = '', second = '', third = ''] }) =>
    first === 'opt' && second === 'ml' && third !== '' ? `/opt/ml/${third}` : `/${first}`,
  );
  const found = [...groups].flatMap(([place, all]) =>
    isFree(place, all, image) ? split(place, withOwn(place, all, image)) : [],
  );
  const written = found.filter(({ kind }) => kind === 'written');
  // Somebody has to make folders below /safe_outputs, and a session starts no script of ours.
  const kept = image.isSession && written.length > 1 ? found.filter(({ kind }) => kind !== 'written') : found;
  return kept
    .map(({ place, kind, at, to }) => {
      const isOnly = kept.filter((each) => each.kind === kind).length === 1;
      const below = isOnly ? '' : `/${place.slice(1).replaceAll('/', '-')}`;
      return { place, to: kind === 'own' ? (to ?? image.root) : `${ofKind[kind]}${below}`, at };
    })
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, 20);
}

const ofKind = { read: '/safe_data', written: '/safe_outputs' } as const;

/** An absolute place that may be one of another platform; nothing for a program. */
function from(what: string, isWritten: boolean, at: string): readonly Named[] {
  if (!what.startsWith('/') || namesProgram(what)) return [];
  const parts = `${what}${what.endsWith('/') ? '*' : ''}`.split('/').filter((part) => part !== '');
  return [{ parts, kind: isWritten ? 'written' : 'read', at }];
}

/** Absolute places that programs and the start name. What is written and read again is a result. */
function namedPlaces(facts: RepositoryFacts, start: readonly string[]): readonly Named[] {
  const { reads, writes, places } = ofStarted(facts, start);
  const written = new Set(writes.map(({ what }) => what));
  const known = [
    ...writes.flatMap(({ what, location, named }) => from(what, true, placeOf(named ?? location))),
    ...reads.flatMap(({ what, location, named }) => from(what, written.has(what), placeOf(named ?? location))),
    ...valuesOf(start).flatMap(({ value, isWritten }) =>
      from(/\.\w+$/.test(value) ? value : `${value}/`, isWritten, 'the start'),
    ),
  ];
  // Of what is only named, the name says what it is for.
  const only = places.flatMap(({ what, location }: PlaceFact) => {
    const [, text = ''] = /^(\/\S*) \(a mount of another platform\)$/.exec(what) ?? [];
    const isFolder = text !== '' && !/\.\w+$/.test(text);
    const [one] = from(
      isFolder && !text.endsWith('/') ? `${text}/` : text,
      namesResults(firstOf(text)),
      placeOf(location),
    );
    return one === undefined || known.some(({ parts }) => parts[0] === one.parts[0]) || !says.test(firstOf(text))
      ? []
      : [one];
  });
  return [...known, ...only, ...startedThere(facts, start)];
}

/** Programs of the project that started ones start at the places that they have in another image. */
function startedThere(facts: RepositoryFacts, start: readonly string[]): readonly Named[] {
  const isStarted = startedBy(facts, start);
  return facts.programs
    .filter(({ path }) => isStarted(path))
    .flatMap(({ path, startsElsewhere = [] }) =>
      startsElsewhere.map(({ place, file, line }) => ({
        parts: place.split('/').filter((part) => part !== ''),
        kind: 'own' as const,
        at: placeOf({ file: path, line }),
        file,
      })),
    );
}

/** What the programs name that are started; of a step that each run names, and of a start that names no program, all of them. */
function ofStarted(
  facts: RepositoryFacts,
  start: readonly string[],
): Pick<RepositoryFacts, 'reads' | 'writes' | 'places'> {
  const { programs, modules, reads, writes, places } = facts;
  const isStarted = startedBy(facts, start);
  if (!programs.some(({ path }) => isStarted(path))) return { reads, writes, places };
  const isNamed = ({ location: { file } }: PlaceFact): boolean =>
    isStarted(file) || ![...programs, ...modules].some(({ path }) => path === file);
  return { reads: reads.filter(isNamed), writes: writes.filter(isNamed), places: places.filter(isNamed) };
}

/** Names of folders that say whether they are read or written. */
const says = /^(?:inputs?|outputs?|infer|train|model)$/i;

function firstOf(path: string): string {
  return path.split('/', 2)[1] ?? '';
}

/** Of places that are files of the project, as another image has them, that, and the folder that holds them so. */
function withOwn(place: string, all: readonly Named[], { root, files }: ImageOfMounts): readonly Named[] {
  const own = new Set(files);
  const depth = place.split('/').length - 1;
  return all.map((each) => {
    const below = each.parts.slice(depth).join('/');
    const { file = each.kind === 'read' && own.has(below) ? below : undefined } = each;
    if (file === undefined || !`/${file}`.endsWith(`/${below}`)) return each;
    return { ...each, kind: 'own', to: `${root}/${file.slice(0, -below.length)}`.replace(/\/$/, '') };
  });
}

/** Whether a folder is one of its own, and nothing else of the image or of the system is meant by it. */
function isFree(place: string, all: readonly Named[], { root, lines }: ImageOfMounts): boolean {
  const names = place.split('/').slice(1);
  const isSystem = ofOthers.test(names[0] ?? '') && !place.startsWith('/opt/ml/');
  if (isSystem || names.some((each) => !plainName.test(each)) || isUnder(root, place)) return false;
  return all.every(({ parts }) => parts.length > names.length) && !lines.some((line) => fills(line, place));
}

/** Whether a line of a Dockerfile may put something into a folder, or makes it more than an empty one. */
function fills(line: string, place: string): boolean {
  if (/^\s*(?:#|(?:ENV|LABEL|ARG)\s)/i.test(line)) return false;
  const at = line.indexOf(place);
  if (at < 0 || /^[\w.-]/.test(line.slice(at + place.length)) || /[\w./-]$/.test(line.slice(0, at))) return false;
  return !/^\s*(?:RUN\s+|&&\s*)?(?:mkdir|chmod|chown)\s[^&|;]*(?:&&\s*)?\\?$/i.test(line);
}

/** A folder that is only read or only written; where both, the folders in it, if each of those is. */
function split(place: string, all: readonly Named[], isWhole = true): readonly Found[] {
  const [first] = all;
  if (first === undefined) return [];
  const { kind, at, to } = first;
  const isOne = all.every((each) => each.kind === kind && each.to === to);
  if (isOne && (kind !== 'own' || to !== undefined)) return [{ place, kind, at, ...(to !== undefined && { to }) }];
  const depth = place.split('/').length - 1;
  const isDeep = all.every(({ parts }) => parts.length > depth + 1 && plainName.test(parts[depth] ?? ''));
  if (!isWhole || !isDeep || all.some((each) => each.kind === 'own')) return [];
  const groups = groupBy(all, ({ parts }) => `${place}/${parts[depth] ?? ''}`);
  const below = [...groups].map(([each, some]) => split(each, some, false));
  return below.some((each) => each.length === 0) ? [] : below.flat();
}

/** Lines of a Dockerfile that make the links. An empty folder of the base makes way; one with files stops the build. */
export function printMounts({ mounts = [] }: Pick<Adoption, 'mounts'>): string {
  if (mounts.length === 0) return '';
  const above = mounts.flatMap(({ place }) => {
    const folder = place.slice(0, place.lastIndexOf('/'));
    return folder === '' ? [] : [folder];
  });
  const commands = [
    ...(above.length === 0 ? [] : [`mkdir -p ${[...new Set(above)].join(' ')}`]),
    ...mounts.map(({ place, to }) => `ln -sT ${to} ${place}`),
  ];
  return [
    `# Your programs name ${mounts.map(({ place, at }) => `${place} (${onOneLine(at)})`).join(', ')}: links, since neither the TRE nor the base has them.`,
    '# An empty folder of that name makes way for the link; one with files in it stops the build.',
    `RUN rmdir ${mounts.map(({ place }) => place).join(' ')} 2> /dev/null; \\`,
    `    ${commands.join(' \\\n    && ')}`,
    '',
  ].join('\n');
}
