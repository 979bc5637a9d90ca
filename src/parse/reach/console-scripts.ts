import { placeFor, type Run, type Surrounding } from './run.ts';
import { parse } from 'smol-toml';
import { groupBy } from '../../shared/group-by.ts';

/** A program that a Python package puts into PATH: its name, its module and the function. */
export interface ConsoleScript {
  readonly name: string;
  readonly module: string;
  readonly function: string;
  /** File that declares it, and the line. */
  readonly file: string;
  readonly line: number;
}

/** Console scripts that a `pyproject.toml`, `setup.cfg` or `setup.py` declares. */
export function readConsoleScripts(file: string, text: string): readonly ConsoleScript[] {
  const pairs = file.endsWith('.toml') ? ofToml(text) : ofText(text);
  const lines = text.split('\n');
  // A name and its module stand at the beginning of one line, or all of them in a table on one.
  const byName = groupBy(lines.keys(), (at) => /^[ \t"']*([\w.-]+)/.exec(lines[at] ?? '')?.[1] ?? '');
  const table = lines.findIndex((line) => /scripts\b/.test(line));
  return pairs.flatMap(([name, target]) => {
    const [, module, called = ''] = /^\s*([\w.]+)(?:\s*:\s*([\w.]+))?/.exec(target) ?? [];
    if (module === undefined) return [];
    const at = byName.get(name)?.find((each) => lines[each]?.includes(module)) ?? table;
    return [{ name, module, function: called, file, line: at + 1 }];
  });
}

function ofToml(text: string): readonly (readonly [string, string])[] {
  try {
    const content = parse(text) as {
      project?: { scripts?: unknown; 'gui-scripts'?: unknown };
      tool?: { poetry?: { scripts?: unknown } };
    };
    return [content.project?.scripts, content.project?.['gui-scripts'], content.tool?.poetry?.scripts].flatMap(
      (table) =>
        typeof table === 'object' && table !== null
          ? Object.entries(table).flatMap(([name, target]: [string, unknown]) => {
              const reference: unknown =
                typeof target === 'object' && target !== null && 'reference' in target ? target.reference : target;
              return typeof reference === 'string' ? [[name, reference] as const] : [];
            })
          : [],
    );
  } catch {
    return [];
  }
}

/** `name = package.module:function`, quoted in setup.py, a line each in setup.cfg. */
function ofText(text: string): readonly (readonly [string, string])[] {
  const at = text.indexOf('console_scripts');
  if (at < 0) return [];
  const section = text.slice(at, at + 4000);
  return [...section.matchAll(/(?:^|["'\n])[ \t]*([\w.-]+)[ \t]*=[ \t]*([\w.]+:[\w.]+)/g)].map(
    ([, name = '', target = '']) => [name, target] as const,
  );
}

/** Folders whose own package a command installs, as it names them; none where it installs nothing of the kind. */
export function installedFolders(program: string, words: readonly string[]): readonly string[] {
  const installs =
    (/^(?:pip|uv|pipx|python)$/.test(program) && words.includes('install')) ||
    (/^(?:poetry|uv|pdm|hatch)$/.test(program) && /^(?:install|sync)$/.test(words[1] ?? '')) ||
    (program === 'python' && words.includes('setup.py'));
  if (!installs) return [];
  const named = words
    .slice(2)
    .map((word) => word.replace(/\[[^[\]]*\]$/, ''))
    .filter((word) => word === '.' || word.startsWith('./') || word.startsWith('/'));
  return named.length === 0 && !program.startsWith('pip') ? ['.'] : named;
}

/** Whether what is installed goes on running from the folder that it was installed from; else a copy runs, which lies elsewhere. */
export function isEditable(program: string, words: readonly string[]): boolean {
  if (words.includes('--no-editable')) return false;
  if (words.some((word) => /^(?:-e|--editable(?:=.*)?|develop)$/.test(word))) return true;
  return /^(?:poetry|pdm|hatch)$/.test(program) || (program === 'uv' && words[1] === 'sync');
}

/** The module of a console script as it runs. `root`: the folder whose package has it. */
export function asScript(run: Run, script: ConsoleScript, file: string, root: string, image: Surrounding): Run {
  const isCopy = image.files.editable.has(root) ? {} : { isCopy: true as const };
  const started: Run = { ...run, ...isCopy, isImported: true, entry: script.function };
  const place = placeFor(file, started, image);
  return place === undefined ? started : { ...started, place };
}
