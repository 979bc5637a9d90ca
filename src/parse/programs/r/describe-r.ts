import type { Call, Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { isOfWindows } from '../../../model/dockerfile/container-path.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { commandTexts } from '../command-text.ts';
import { emptyFacts } from '../empty-facts.ts';
import { documentsIn, loadedInR } from '../frameworks/loaded-in-r.ts';
import type { REvaluator } from './evaluate-r.ts';
import { bare, nameOf } from './called-name.ts';
import { definitionsOf } from './definitions.ts';
import { handedCalls } from './handed-calls.ts';
import { textWith } from '../values.ts';
import { demandedIn, stringOf } from './r-functions.ts';
import { moduleImports } from './module-imports.ts';
import { childIn, type RCall, type RModule } from './r-module.ts';
import { importsOf, scriptsIn } from './r-imports.ts';
import { isOpen, sourcedFolders } from './sourced-folders.ts';

const mostCalls = 20_000;

/**
 * Everything that is known of an R program. `paths` are the files of the project. `idleName`: the name of a call that does not lead on (r-edges.ts); with it
 * only what leads on from the program is described, beside the names of its other calls.
 */
export function describeR(
  module: RModule,
  evaluator: REvaluator,
  paths: ReadonlySet<string>,
  idleName?: (call: RCall) => string | undefined,
): ProgramFacts {
  evaluator.renew();
  const { path, names, lineOf } = module;
  const head = emptyFacts({ path, language: 'r', names });
  if (module.calls.length > mostCalls) return { ...head, unread: `it has more than ${String(mostCalls)} calls` };
  const { written, idle } = describeCalls(module, evaluator, idleName);
  const calls = written.flatMap(({ described }) => described);
  const workdirs = calls
    .filter(({ callee }) => callee === 'setwd')
    .flatMap(({ positional: [target], line }) =>
      target === undefined || isOfWindows(textOf(target) ?? '') ? [] : [{ line, path: target }],
    );
  const dynamic = calls.find((call) => isDynamic(call));
  return {
    ...head,
    calls: [...idle, ...calls.map((call) => placed(call, workdirs))],
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
    ...(idleName === undefined ? { texts: textsOf(module), constants: constantsOf(module, evaluator) } : {}),
    variables: calls
      .filter(({ callee }) => callee === 'Sys.setenv')
      .flatMap(({ named, line }) => [...named].map(([name, value]) => ({ name, value, line }))),
    functions: definitionsOf(module),
    ...(dynamic === undefined ? {} : { dynamic: { line: dynamic.line, what: dynamic.callee } }),
    ...(module.broken === undefined ? {} : { broken: lineOf(module.broken) }),
  };
}

/** A call as it was written, with what it is known to call. */
interface Written extends RCall {
  readonly described: readonly Call[];
}

function describeCalls(
  module: RModule,
  evaluator: REvaluator,
  idleName: (call: RCall) => string | undefined = () => undefined,
): { readonly written: readonly Written[]; readonly idle: readonly Call[] } {
  const [written, idle]: [Written[], Call[]] = [[], []];
  for (const call of module.calls) {
    const name = idleName(call);
    if (name === undefined) written.push({ ...call, described: describeCall(module, call, evaluator) });
    else idle.push(idleCall(name, module.lineOf(call.node.start)));
  }
  return { written, idle };
}

/** A call in the folder into which the program moved before it. */
function placed(call: Call, workdirs: ProgramFacts['workdirs']): Call {
  const last = workdirs.findLast(({ line }) => line < call.line);
  return last === undefined ? call : { ...call, workdir: last.path };
}

function textsOf({ texts, text, lineOf }: RModule): ProgramFacts['texts'] {
  return texts.map((node) => ({ text: stringOf(node, text), line: lineOf(node.start) }));
}

function constantsOf(module: RModule, evaluator: REvaluator): ProgramFacts['constants'] {
  return [...module.assigned].flatMap(([name, nodes]) =>
    nodes.flatMap((node) => {
      const value = evaluator.evaluate(node, { module });
      return value.kind === 'text' ? [{ name, value, line: module.lineOf(node.start) }] : [];
    }),
  );
}

const noneNamed: Call['named'] = new Map();

function idleCall(callee: string, line: number): Call {
  return { callee, positional: [], named: noneNamed, spread: false, function: '', onlyWhenStarted: false, line };
}

/** What a call as it was written loads: a library, or a module of the project. */
function importsWritten(
  { described, isConditional, node: { start, end } }: Written,
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

function namespaces({ namespaces: found, lineOf }: RModule): readonly Import[] {
  const seen = new Set<string>();
  return found.flatMap(({ name, at }) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ name, members: [], files: [], line: lineOf(at) }];
  });
}
