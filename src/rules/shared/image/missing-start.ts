import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { joinUnknown, unknown } from '../../../model/check/verdicts.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { startInstead, startOfDocument } from '../../../model/programs/start-of-document.ts';
import { showWay, type Reach, type Unfollowed } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { languageOf } from '../../../parse/adopt/language-of.ts';
import { isSidePath } from '../../../parse/adopt/own-files.ts';
import { stemOf } from '../../../parse/placed/lacking-module.ts';
import { mayBeMade } from '../../../parse/placed/may-be-made.ts';
import { listSome } from '../../../shared/list-some.ts';
import { generatedHelpers } from '../files/generated-helpers.ts';
import { linesOf } from '../lines-of.ts';
import { definesOnly } from './broken-programs.ts';
import { findBarePython } from './bare-python.ts';
import { missedStarts } from '../reach/missed-starts.ts';

/** What the image starts and nothing put into it; or why nobody can tell. */
export function findMissingStart(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  reach: Reach | undefined,
): { readonly findings: readonly Finding[]; readonly open?: Verdict } {
  const missed = missedStarts(reach).filter((each) => each.class === 'started' && each.isInstalled !== true);
  // An interpreter without a program may be given a file of data; that it waits is another rule's.
  const absent = missed.filter(
    ({ isAbsent, isLacking, neededBy, what }) =>
      isLacking === true ||
      (isAbsent === true && neededBy !== undefined && !mayBeMade(what, image, dockerfile, neededBy)),
  );
  const others = missed.filter((each) => !absent.includes(each));
  const bare = findBarePython(image, dockerfile);
  const findings = [
    ...absent.map((each) => describe(each, image, facts, reach)),
    ...(bare === undefined ? [] : [bare]),
  ];
  const open = joinUnknown(
    others.map(({ way, what, why, location }) => unknown(`${showWay(way)} starts ${what}, which ${why}`, location)),
  );
  return open === undefined ? { findings } : { findings, open };
}

/** What the start reads first and nothing puts into the image: `dvc repro` its `dvc.yaml`. */
export function findAbsentNeeds(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  return missedStarts(reach).flatMap(({ class: kind, neededBy, what, location }) =>
    kind !== 'built' && neededBy !== undefined && !mayBeMade(what, image, dockerfile, neededBy)
      ? [
          {
            message: `starts ${neededBy}, which reads ${what}, and nothing puts that into the image${kind === 'could' ? ', if somebody starts it' : ''}`,
            location,
            fix: `copy it to ${what}, with all that it names`,
          },
        ]
      : [],
  );
}

function describe(
  { what, way, why, location, neededBy }: Unfollowed,
  image: FinalImage,
  { files, byPath }: ProjectFacts,
  reach: Reach | undefined,
): Finding {
  const module = /^python -m (.+)$/s.exec(what)?.[1];
  if (module !== undefined) return describeModule(module, { what, way, why, location }, reach);
  const name = what.slice(what.lastIndexOf('/') + 1);
  const like = files.filter(({ path }) => path === name || path.endsWith(`/${name}`)).slice(0, 3);
  const folder = what.slice(0, what.lastIndexOf('/') + 1);
  const sourced = new Set([...sourcedIn(byPath), ...importedIn(byPath)]);
  const beside = [...(reach?.places ?? [])].flatMap(([place, file]) =>
    place.startsWith(folder) &&
    !isDocument(file) &&
    !sourced.has(file) &&
    !definesOnly(linesOf(byPath.get(file)), languageOf(file) ?? '')
      ? [place]
      : [],
  );
  // A file of that very name is meant before one whose name is nearly that.
  const near = like.length === 0 ? nearestWord(what, beside) : undefined;
  const others =
    neededBy === undefined && near === undefined && like.length === 0 ? othersThere(what, reach, byPath) : [];
  const named = like.length > 0 ? like.map(({ path }) => path) : others.map(([, file]) => file);
  const hint = named.length === 0 ? '' : `; the project has ${listSome(named, 3)}`;
  const written = linesOf(byPath.get(location.file))?.[(location.line ?? 1) - 1] ?? '';
  const copied = neededBy === undefined ? (like[0]?.path ?? 'the program') : (like[0]?.path ?? name);
  const mount = /^\/(?:safe_data|safe_outputs|scratch)(?=\/)/.exec(what)?.[0];
  const copy =
    mount === undefined
      ? `copy ${copied} to ${what}`
      : `${mount} is empty until the container starts: put ${copied} where the start brings that folder from`;
  return {
    message: `${showWay(way)} starts ${neededBy === undefined ? '' : `${neededBy}, which reads `}${what}, which nothing puts into the image${hint}`,
    location,
    fix:
      near !== undefined
        ? `write ${near} in its place, at ${location.file}:${String(location.line ?? 1)}, if that is meant; else ${copy}`
        : others.length > 0 && written.includes(what)
          ? nameAnother(what, written.trim(), others)
          : like.length === 0
            ? `${sayWhere(what, image, byPath) ?? copy}, or start one that is there`
            : adviseCopy(what, like[0]?.path ?? '', copy, reach),
  };
}

/** The line with what could be started in the place of what is gone, where that is one alone. */
function nameAnother(what: string, line: string, others: readonly (readonly [place: string, file: string])[]): string {
  const [first, another] =
    others.length === 1 ? others : others.filter(([place]) => folderOf(place) === folderOf(what));
  if (first === undefined || another !== undefined)
    return `name what starts there: ${line.replace(what, () => `${folderOf(what)}/PROGRAM`)}`;
  const start = startOfDocument(...first);
  const named = startInstead(line, what, start);
  return start.first === undefined ? `name what starts there: ${named}` : `${start.first}, and name it there: ${named}`;
}

/** Where it is written, so that a folder which is copied brings it there. */
function sayWhere(what: string, { instructions }: FinalImage, byPath: ProjectFacts['byPath']): string | undefined {
  const written = instructions.flatMap(({ keyword, flags, words, workdir }) => {
    const target = resolvePath(words.at(-1)?.value ?? '', workdir ?? '/');
    if (keyword !== 'COPY' || flags['from'] !== undefined || !isUnder(what, target)) return [];
    return words.slice(0, -1).flatMap(({ value }) => {
      const path = `${resolvePath(value, '/').slice(1)}${what.slice(target.length)}`;
      return value.endsWith('/') && !byPath.has(path) ? [path] : [];
    });
  });
  const [path] = written;
  return path === undefined ? undefined : `write ${path}, which is copied to ${what}`;
}

/** Where the program has to be; a folder of the project that is copied there takes it without a further line. */
function adviseCopy(what: string, file: string, copy: string, reach: Reach | undefined): string {
  const places = [...(reach?.places ?? [])];
  if (places.some(([, each]) => each === file)) return `${copy}, or start it where it lies`;
  const [, beside] =
    places.find(
      ([place, each]) => folderOf(place) === folderOf(what) && each.includes('/') && nameOf(place) === nameOf(each),
    ) ?? [];
  return beside === undefined ? copy : `move ${file} to ${folderOf(beside)}/, which is copied to ${folderOf(what)}/`;
}

/** A module that Python finds in no folder in which it looks. */
function describeModule(
  module: string,
  { what, way, why, location }: Pick<Unfollowed, 'what' | 'way' | 'why' | 'location'>,
  reach: Reach | undefined,
): Finding {
  const parts = module.split('.');
  const like = [...(reach?.places.keys() ?? [])].filter((place) => parts.includes(stemOf(place)));
  const hint = like.length === 0 || why.includes('the image has') ? '' : `; the image has ${listSome(like, 3)}`;
  return {
    message: `${showWay(way)} starts ${what}, which ${why}${hint}`,
    location,
    fix: `copy the package ${parts[0] ?? ''} into the folder in which it is started, or name a module that lies there`,
  };
}

const folderOf = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf('/')));
const nameOf = (place: string): string => place.slice(place.lastIndexOf('/') + 1);

/**
 * Programs of the project in the image that could be started in the place of one that is gone, with the file that each is: those of its folder, or else of
 * any. What the build runs is none, and no helper of the generator's.
 */
function othersThere(
  what: string,
  reach: Reach | undefined,
  byPath: ProjectFacts['byPath'],
): readonly (readonly [place: string, file: string])[] {
  const language = languageOf(what);
  if (language === undefined || reach === undefined) return [];
  const built = reach.programs.flatMap(({ class: kind, program }) => (kind === 'built' ? [program.path] : []));
  const apart = new Set([...built, ...generatedHelpers(byPath), ...sourcedIn(byPath), ...importedIn(byPath)]);
  const all = [...reach.places].filter(
    ([, file]) =>
      languageOf(file) === language &&
      !isSidePath(file) &&
      !file.endsWith('/__init__.py') &&
      !file.endsWith('.qmd') &&
      !apart.has(file) &&
      !definesOnly(linesOf(byPath.get(file)), language),
  );
  const beside = all.filter(([place]) => folderOf(place) === folderOf(what));
  // What has to be rendered or converted first is named where there is no program.
  const wanted = [beside.filter(([, file]) => !isDocument(file)), beside, all.filter(([, file]) => !isDocument(file))];
  return (wanted.find(({ length }) => length > 0) ?? all).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const isDocument = (file: string): boolean => /\.(?:ipynb|[qr]md)$/i.test(file);

/** Modules that another program of Python imports, unless they say themselves what they do when started. */
function importedIn(byPath: ProjectFacts['byPath']): readonly string[] {
  const programs = [...byPath.values()].filter(({ path }) => path.endsWith('.py'));
  const lines = programs.flatMap(({ path, text = '' }) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('import ') || line.startsWith('from '))
      .map((line) => ({
        from: path,
        words: new Set(line.replaceAll('.', ' ').replaceAll(',', ' ').trim().split(' ')),
      })),
  );
  return programs.flatMap(({ path, text = '' }) =>
    !text.includes('__main__') && lines.some(({ from, words }) => from !== path && words.has(stemOf(path)))
      ? [path]
      : [],
  );
}

/** Files that a program of R or Julia runs as a part of itself: they are no start. A file that names itself is. */
function sourcedIn(byPath: ProjectFacts['byPath']): readonly string[] {
  const programs = [...byPath.values()].filter(({ path }) => /\.(?:[Rr]|jl)$/.test(path));
  return programs.flatMap(({ path: from, text = '' }) => {
    // Bounded: a name ends at its quotation mark.
    const names = [...text.matchAll(/\b(?:source|include)\([^"'\n]{0,80}["']([^"'\n]{1,200})["']/g)].map(
      ([, name = '']) => name,
    );
    return names.flatMap((name) => {
      const last = name.slice(name.lastIndexOf('/') + 1);
      const named = programs.filter(({ path }) => path !== from && path.slice(path.lastIndexOf('/') + 1) === last);
      return named.map(({ path }) => path);
    });
  });
}
