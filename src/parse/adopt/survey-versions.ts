import type { DockerfileSurvey, SurveyLanguage, VersionFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { languageOf } from './language-of.ts';
import { isSidePath } from './own-files.ts';
import { readJuliaVersion } from '../packages/read-julia-project.ts';
import { readRequirements } from '../manifests/requirements.ts';
import { readPythonVersion } from '../packages/read-python-project.ts';
import { readRenvVersion } from '../packages/read-r-lists.ts';

/** Versions of languages, the strongest source first: a lock, a Dockerfile's tag, what a project asks for, what a README says, then the head of a program. */
export function surveyVersions(files: readonly ProjectFile[], dockerfiles: readonly DockerfileSurvey[]): VersionFact[] {
  const ranked: { readonly rank: number; readonly fact: VersionFact }[] = [];
  const add = (
    rank: number,
    language: VersionFact['language'],
    version: string | undefined,
    file: string,
    line: number,
  ): void => {
    if (version !== undefined) ranked.push({ rank, fact: { language, version, location: { file, line } } });
  };
  for (const { path, text = '' } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const depth = path.split('/').length;
    if (name === 'renv.lock') add(0, 'r', readRenvVersion(text), path, lineOf(text, '"Version"'));
    if (name === 'Manifest.toml' || name === 'Project.toml') {
      const found = readJuliaVersion(text);
      add((name === 'Manifest.toml' ? 0 : 3) + depth, 'julia', found?.version, path, found?.line ?? 1);
    }
    if (name === '.python-version') add(2 + depth, 'python', text.trim(), path, 1);
    if (name === 'runtime.txt') {
      add(2 + depth, 'python', /^python-([\d.]+)/.exec(text)?.[1], path, 1);
      add(2 + depth, 'r', /^r-([\d.]+)/.exec(text)?.[1], path, 1);
    }
    if (/^(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(name)) {
      const found = readPythonVersion(text);
      add(3 + depth, 'python', found?.version, path, found?.line ?? 1);
    }
    if (/\.ya?ml$/.test(name) && /^dependencies\s*:/m.test(text)) {
      for (const entry of readRequirements(path, text, 'conda').packages) {
        const version = /^(?:conda-forge::)?python\s*={1,2}\s*([\d.]+)/.exec(entry.text)?.[1];
        add(3 + depth, 'python', version, path, entry.line);
      }
    }
    if (/^README\b/i.test(name) && depth === 1) readProse(path, text, add);
    const language = isSidePath(path) ? undefined : languageOf(path);
    const head = language === undefined ? undefined : readHead(text, language);
    if (head !== undefined) add(10, head.language, head.version, path, head.line);
  }
  for (const { path, from, family, fromLine, isWorkplace } of dockerfiles) {
    const tag = /:[\w-]*?(?<!\d)(\d+\.\d+(?:\.\d+)?)/.exec(from ?? '')?.[1];
    const language =
      family === 'r' || family === 'rstudio' ? 'r' : family === 'julia' || family === 'python' ? family : undefined;
    if (language !== undefined) add(isWorkplace ? 2 : 1, language, tag, path, fromLine);
    else if (family === 'jupyter' || family === 'rapids')
      add(2, 'python', /py(?:thon-)?(3\.\d+)/.exec(from ?? '')?.[1], path, fromLine);
  }
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ fact }) => fact);
}

/** Words by which people call a language in the head of a program. */
const calls: ReadonlyMap<string, 'python' | 'r' | 'julia'> = new Map([
  ['python', 'python'],
  ['r', 'r'],
  ['julia', 'julia'],
]);

/** What the head of a program says of the version that it was written with, in a comment of its own: `# R version: 3.5.2`. */
function readHead(
  text: string,
  language: SurveyLanguage,
): { readonly language: VersionFact['language']; readonly version: string; readonly line: number } | undefined {
  const lines = text.split('\n', 40);
  for (const [index, line] of lines.entries()) {
    const [, name = '', version] =
      /^[ \t]*#{1,3}'?[ \t]{0,9}(Python|R|Julia)(?:[ \t]{1,9}version)?[ \t]{0,9}[:=]?[ \t]{0,9}v?(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)[ \t\r]{0,9}(?:\([^()]{0,60}\))?[ \t\r]*$/i.exec(
        line.slice(0, 200),
      ) ?? [];
    const found = calls.get(name.toLowerCase());
    if (version !== undefined && found === language) return { language: found, version, line: index + 1 };
  }
  return undefined;
}

function readProse(
  path: string,
  text: string,
  add: (
    rank: number,
    language: VersionFact['language'],
    version: string | undefined,
    file: string,
    line: number,
  ) => void,
): void {
  text.split('\n').forEach((line, index) => {
    const found =
      /\b(Python|R|Julia|MATLAB|Stata)(?:\s{1,3}version)?\s{0,3}(?:[:=(>\u2265]{1,3}\s{0,3})?v?(\d{1,4}(?:\.\d{1,4}){0,2}|R20\d\d[ab])/.exec(
        line,
      );
    if (found?.[1] !== undefined) add(9, found[1].toLowerCase() as VersionFact['language'], found[2], path, index + 1);
  });
}

function lineOf(text: string, word: string): number {
  const at = text.indexOf(word);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
