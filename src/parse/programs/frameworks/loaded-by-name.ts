import type { Call, Import, SetVariable } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { locateScript } from '../locate-script.ts';
import type { PythonEvaluator } from '../python/evaluate.ts';
import { programsIn } from '../python/locate-module.ts';
import { longestImport, type PythonModule } from '../python/python-module.ts';

/** What of the program's own files a framework loads that is told their names, or the folder that they lie in. */
export function loadedByName(
  module: PythonModule,
  evaluator: PythonEvaluator,
  calls: readonly Call[],
  variables: readonly SetVariable[],
): readonly Import[] {
  const { modules } = evaluator;
  const moduleFile = (name: string): string | undefined =>
    name.length > longestImport || !/^[A-Za-z_][\w.]*$/.test(name)
      ? undefined
      : modules.locate(module.path, name, 0)?.file;
  const loaded = (name: string, files: ReadonlyArray<string | undefined>, at: Place): readonly Import[] => {
    const own = [...new Set(files.filter((file) => file !== undefined && file !== module.path))];
    const { line, function: within = '' } = at;
    return own.length === 0
      ? []
      : [{ name, members: [], files: own as string[], line, ...(within !== '' && { function: within }) }];
  };
  const byCalls = calls.flatMap((call) => {
    const pages = pagesOf(call);
    if (pages !== undefined) return loaded(pages, programsIn(modules.index, module.path, pages), call);
    return notebooksOf(call, calls)
      .flatMap((path) => loaded(path, locateScript(modules.index.paths, module.path, path), call))
      .concat(applicationsOf(call).flatMap((name) => loaded(name, [moduleFile(name)], call)));
  });
  const settings = variables.filter(({ name }) => name === 'DJANGO_SETTINGS_MODULE');
  const bySettings = settings.flatMap((each) =>
    choicesOf(each.value).flatMap((value) => {
      const name = textOf(value) ?? '';
      return loaded(name, [moduleFile(name)], each);
    }),
  );
  const ofDjango = namedInSettings(module, evaluator).map((name) =>
    loaded(name, appFiles(name).map(moduleFile), { line: 1 }),
  );
  return [...byCalls, ...bySettings, ...ofDjango.flat()];
}

interface Place {
  readonly line: number;
  readonly function?: string;
}

const servers = /^(?:uvicorn\.(?:run|Config|main\.run|config\.Config)|granian\.(?:server\.)?Granian|hypercorn\.run)$/;

/** `uvicorn.run("app.main:app")`, Django's `include("app.urls")`. */
function applicationsOf({ callee, positional: [first], named }: Call): readonly string[] {
  if (/^django\.(?:urls|conf\.urls)\.include$/.test(callee))
    return choicesOf(first).flatMap((each) => textOf(each) ?? textOf(firstOf(each)) ?? []);
  if (!servers.test(callee)) return [];
  return choicesOf(first ?? named.get('app') ?? named.get('target')).flatMap((each) => {
    const [name, object] = (textOf(each) ?? '').split(':', 2);
    return name === undefined || object === undefined ? [] : [name];
  });
}

function firstOf(value: Value): Value | undefined {
  return value.kind === 'list' ? value.items[0] : undefined;
}

/** The folder of which Dash makes pages: `Dash(__name__, use_pages=True)`. */
function pagesOf({ callee, named }: Call): string | undefined {
  if (!/^dash\.(?:dash\.)?Dash$/.test(callee)) return undefined;
  const [use, folder] = [named.get('use_pages'), named.get('pages_folder')];
  const isOff = use?.kind === 'constant' && use.value === false;
  return isOff || (use === undefined && folder === undefined) ? undefined : (textOf(folder) ?? 'pages');
}

const running = /^(?:papermill\.(?:execute\.)?execute_notebook|(?:\w+\.)*(?:NotebookClient|ExecutePreprocessor))$/;

/** Notebooks that a program runs: `papermill.execute_notebook("a.ipynb", ...)`, and what it reads for a client of notebooks. */
function notebooksOf(call: Call, calls: readonly Call[]): readonly string[] {
  if (!running.test(call.callee)) return [];
  const given = call.callee.startsWith('papermill')
    ? [call.positional[0] ?? call.named.get('input_path')]
    : calls.flatMap(({ callee, positional: [first] }) => (callee === 'nbformat.read' ? [first] : []));
  return given.flatMap(choicesOf).flatMap((value) => {
    const path = textOf(value.kind === 'result' ? value.opened : value);
    return path?.endsWith('.ipynb') === true ? [path] : [];
  });
}

/** Modules that the settings of Django name. */
function namedInSettings(module: PythonModule, evaluator: PythonEvaluator): readonly string[] {
  const scope = module.module;
  if (!scope.names.has('INSTALLED_APPS') && !scope.names.has('ROOT_URLCONF')) return [];
  return ['ROOT_URLCONF', 'INSTALLED_APPS', 'MIDDLEWARE', 'WSGI_APPLICATION', 'ASGI_APPLICATION'].flatMap((name) =>
    (scope.names.get(name) ?? []).flatMap((binding) => {
      if (binding.kind !== 'value') return [];
      const value = evaluator.evaluate(binding.node, { module, scope });
      return choicesOf(value).flatMap((each) =>
        (each.kind === 'list' ? each.items : [each]).flatMap((item) => textOf(item) ?? []),
      );
    }),
  );
}

/** Where what is named may stand: the module, the one that has it, and what Django loads of an application. */
function appFiles(name: string): readonly string[] {
  const parent = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  return [name, parent, ...['apps', 'models', 'admin'].map((each) => `${name}.${each}`)].filter((each) => each !== '');
}
