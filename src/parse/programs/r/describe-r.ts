import type { Call, Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { isOfWindows } from '../../../model/dockerfile/container-path.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { parentFolder } from '../../../shared/parent-folder.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { readShell } from '../../shell/shell.ts';
import { commandTexts } from '../command-text.ts';
import { emptyFacts } from '../empty-facts.ts';
import { documentsIn, loadedInR, running } from '../frameworks/loaded-in-r.ts';
import { appFolder, locateScript, scriptPathOf } from '../locate-script.ts';
import type { REvaluator } from './evaluate-r.ts';
import { nameOf } from './called-name.ts';
import { definitionsOf } from './definitions.ts';
import { handedCalls } from './handed-calls.ts';
import { textWith } from '../values.ts';
import { demandedIn, stringOf } from './r-functions.ts';
import { moduleImports } from './module-imports.ts';
import { childIn, type RCall, type RModule } from './r-module.ts';
import { isOpen, sourcedFolders } from './sourced-folders.ts';

const mostCalls = 20_000;

/** Everything that is known of an R program. `paths` are the files of the project. */
export function describeR(module: RModule, evaluator: REvaluator, paths: ReadonlySet<string>): ProgramFacts {
  evaluator.renew();
  const { path, names, lineOf } = module;
  const head = emptyFacts({ path, language: 'r', names });
  if (module.calls.length > mostCalls) return { ...head, unread: `it has more than ${String(mostCalls)} calls` };
  const written = module.calls.map((call) => ({ ...call, described: describeCall(module, call, evaluator) }));
  const calls = written.flatMap(({ described }) => described);
  const workdirs = calls
    .filter(({ callee }) => callee === 'setwd')
    .flatMap(({ positional: [target], line }) =>
      target === undefined || isOfWindows(textOf(target) ?? '') ? [] : [{ line, path: target }],
    );
  const dynamic = calls.find((call) => isDynamic(call));
  return {
    ...head,
    calls: calls.map((call) => {
      const last = workdirs.findLast(({ line }) => line < call.line);
      return last === undefined ? call : { ...call, workdir: last.path };
    }),
    workdirs,
    commands: calls.flatMap(commandsOf),
    imports: [
      ...written.flatMap((each) => importsWritten(each, module, paths)),
      ...sourcedFolders(calls).flatMap((each) => {
        const files = each.isOfDocuments
          ? documentsIn(each.folder, path, paths)
          : scriptsIn(paths, path, each).filter((file) => file !== path);
        return [{ name: `${each.folder}/*.R${each.isOfDocuments ? 'md' : ''}`, members: [], files, line: each.line }];
      }),
      ...namespaces(module),
    ],
    texts: module.texts.map((node) => ({ text: stringOf(node, module.text), line: lineOf(node.start) })),
    constants: [...module.assigned].flatMap(([name, nodes]) =>
      nodes.flatMap((node) => {
        const value = evaluator.evaluate(node, { module });
        return value.kind === 'text' ? [{ name, value, line: lineOf(node.start) }] : [];
      }),
    ),
    variables: calls
      .filter(({ callee }) => callee === 'Sys.setenv')
      .flatMap(({ named, line }) => [...named].map(([name, value]) => ({ name, value, line }))),
    functions: definitionsOf(module),
    ...(dynamic === undefined ? {} : { dynamic: { line: dynamic.line, what: dynamic.callee } }),
    ...(module.broken === undefined ? {} : { broken: lineOf(module.broken) }),
  };
}

/** What a call as it was written loads: a library, or a module of the project. */
function importsWritten(
  { described, isConditional, node: { start, end } }: RCall & { readonly described: readonly Call[] },
  module: RModule,
  paths: ReadonlySet<string>,
): readonly Import[] {
  const { path, text } = module;
  return described.flatMap((call) => {
    const loaded = moduleImports(call, text.slice(start, end), path, paths);
    const found = loaded ?? [...importsOf(call, path, paths), ...loadedInR(call, path, paths)];
    return placedImports(call, found, isConditional);
  });
}

function placedImports(call: Call, imports: readonly Import[], isConditional: true | undefined): readonly Import[] {
  return imports.map((each) => ({
    ...each,
    ...(call.function !== '' && { function: call.function }),
    ...((call.isTried === true || bare(call.callee) === 'requireNamespace') && { isTried: true as const }),
    ...((isConditional === true || call.inSession === true) && { isConditional: true as const }),
  }));
}

function describeCall(module: RModule, call: RCall, evaluator: REvaluator): readonly Call[] {
  const target = childIn(call.node, 'function');
  if (target === undefined) return [];
  const place = { module, ...(call.within === undefined ? {} : { within: call.within }) };
  const common = {
    function: call.within?.name ?? '',
    onlyWhenStarted: false,
    line: module.lineOf(call.node.start),
    ...(call.isTried && { isTried: call.isTried }),
    ...(call.isConditional && { isConditional: call.isConditional }),
    ...demandedIn(call.node, module.text),
    ...(call.inSession && { inSession: call.inSession }),
    ...(call.whenLacking !== undefined && { whenLacking: call.whenLacking }),
  };
  const described = { ...nameOf(evaluator, target, place), ...evaluator.argumentsOf(call, module), ...common };
  return [described, ...handedCalls(described)];
}

function bare(callee: string): string {
  return callee.replace(/^[\w.]+::/, '');
}

function isDynamic(call: Call): boolean {
  const {
    callee,
    positional: [first],
  } = call;
  return isOpen(call) || (bare(callee) === 'eval' && first?.kind === 'result' && bare(first.of) === 'parse');
}

function commandsOf({ callee, positional: [first, second], named, line }: Call): readonly ShellCommand[] {
  const name = bare(callee);
  const given = first ?? named.get('command');
  const parsed = name === 'str2expression' ? first : name === 'parse' ? named.get('text') : undefined;
  // A text that is parsed is meant to run.
  if (parsed !== undefined && textOf(parsed) !== undefined)
    return commandTexts(textWith('Rscript'), [textWith('-e'), parsed]).flatMap((text) => readShell(text, () => line));
  const texts = /^(?:system|shell|shell\.exec|pipe)$/.test(name)
    ? commandTexts(given)
    : /^(?:system2|run|rscript)$/.test(name) && (name === 'system2' || /^(?:processx|callr|sys)::/.test(callee))
      ? commandTexts(given, argumentList(second ?? named.get('args')))
      : [];
  return texts.flatMap((text) => readShell(name === 'rscript' ? `Rscript ${text}` : text, () => line));
}

function argumentList(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}

/** Functions that attach or load a package. */
const attaching = new Set([
  'library',
  'require',
  'requireNamespace',
  'loadNamespace',
  'attachNamespace',
  'p_load',
  'use',
]);
/** What they run where they are given nothing: the application in the folder where R works. */
const usual: ReadonlyMap<string, Value> = new Map([['runApp', textWith('.')]]);

function importsOf(
  { callee, positional, named, line }: Call,
  path: string,
  paths: ReadonlySet<string>,
): readonly Import[] {
  const name = bare(callee);
  if (attaching.has(name)) {
    const given = name === 'p_load' ? positional : positional.slice(0, 1);
    return [...given, ...(given.length === 0 ? [named.get('package')] : [])].flatMap((each) => {
      const text = each?.kind === 'symbol' ? each.name : textOf(each);
      return text === undefined ? [] : [{ name: text, members: [], files: [], line }];
    });
  }
  if (name === 'tar_source' || name === 'load_all') {
    const folder = name === 'load_all' ? 'R' : (textOf(positional[0] ?? named.get('files')) ?? 'R');
    const files = scriptsIn(paths, path, { folder, isDeep: name === 'tar_source' });
    return files.length === 0 ? [] : [{ name: folder, members: [], files, line }];
  }
  if (/^tar_make(?:_\w+)?$/.test(name)) {
    const script = textOf(named.get('script')) ?? '_targets.R';
    return [{ name: script, members: [], files: locateScript(paths, path, script), line }];
  }
  if (!running.has(name)) return [];
  const given = positional[0] ?? named.get('file') ?? named.get('input') ?? named.get('appDir') ?? usual.get(name);
  const texts = choicesOf(given).flatMap((each) => scriptPathOf(each) ?? []);
  const all = name === 'runApp' || name === 'shinyAppDir' ? texts.map(appFolder) : texts;
  return all.map((text) => ({ name: text, members: [], files: locateScript(paths, path, text), line }));
}

const scriptsByFolder = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** The scripts that lie in a folder, which `load_all()` runs, and `tar_source()` with those of the folders below it (`isDeep`). */
function scriptsIn(
  paths: ReadonlySet<string>,
  from: string,
  { folder, isDeep }: { readonly folder: string; readonly isDeep: boolean },
): readonly string[] {
  let known = scriptsByFolder.get(paths);
  if (known === undefined) {
    known = indexScripts([...paths].filter((each) => /\.[rR]$/.test(each)));
    scriptsByFolder.set(paths, known);
  }
  for (let above = parentFolder(from); ; above = parentFolder(above)) {
    const found = known.get(`${above}${trimEnd(folder, '/')}/${isDeep ? '**' : ''}`) ?? [];
    if (found.length > 0 || above === '') return found;
  }
}

/** Folders above a script that hold it for `tar_source()`. */
const deepest = 20;

/** Scripts by `FOLDER/`, and with those of the folders below it by `FOLDER/**`. */
function indexScripts(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const places = paths.flatMap((path) => {
    const keys = [parentFolder(path)];
    for (let above = parentFolder(path); above !== '' && keys.length <= deepest; above = parentFolder(above))
      keys.push(`${above}**`);
    return keys.map((key) => ({ key, path }));
  });
  return new Map([...groupBy(places, ({ key }) => key)].map(([key, found]) => [key, found.map(({ path }) => path)]));
}

function namespaces({ namespaces: found, lineOf }: RModule): readonly Import[] {
  const seen = new Set<string>();
  return found.flatMap(({ name, at }) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ name, members: [], files: [], line: lineOf(at) }];
  });
}
