import { parse } from 'smol-toml';

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
  return pairs.flatMap(([name, target]) => {
    const [, module, called = ''] = /^\s*([\w.]+)(?:\s*:\s*([\w.]+))?/.exec(target) ?? [];
    if (module === undefined) return [];
    const at = text.split('\n').findIndex((line) => line.includes(name) && line.includes(module));
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
