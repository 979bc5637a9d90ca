import type { Call } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { callsOf, elementsOf, roundsOf } from '../handed-calls.ts';
import { unknownFor } from '../values.ts';

/** Functions that call another one, by how many collections stand before it. */
const appliers: readonly (readonly [RegExp | readonly string[], number])[] = [
  [['Filter', 'Find', 'Map', 'Position', 'bpmapply', 'future_mapply', 'mapply', 'mcmapply', 'pbmapply'], 0],
  [['Vectorize', 'insistently', 'match.fun', 'memoise', 'partial', 'possibly', 'quietly', 'safely', 'slowly'], 0],
  [/^(?:lapply|sapply|vapply|rapply|eapply|mclapply|pblapply|pbsapply|bplapply|future_[lsv]apply)$/, 1],
  [/^(?:(?:future_)?i?(?:map|walk)(?:_(?:dfr|dfc|chr|lgl|int|dbl|vec|df|raw))?|modify|keep|discard|detect)$/, 1],
  [/^(?:(?:future_)?(?:map2|walk2)(?:_\w+)?|parLapply|parSapply|clusterApply|clusterMap)$/, 2],
  [/^(?:apply|tapply|outer)$/, 2],
];
/** Functions that make a call of a function and of what it is given, and run it, or are there for what does. */
const building = /^(?:do\.call|call2?|exec|invoke|as\.call)$/;
const functionNames = ['FUN', '.f', 'f', 'fun', 'func'];
const collectionNames = ['X', '.x', '.l', '.y', 'x'];
/** What the applier itself takes. */
const own =
  /^(?:MARGIN|USE\.NAMES|simplify|SIMPLIFY|FUN\.VALUE|MoreArgs|mc\.\w+|\.(?:id|progress|options)|future\.\w+|cl)$/;

const collectionsBefore = (name: string): number | undefined =>
  appliers.find(([which]) => (which instanceof RegExp ? which.test(name) : which.includes(name)))?.[1];

/** Whether a function, named without its package, may call another one that it is given. */
export const isHanding = (name: string): boolean =>
  building.test(name) || name === 'Reduce' || collectionsBefore(name) !== undefined;

/** Calls of functions that a call gets as values, by symbol or by name: `lapply(urls, read.csv)`, `sapply(urls, "readLines")`. */
export function handedCalls(call: Call): readonly Call[] {
  if (call.file !== undefined) return [];
  const name = call.callee.replace(/^[\w.]+::/, '');
  const built = builtCall(name, call);
  if (built !== undefined) return [built];
  if (name === 'Reduce') return reducing(call);
  const before = collectionsBefore(name);
  if (before === undefined) return [];
  const byName = functionNames.map((each) => call.named.get(each)).find((each) => each !== undefined);
  const collected = collectionNames.flatMap((each) => call.named.get(each) ?? []);
  const at = Math.max(0, before - collected.length);
  const handed = byName ?? call.positional[at];
  const rest = byName === undefined ? call.positional.slice(at + 1) : call.positional.slice(at);
  const named = new Map(
    [...call.named].filter(([each]) => !own.test(each) && ![...functionNames, ...collectionNames].includes(each)),
  );
  const collections = [...collected, ...call.positional.slice(0, at)];
  // A cluster stands before the collection, and the margin of an array behind it.
  const over = /^(?:par|cluster)/.test(name) ? collections.slice(-1) : /^t?apply$/.test(name) ? [] : collections;
  const isWrapped = before === 0 && !/apply$|^(?:Map|Filter|Find|Position)$/.test(name);
  const rounds = before === 0 && !isWrapped ? roundsOf(rest) : roundsOf(over.length === 0 ? [undefined] : over);
  const given = isWrapped
    ? [{ positional: [], named, spread: true }]
    : rounds.map((each) => ({
        positional: before === 0 ? each : [...each, ...rest],
        named,
        spread: call.spread,
      }));
  return callsOf(call, symbolOf(handed), given);
}

/** `do.call("fn", list(a, b = c))`, `call("fn", a)`, `rlang::exec(fn, a)`, `as.call(list(as.name("fn"), a))` */
function builtCall(name: string, call: Call): Call | undefined {
  if (!building.test(name)) return undefined;
  const { positional, named, receiver: _, ...rest } = call;
  const given = name === 'as.call' && positional[0]?.kind === 'list' ? positional[0].items : positional;
  const byName = named.get('what') ?? named.get('.fn') ?? named.get('.f');
  const [what, others] = byName === undefined ? [given[0], given.slice(1)] : [byName, given];
  const callee = what?.kind === 'symbol' ? what.name : textOf(what);
  if (callee === undefined) return undefined;
  if (!/^(?:do\.call|invoke)$/.test(name)) return { ...rest, callee, positional: others, named };
  const list = named.get('args') ?? named.get('.x') ?? others[0];
  const entries = list?.kind === 'table' ? [...list.entries] : [];
  return {
    ...rest,
    callee,
    positional: list?.kind === 'list' ? list.items : entries.filter(isNumber).map(([, value]) => value),
    named: new Map(entries.filter((each) => !isNumber(each))),
  };
}

function isNumber([key]: readonly [string, Value]): boolean {
  return /^\d+$/.test(key);
}

/** `Reduce(f, list(a, b, c))` calls f with a and b, and then with what that gave and c. */
function reducing(call: Call): readonly Call[] {
  const { positional, named } = call;
  const [handed = named.get('f'), over = named.get('x')] = positional;
  const [first = unknownFor('computed'), second = unknownFor('computed'), ...others] = elementsOf(over);
  const rounds = [[first, second], ...others.map((each) => [unknownFor('computed'), each])];
  return callsOf(
    call,
    symbolOf(handed),
    rounds.map((each) => ({ positional: each, named: new Map<string, Value>(), spread: false })),
  );
}

function symbolOf(value: Value | undefined): Value | undefined {
  const name = textOf(value);
  return name === undefined ? value : { kind: 'symbol', name };
}
