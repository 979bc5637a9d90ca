import type { Call, Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { isOfWindows, resolvePath } from '../../../model/dockerfile/container-path.ts';
import { choicesOf, textOf } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { startedByArguments } from '../frameworks/started-by-arguments.ts';
import { startedIn, startedTexts } from '../starting-calls.ts';
import { emptyFacts } from '../empty-facts.ts';
import { argumentsOf } from './arguments.ts';
import type { PythonEvaluator } from './evaluate.ts';
import { reaching } from '../reaching.ts';
import { decoratorCalls, handedCalls } from './handed-calls.ts';
import { contentOf } from '../literal.ts';
import { loadedByName } from '../frameworks/loaded-by-name.ts';
import { isHandler, isPlain } from '../frameworks/registered.ts';
import { longestImport, type PythonModule } from './python-module.ts';
import { childIn, type CallSite, type RawImport, calleeOf, functionOf, runsIn, whereOf } from './scope.ts';
import { variablesOf } from './set-variables.ts';

/** Calls of one program that are evaluated; a file with more was written by a program. */
const mostCalls = 20_000;

/** Everything that is known of a Python program. Of its `edges` only what leads on from it: what names are is not asked then. */
export function describePython(
  module: PythonModule,
  evaluator: PythonEvaluator,
  extent: 'edges' | 'all' = 'all',
): ProgramFacts {
  evaluator.renew();
  const { path, lineOf, names, namesBy } = module;
  const head = { path, language: 'python' as const, names, namesBy };
  if (module.calls.length > mostCalls)
    return {
      ...emptyFacts(head),
      imports: importsOf(module, evaluator),
      unread: `it has more than ${String(mostCalls)} calls`,
    };
  const calls = [
    ...module.calls.flatMap((site) => {
      const described = describeCall(module, site, evaluator);
      return described.flatMap((call) => [call, ...handedCalls(call)]);
    }),
    ...(extent === 'edges' ? [] : decoratorCalls(module, evaluator)),
  ];
  const workdirs = calls
    .filter(({ callee }) => callee === 'os.chdir')
    .flatMap(({ positional: [target], line }) =>
      target === undefined || isOfWindows(textOf(target) ?? '') ? [] : [{ line, path: target }],
    );
  const dynamic = calls.find(isDynamic);
  const variables = variablesOf(module, evaluator, calls);
  return {
    ...head,
    calls: workdirs.length === 0 ? calls : calls.map((call) => placed(call, workdirs)),
    workdirs,
    commands: calls.flatMap((call) => commandsOf(call, module)),
    imports: [
      ...importsOf(module, evaluator),
      ...calls.flatMap((call) => namedImport(call, module, evaluator)),
      ...loadedByName(module, evaluator, calls, variables),
    ],
    texts: module.texts.flatMap((node) => literal(node, module)),
    constants: extent === 'edges' ? [] : constantsOf(module, evaluator),
    variables,
    functions: definitionsOf(module),
    ...(dynamic === undefined ? {} : { dynamic: { line: dynamic.line, what: dynamic.callee } }),
    ...(module.broken === undefined ? {} : { broken: lineOf(module.broken) }),
  };
}

function definitionsOf(module: PythonModule): ProgramFacts['functions'] {
  return module.scopes
    .filter(({ kind, name }) => kind !== 'module' && name !== '')
    .map((scope) => ({
      name: scope.name,
      line: module.lineOf(scope.node.start),
      ...(scope.decorators.length > 0 && { isDecorated: true as const }),
      ...(isHandler(scope, module) && { isHandler: true as const }),
      ...(isPlain(scope, module) && { isPlain: true as const }),
    }));
}

function placed(call: Call, workdirs: ProgramFacts['workdirs']): Call {
  const last = workdirs.findLast(({ line }) => line < call.line);
  return last === undefined ? call : { ...call, workdir: last.path };
}

function describeCall(
  module: PythonModule,
  { node, scope, onlyWhenStarted, isTried, isConditional, inSession, isDemanded }: CallSite,
  evaluator: PythonEvaluator,
): readonly Call[] {
  const place = { module, scope };
  const target = calleeOf(node);
  const named = target === undefined ? [{ callee: '?' }] : nameCallee(target, place, evaluator);
  const given = argumentsOf(evaluator, node, place);
  return named.map((each) => ({
    ...each,
    ...given,
    function: scope.kind === 'function' ? scope.name : '',
    onlyWhenStarted,
    ...(isTried && { isTried }),
    ...(isConditional && { isConditional }),
    ...(inSession && { inSession }),
    ...(isDemanded && { isDemanded }),
    line: module.lineOf(node.start),
  }));
}

/** What is called: each function of several that it may be, so far as these are known. */
function nameCallee(
  target: SyntaxNode,
  place: { module: PythonModule; scope: CallSite['scope'] },
  evaluator: PythonEvaluator,
): readonly Pick<Call, 'callee' | 'file' | 'receiver'>[] {
  const values = choicesOf(evaluator.evaluate(target, place));
  const object = target.kind === 'attribute' ? childIn(target, 'object') : undefined;
  const receiver = object === undefined ? undefined : evaluator.evaluate(object, place);
  const more = receiver === undefined || receiver.kind === 'symbol' ? {} : { receiver };
  const symbols = values.filter((each) => each.kind === 'symbol');
  if (symbols.length > 0)
    return symbols.map(({ name, file }) => ({
      callee: name.replace(/^(?:builtins|__builtins__)\./, ''),
      ...(file === undefined ? {} : { file }),
      ...more,
    }));
  const result = values.find((each) => each.kind === 'result');
  if (result !== undefined)
    return [{ callee: `${result.of}()`, ...(result.file === undefined ? {} : { file: result.file }), ...more }];
  const attribute = target.kind === 'attribute' ? childIn(target, 'attribute') : undefined;
  const name = attribute === undefined ? '?' : `?.${place.module.text.slice(attribute.start, attribute.end)}`;
  return [{ callee: name, ...more }];
}

function isDynamic({ callee, positional: [first] }: Call): boolean {
  if (callee === 'importlib.import_module' || callee === '__import__')
    return (textOf(first)?.length ?? Infinity) > longestImport;
  return callee === 'exec' || callee === 'execfile' || callee === 'importlib.util.spec_from_file_location';
}

function commandsOf(call: Call, { path, text: written }: PythonModule): readonly ShellCommand[] {
  const within = call.function === '' ? {} : { function: call.function };
  const folder = startedIn(call, path);
  return [...startedTexts(call), ...startedByArguments(call, written)].flatMap((text) =>
    readShell(text, () => call.line).map((command) => ({
      ...command,
      ...within,
      ...(folder === undefined ? {} : { directory: resolvePath(command.directory ?? '', folder) }),
    })),
  );
}

const importsByModule = new WeakMap<PythonModule['imports'], readonly Import[]>();

/** Imports of a module, with the files of the project that they run: `__init__.py` of every parent too. Found once: which files there are does not change. */
export function importsOf(module: PythonModule, evaluator: PythonEvaluator): readonly Import[] {
  const known = importsByModule.get(module.imports) ?? findImports(module, evaluator);
  importsByModule.set(module.imports, known);
  return known;
}

function findImports(module: PythonModule, evaluator: PythonEvaluator): readonly Import[] {
  return module.imports.map(({ name, level, members, at, scope, isTried, isConditional, onlyWhenStarted }) => ({
    name: '.'.repeat(level) + name,
    members,
    files: filesOf(module.path, { name, level, members }, evaluator),
    line: module.lineOf(at),
    ...functionOf(scope),
    ...(isTried && { isTried }),
    ...(isConditional && { isConditional }),
    ...(onlyWhenStarted && { onlyWhenStarted }),
  }));
}

function filesOf(
  path: string,
  { name, level, members }: Pick<RawImport, 'name' | 'level' | 'members'>,
  { modules }: PythonEvaluator,
): readonly string[] {
  const names = name === '' ? [''] : name.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'));
  const wanted = [
    ...names,
    ...members.filter((member) => member !== '*').map((member) => (name === '' ? member : `${name}.${member}`)),
  ];
  return [...new Set(wanted.flatMap((each) => modules.locate(path, each, level)?.file ?? []))].filter(
    (file) => file !== path,
  );
}

/** `importlib.import_module("a.b")` */
function namedImport(call: Call, module: PythonModule, evaluator: PythonEvaluator): readonly Import[] {
  if (call.callee !== 'importlib.import_module' && call.callee !== '__import__') return [];
  const name = textOf(call.positional[0]);
  if (name === undefined || name.startsWith('.') || name.length > longestImport) return [];
  return [
    {
      name,
      members: [],
      files: filesOf(module.path, { name, level: 0, members: [] }, evaluator),
      line: call.line,
      ...(call.function === '' ? {} : { function: call.function }),
      ...(call.isTried && { isTried: call.isTried }),
    },
  ];
}

function literal(
  { node, scope, onlyWhenStarted }: PythonModule['texts'][number],
  { text, lineOf }: PythonModule,
): ProgramFacts['texts'] {
  const content = node.children
    .filter(({ kind }) => kind === 'string_content')
    .map((child) => contentOf(child, text))
    .join('');
  const within = runsIn(scope);
  const more = { ...(within !== '' && { function: within }), ...(onlyWhenStarted && { onlyWhenStarted }) };
  return content === '' ? [] : [{ text: content, line: lineOf(node.start), ...more }];
}

function constantsOf(module: PythonModule, evaluator: PythonEvaluator): ProgramFacts['constants'] {
  return module.scopes.flatMap((scope) =>
    [...scope.names].flatMap(([name, bindings]) =>
      // Of what is replaced later the calls between tell whether it was for anything.
      reaching(bindings, scope.kind === 'module' ? module.text.length : scope.node.end, whereOf).flatMap((binding) => {
        if (binding.kind !== 'value') return [];
        const value = evaluator.evaluate(binding.node, { module, scope });
        const { onlyWhenStarted } = binding.where ?? {};
        const isIdle = scope.kind === 'module' && !module.names.has(name);
        const more = {
          line: module.lineOf(binding.node.start),
          ...(onlyWhenStarted && { onlyWhenStarted }),
          ...(isIdle && { isIdle }),
        };
        return value.kind === 'text' ? [{ name, value, ...more }] : [];
      }),
    ),
  );
}
