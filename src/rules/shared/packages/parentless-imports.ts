import type { Finding } from '../../../model/check/rule.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** What looks for a module elsewhere than where it is started. */
const elsewhere = /^--(?:app-dir|chdir|pythonpath)\b/;
const servers = /^(?:uvicorn|gunicorn|hypercorn|daphne|waitress-serve)$/;

/** A file of Python that is started by itself, and how the start names it. */
interface Started {
  readonly name: string;
  readonly file: string;
  readonly isScript: boolean;
}

/** Programs that start as part of no package and import from their package: `uvicorn main:app` where main.py has `from .schemas import X`. */
export function findParentlessImports({ programs, places }: Reach): readonly Finding[] {
  const scripts = programs.filter(({ class: kind, program }) => kind === 'started' && program.language === 'shell');
  const found = scripts.flatMap(({ program, workdir }) =>
    program.commands.flatMap((command) => {
      const started = startedBy(command, workdir, places);
      const facts = programs.find((each) => each.class === 'started' && each.program.path === started?.file)?.program;
      const first = facts?.imports.find(
        (each) =>
          each.name.startsWith('.') &&
          each.function === undefined &&
          each.isTried !== true &&
          each.isConditional !== true &&
          (started?.isScript === true || each.onlyWhenStarted !== true),
      );
      if (started === undefined || first === undefined) return [];
      const folder = started.file.split('/').at(-2) ?? 'PACKAGE';
      const module = started.name.replace(/^.*\//, '').replace(/\.py$/, '');
      return [
        {
          message: `${started.name} is started as part of no package, and ${started.file}:${String(first.line)} imports ${first.name} from its package: Python ends there`,
          location: { file: program.path, line: command.line },
          fix: `copy the folder ${folder} as a folder and start ${folder}.${module}, or import ${first.name.replace(/^\.+/, '') || 'it'} without the dot`,
        },
      ];
    }),
  );
  return [...new Map(found.map((each) => [each.message, each])).values()];
}

function startedBy(
  { words, directory }: ShellCommand,
  workdir: string | undefined,
  places: Reach['places'],
): Started | undefined {
  const folder = directory === undefined ? workdir : resolvePath(directory, workdir);
  const program = words[0]?.replace(/^.*\//, '') ?? '';
  const isPython = /^python[\d.]*$/.test(program);
  const given = words.slice(1);
  if ((!isPython && !servers.test(program)) || given.some((word) => elsewhere.test(word))) return undefined;
  const at = given.findIndex((word) =>
    isPython ? word === '-m' || !word.startsWith('-') : /^[A-Za-z_]\w*:\w/.test(word),
  );
  const named = isPython && given[at] === '-m' ? given[at + 1] : given[at];
  const isScript = isPython && named?.endsWith('.py') === true;
  const name = isScript ? named : /^([A-Za-z_]\w*)(?::\w.*)?$/.exec(named ?? '')?.[1];
  if (name === undefined || (isPython && !isScript && given[at] !== '-m')) return undefined;
  if (folder === undefined && !name.startsWith('/')) return undefined;
  const file = places.get(resolvePath(isScript ? name : `${name}.py`, folder ?? '/'));
  return file === undefined ? undefined : { name: named ?? name, file, isScript };
}
