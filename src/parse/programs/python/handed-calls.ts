import type { Call } from '../../../model/programs/program-facts.ts';
import type { Value } from '../../../model/programs/value.ts';
import { callsOf, roundsOf, type Given } from '../handed-calls.ts';
import { unknownFor } from '../values.ts';
import type { PythonEvaluation } from './evaluation.ts';
import type { PythonModule } from './python-module.ts';

const nobody: Given = { positional: [], named: new Map(), spread: true };
/** Go through collections side by side. */
const mapping = /^(?:map|filter|imap|imap_unordered|map_async|thread_map|process_map)$/;
/** Go through a collection of the arguments of each round. */
const starring = /^(?:starmap|starmap_async)$/;
/** Hand on what follows the function. */
const passing: ReadonlySet<string> = new Set([
  'apply',
  'apply_async',
  'applymap',
  'call_soon',
  'partial',
  'partialmethod',
  'pipe',
  'register',
  'run_sync',
  'submit',
  'to_thread',
]);
/** Ask what a value is, and call nothing. */
const asking: ReadonlySet<string> = new Set([
  'callable',
  'cast',
  'delattr',
  'getattr',
  'hasattr',
  'id',
  'isinstance',
  'issubclass',
  'len',
  'object',
  'print',
  'repr',
  'setattr',
  'str',
  'type',
]);

/** Calls of functions of libraries that a call gets as values: `map(load_dataset, names)`, `partial(nltk.download, quiet=True)`. */
export function handedCalls(call: Call): readonly Call[] {
  if (call.file !== undefined) return [];
  const name = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const [first, ...rest] = call.positional;
  const handed = first ?? call.named.get('func') ?? call.named.get('function') ?? call.named.get('fn');
  if (mapping.test(name)) return callsOf(call, handed, roundsOf(rest.length === 0 ? [undefined] : rest).map(given));
  if (starring.test(name))
    return callsOf(
      call,
      handed,
      roundsOf(rest.slice(0, 1)).map(([each]) => unpacked(each)),
    );
  if (name === 'run_in_executor') return callsOf(call, rest[0], [given(rest.slice(1))]);
  if (passing.has(name)) return callsOf(call, handed, [passed(name, call, rest)]);
  return asking.has(name) ? [] : named(call);
}

/** `@name` above a function or class calls it with that; nobody knows what it makes of it. */
export function decoratorCalls(module: PythonModule, evaluation: PythonEvaluation): readonly Call[] {
  return module.scopes.flatMap(({ decorators, parent = module.module, node }) =>
    decorators
      .filter(({ kind }) => kind !== 'call')
      .flatMap((each) =>
        callsOf(
          {
            function: parent.kind === 'function' ? parent.name : '',
            onlyWhenStarted: false,
            line: module.lineOf(node.start),
          },
          evaluation.evaluate(each, { module, scope: parent }),
          [{ ...given([unknownFor('computed')]), spread: false }],
        ),
      ),
  );
}

function given(positional: readonly Value[]): Given {
  return { positional, named: new Map(), spread: false };
}

function unpacked(value: Value | undefined): Given {
  return value?.kind === 'list' ? given(value.items) : nobody;
}

/** `df.apply(f)` and `pool.apply(f, (a, b))`, `submit(f, a)`, `partial(f, a)`, of which more may come. */
function passed(name: string, { named: options, spread }: Call, rest: readonly Value[]): Given {
  if (!name.startsWith('apply') && name !== 'pipe')
    return { positional: rest, named: options, spread: spread || name.startsWith('partial') };
  const [more] = rest;
  return more?.kind === 'list' ? given(more.items) : { ...given([unknownFor('computed')]), named: options };
}

/** `Thread(target=requests.get, args=(address,))`, `retry(nltk.download)`: who calls it with what is not known, apart from `args`. */
function named(call: Call): readonly Call[] {
  const handed = call.named.get('args');
  const functions = [...call.positional, ...call.named.values()].filter(
    (each) => each.kind === 'symbol' && /\.[a-z]\w*$/.test(each.name),
  );
  return functions.flatMap((each) => callsOf(call, each, [handed === undefined ? nobody : unpacked(handed)]));
}
