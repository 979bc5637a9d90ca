import type { Argument, Form } from '../../../model/atlas/atlas-entry.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, startOf, textOf, type Value } from '../../../model/programs/value.ts';

/** Yes and no as far as the text shows it. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What decides of a relative path: whether the image holds it. */
export type Holds = (path: string) => boolean;

const address = /^[a-z][\w+.-]*:\/\//i;
const loopback =
  /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@]*@)?(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:\/|$)/i;
/** Schemes of what lies on a disk. */
const local = /^(?:file|sqlite|duckdb|jar|ipynb):/i;
/** Empty at every start of the container, or not there at all. */
const empty = /^\/(?:scratch|tmp|var\/tmp|dev\/shm|root|home)(?:\/|$)/;

/** Whether the argument of a call has one of some forms. */
export function judgeArgument(call: Call, argument: Argument, forms: readonly Form[], holds: Holds): Answer {
  const value = argumentOf(call, argument.at, argument.names);
  if (value === undefined) {
    if (forms.includes('absent')) return 'yes';
    return call.spread ? 'unknown' : 'no';
  }
  return combine(choicesOf(value).map((choice) => judgeAny(choice, forms, holds)));
}

/** One answer for several values of which one holds: unknown where they differ. */
export function combine(answers: readonly Answer[]): Answer {
  const [first = 'no'] = answers;
  return answers.every((answer) => answer === first) ? first : 'unknown';
}

/** Of a list or a table, what it holds, all of which is used. */
function heldBy(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list') return value.items;
  return value.kind === 'table' ? [...value.entries.values(), ...(value.others ?? [])] : undefined;
}

/** One of several that are all used is enough. */
function any(values: readonly Value[], judge: (value: Value) => Answer): Answer {
  const answers = new Set(values.map(judge));
  return answers.has('yes') ? 'yes' : answers.has('unknown') ? 'unknown' : 'no';
}

function judgeAny(value: Value, forms: readonly Form[], holds: Holds): Answer {
  const answers = forms.map((form) => judgeForm(value, form, holds));
  return answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer === 'unknown') ?? 'no';
}

function judgeForm(value: Value, form: Form, holds: Holds): Answer {
  if (form === 'given') return 'yes';
  if (form === 'absent') return 'no';
  if (value.kind === 'unknown') return 'unknown';
  const isForm = (each: Value): Answer => combine(choicesOf(each).map((choice) => judgeForm(choice, form, holds)));
  const held = heldBy(value);
  if (held !== undefined) return form === 'address' ? any(held, isForm) : combine(held.map(isForm));
  if (form instanceof RegExp) return judgePattern(value, form);
  if (form === 'true' || form === 'false' || form === 'none') return constantOf(value) === form ? 'yes' : 'no';
  return value.kind === 'text' ? judgeText(value, form, holds) : 'no';
}

function judgePattern(value: Value, pattern: RegExp): Answer {
  if (value.kind === 'symbol') return pattern.test(value.name) ? 'yes' : 'no';
  if (value.kind !== 'text') return 'no';
  const text = textOf(value);
  if (text !== undefined) return pattern.test(text) ? 'yes' : 'no';
  // Of a text with holes, what is known may already show it.
  return value.parts.some((part) => typeof part === 'string' && pattern.test(part)) ? 'yes' : 'unknown';
}

function constantOf(value: Value): 'true' | 'false' | 'none' | undefined {
  if (value.kind === 'symbol') {
    return ({ TRUE: 'true', T: 'true', FALSE: 'false', F: 'false', NULL: 'none', nothing: 'none' } as const)[
      value.name
    ];
  }
  if (value.kind !== 'constant') return undefined;
  if (value.value === null) return 'none';
  return value.value === false || value.value === 0 ? 'false' : 'true';
}

function judgeText(
  value: Value & { kind: 'text' },
  form: 'path' | 'staged' | 'name' | 'address' | 'loopback',
  holds: Holds,
): Answer {
  const whole = textOf(value);
  const start = startOf(value);
  if (whole === undefined && !/^(?:[/~.]|[a-z][\w+.-]*:\/\/.)/i.test(start)) return 'unknown';
  const isAddress = address.test(start);
  const isLoopback = loopback.test(start);
  if (form === 'loopback') return isLoopback ? 'yes' : 'no';
  if (form === 'address') return isAddress && !isLoopback && !local.test(start) ? 'yes' : 'no';
  const isPath = !isAddress && isPathText(whole ?? start, holds);
  if (form === 'path') return isPath ? 'yes' : 'no';
  if (form === 'staged') return isPath && !empty.test(start) && !start.startsWith('~') ? 'yes' : 'no';
  return isPath || isAddress || start === '' ? 'no' : 'yes';
}

function isPathText(text: string, holds: Holds): boolean {
  return /^(?:\/|~|\.{1,2}(?:\/|$)|[a-z]:[\\/])/i.test(text) || holds(text);
}

/** Whether an argument means something of a network: `asks` is what a missing one says. */
export function judgeAsking(call: Call, argument: Argument, asks: boolean, holds: Holds): Answer {
  const value = argumentOf(call, argument.at, argument.names);
  if (value === undefined) {
    if (call.spread) return 'unknown';
    return asks ? 'yes' : 'no';
  }
  return combine(choicesOf(value).map((choice) => judgeValue(choice, holds)));
}

function judgeValue(value: Value, holds: Holds): Answer {
  if (value.kind === 'unknown') return 'unknown';
  if (value.kind === 'symbol' && /Weights?\b/.test(value.name)) return 'yes';
  const constant = constantOf(value);
  if (constant !== undefined) return constant === 'true' ? 'yes' : 'no';
  const held = heldBy(value);
  if (held !== undefined)
    return any(held, (each) => combine(choicesOf(each).map((choice) => judgeValue(choice, holds))));
  if (value.kind !== 'text') return 'no';
  const name = judgeText(value, 'name', holds);
  return name === 'no' ? judgeText(value, 'address', holds) : name;
}
