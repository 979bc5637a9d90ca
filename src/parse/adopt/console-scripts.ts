import type { ConsoleScript } from '../../model/adopt/command-line.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { toRecord } from '../../shared/json-shapes.ts';
import { readToml } from '../packages/read-python-project.ts';
import { findModule } from './resolve-program.ts';

/** More commands than a project has. */
const most = 50;

/** Commands that an installed project would have (`[project.scripts]`, poetry's, `console_scripts`), of those whose module lies in the repository. */
export function findConsoleScripts(files: readonly ProjectFile[]): readonly ConsoleScript[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path: file, text }) => {
    const read = readers.get(file);
    if (read === undefined || text === undefined) return [];
    return read(text)
      .slice(0, most)
      .flatMap(([name, target]) => {
        const [, module, callee] = /^([A-Za-z_][\w.]*)\s*:\s*([A-Za-z_][\w.]*)(?:\s*\[[^\]]*\])?$/.exec(target) ?? [];
        const path = module === undefined ? undefined : findModule(module, paths, 'imported');
        if (module === undefined || callee === undefined || path === undefined || !/^[\w.-]+$/.test(name)) return [];
        const line = text.split('\n').findIndex((each) => each.includes(name) && each.includes(module)) + 1;
        return [{ name, path, start: wordsThatCall(module, callee), location: { file, line: Math.max(1, line) } }];
      });
  });
}

const readers: ReadonlyMap<string, (text: string) => readonly (readonly [string, string])[]> = new Map([
  ['pyproject.toml', fromPyproject],
  ['setup.cfg', fromSetup],
  ['setup.py', fromSetup],
]);

function fromPyproject(text: string): readonly (readonly [string, string])[] {
  const data = readToml(text) ?? {};
  const project = toRecord(data['project']);
  const tables = [project['scripts'], project['gui-scripts'], toRecord(toRecord(data['tool'])['poetry'])['scripts']];
  return tables.flatMap((table) =>
    Object.entries(toRecord(table)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.trim()] as const] : [],
    ),
  );
}

/** `console_scripts` with a line or a text for each command. */
function fromSetup(text: string): readonly (readonly [string, string])[] {
  const at = text.search(/console_scripts/);
  if (at < 0) return [];
  return text
    .slice(at, at + 5000)
    .split('\n')
    .flatMap((line) => [
      ...line.slice(0, 300).matchAll(/(?<![\w.-])([\w.-]{1,60}) ?= ?([A-Za-z_][\w.]{0,100}:[A-Za-z_][\w.]{0,60})/g),
    ])
    .map(([, name = '', target = '']) => [name, target] as const);
}

/** What an installed command does, without the project being installed. */
function wordsThatCall(module: string, callee: string): readonly string[] {
  const [first = ''] = callee.split('.');
  return ['python', '-c', `import sys; from ${module} import ${first}; sys.exit(${callee}())`];
}
