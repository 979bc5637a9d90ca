import { surveyedLanguages } from '../../../catalog/adopt/surveyed-languages.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { FileTree } from '../../../model/file-tree.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { languageOf } from '../../../parse/adopt/language-of.ts';
import { findOwnFiles, isSidePath } from '../../../parse/adopt/own-files.ts';
import { requirementTool } from '../../../parse/manifests/requirements.ts';
import { isWithin } from '../../../shared/is-within.ts';
import { listSome } from '../../../shared/list-some.ts';
import { generatedHelpers } from '../files/generated-helpers.ts';
import { BASELINE_FILE, parseBaseline } from '../../../parse/records/baseline-file.ts';

/** An image that holds the starter of a new project, as it was written, while the repository has programs of its own. */
export function findGeneratedOnly({ path, context }: DockerfileFacts, facts: ProjectFacts): Finding | undefined {
  const generated = readGenerated(facts);
  if (generated === undefined) return undefined;
  const isOurs = (each: string): boolean => generated.get(each)?.text === facts.byPath.get(each)?.text;
  const copied = new Set(context.copied.map((each) => each.path));
  const isStarter = (each: string): boolean => generated.has(each) && isOurs(each);
  const programs = [...copied].filter((each) => languageOf(each) !== undefined);
  const started = (facts.reach.get(path)?.programs ?? []).flatMap(({ program, class: kind }) =>
    kind === 'started' && isWork(program.path) ? [program.path] : [],
  );
  const isOnly = programs.length > 0 && programs.every(isStarter);
  if (!isOnly && (started.length === 0 || !started.every(isStarter))) return undefined;
  const helpers = generatedHelpers(facts.byPath);
  const own = findOwnFiles(facts.files).own.filter(
    // A starter of a former base that somebody worked in is theirs.
    ({ path: each }) =>
      !isStarter(each) &&
      !helpers.has(each) &&
      !isSidePath(each) &&
      isWork(each) &&
      !isWithin(facts.elsewhere ?? [], each),
  );
  // The example as it was written calls nothing of the person's.
  if (own.length === 0) return undefined;
  if (!isOnly)
    return {
      message: `the container starts the example that tre-container wrote (${started[0] ?? ''}), and none of the repository's own programs (${countByLanguage(own.map((file) => file.path))})`,
      location: { file: path },
      fix: `put your program in place of ${started[0] ?? ''}, or name it in ENTRYPOINT`,
    };
  return {
    message: `the image holds only programs that tre-container wrote (${programs[0] ?? ''}), and none of the repository's own (${countByLanguage(own.map((file) => file.path))})`,
    location: { file: path },
    fix: adviseMove(
      own.map((file) => file.path),
      programs[0] ?? '',
      started.length > 0,
    ),
  };
}

/** The folder that COPY brings is where a project keeps its programs. */
function adviseMove(own: readonly string[], starter: string, isStarting: boolean): string {
  const folder = starter.slice(0, starter.lastIndexOf('/') + 1);
  const place = folder === '' ? 'copy' : 'move';
  const names = own.filter((path) => isWork(path));
  return `${place} ${listSome(names, 3)} ${folder === '' ? 'into the image (COPY)' : `to ${folder}, which the Dockerfile copies`}${isStarting ? ', and name what starts in ENTRYPOINT' : ''}`;
}

/** A program in a language that work is written in, and no list of packages. */
function isWork(path: string): boolean {
  const language = languageOf(path);
  const isList = requirementTool(path) !== undefined || /(?:^|\/)install_packages\.jl$/.test(path);
  return language !== undefined && language !== 'shell' && !isList;
}

/** Nothing where the project was not made here, or its record cannot be read. */
function readGenerated({ byPath }: ProjectFacts): FileTree | undefined {
  const text = byPath.get(BASELINE_FILE)?.text;
  if (text === undefined || text === '') return undefined;
  try {
    return parseBaseline(text).files;
  } catch {
    return undefined;
  }
}

function countByLanguage(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const language = languageOf(path);
    if (language === undefined || language === 'shell') continue;
    const { label } = surveyedLanguages[language];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name}: ${String(count)} ${count === 1 ? 'file' : 'files'}`).join(', ');
}
