import { listSome } from '../../../shared/list-some.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { findDependencies, listInstructions, type Subject } from '../dependencies/find-dependencies.ts';
import { fromFolder, locateFile } from '../dependencies/locate-file.ts';

const ofJulia = /\.jl$|(?:^|\/)Project\.toml$/;
const ofR = /\.[Rr]$|(?:^|\/)DESCRIPTION$/;

/** What names the image's packages of a language, as a sentence has it: `to requirements.txt`, `in a RUN of Dockerfile`. */
export function nameList(subject: Subject, language: string): string {
  const { path } = subject.dockerfile;
  // A script may compute what it installs.
  const scripts = (subject.facts.reach.get(path)?.programs ?? []).flatMap(({ class: kind, program }) =>
    kind === 'built' && program.language === language && /^(?:r|julia)$/.test(language) ? [program.path] : [],
  );
  const named = findDependencies(subject).named.map(({ file }) => file);
  const all = [...new Set([...named, ...scripts])].filter((file) => file === path || isOf(file, language));
  const files = all.length > 0 ? all : emptyLists(subject).filter((file) => isOf(file, language));
  const lists = files.filter((file) => /\.(?:txt|in|ya?ml|toml|cfg)$/.test(file));
  const [list, another] = lists.length > 0 ? lists : files.filter((file) => /\.(?:[Rr]|jl)$/.test(file));
  if (list !== undefined) return another === undefined ? `to ${list}` : 'to the list of packages';
  // A lock is written by its tool.
  if (files.some((file) => file !== path)) return 'to the list of packages';
  return files.length > 0 ? `to the packages that ${path} installs` : `in a RUN of ${path}`;
}

/** Whether a list may name packages of a language: no tool of another one's reads it. */
function isOf(file: string, language: string): boolean {
  if (language === 'julia') return ofJulia.test(file);
  if (language === 'r') return ofR.test(file) || /\.ya?ml$/.test(file);
  return !ofJulia.test(file) && !ofR.test(file);
}

/** Lists that an install reads, and that name nothing yet. */
function emptyLists(subject: Subject): readonly string[] {
  return listInstructions(subject).flatMap((run) =>
    run.commands.flatMap((command) =>
      (readInstall(command)?.files ?? []).flatMap((name) => locateFile(fromFolder(name, command), run, subject) ?? []),
    ),
  );
}

/** What adds packages to a project of Julia, and writes its list and its lock alike; nothing where the list is another. */
export function addToProject(names: readonly string[], list: string): string | undefined {
  const folder = /^to (?:(.*)\/)?Project\.toml$/.exec(list);
  if (folder === null || names.length === 0) return undefined;
  const where = folder[1] === undefined ? '.' : folder[1];
  const quoted = names.map((name) => `"${name}"`).join(', ');
  return `add ${listSome(names, 40)} to the project: julia --project=${where} -e 'using Pkg; Pkg.add([${quoted}])' writes Project.toml and Manifest.toml`;
}
