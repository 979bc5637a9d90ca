import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readInstall } from '../shell/installs.ts';

/** What a command exports or compiles for another one to install: `poetry export`, `pip-compile pyproject.toml`. */
const exporting = /^(?:uv|poetry|pdm|hatch) (?:\S+ )*?export(?: |$)/;
const compiling = /^(?:pip-compile|uv pip compile)(?: |$)/;

/** Code that installs what the file of its language in the folder lists. */
const byCode: readonly { readonly program: RegExp; readonly code: RegExp; readonly file: string }[] = [
  { program: /^R(?:script)?$/, code: /\brenv::restore\b/, file: 'renv.lock' },
  {
    program: /^R(?:script)?$/,
    code: /\b(?:devtools|remotes|pak)::(?:local_)?install_(?:dev_)?deps\b/,
    file: 'DESCRIPTION',
  },
  { program: /^julia$/, code: /\b(?:instantiate|resolve)\b/, file: 'Project.toml' },
];

/** Lists of packages that a command installs from: those that its words name, and those that it looks for by itself. */
export function installedLists(command: ShellCommand): readonly string[] {
  const { program, words } = command;
  const install = readInstall(command);
  const scripts = /^R(?:script)?$/.test(program)
    ? words.filter((word) => /(?:install(?:(?!install)[\w.-])*|packages)\.R$/i.test(word))
    : [];
  const line = words.join(' ');
  return [
    ...(install?.files ?? []),
    // Also where the project itself is left out (`--no-root`).
    ...(install?.ownProject === true ? [listOf(program)] : []),
    ...(exporting.test(line) || /^pipenv requirements\b/.test(line) ? [listOf(program)] : []),
    ...(compiling.test(line) ? compiledFrom(words) : []),
    ...scripts,
    ...byCode.flatMap((each) =>
      each.program.test(program) && words.some((word) => each.code.test(word)) ? [each.file] : [],
    ),
  ].filter((name) => name !== '');
}

/** What it compiles, and not what it writes to. */
function compiledFrom(words: readonly string[]): readonly string[] {
  const found = words.filter(
    (word, at) =>
      /^[^-].*\.(?:toml|in|txt|cfg|py)$/.test(word) &&
      !/^(?:-o|-c|--output-file|--constraint)$/.test(words[at - 1] ?? ''),
  );
  return found.length > 0 ? found : ['requirements.in'];
}

/** By which file a program knows the packages of a project. */
function listOf(program: string): string {
  if (program === 'pipenv') return 'Pipfile';
  return program === 'pixi' ? 'pixi.toml' : 'pyproject.toml';
}
