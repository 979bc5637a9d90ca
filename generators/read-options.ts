import { type CommandDefinition, type Flag, type Invocation, nameChoice } from '../src/model/command.ts';
import type { Problem } from '../src/model/errors.ts';
import { nearestWord, UserError } from '../src/program.ts';

/** What Yeoman itself hands to every generator, and its own options that do no harm here. */
const ofYeoman: ReadonlySet<string> = new Set(
  [
    'sharedData',
    'forwardErrorToEnvironment',
    'skipLocalCache',
    'env',
    'resolved',
    'namespace',
    'help',
    'destination-root',
    'skip-install',
    'skip-cache',
    'ask-answered',
    'update-notifier',
    'debug',
    'local-only',
  ].map(toKebab),
);

/**
 * Reads the options that Yeoman parsed without knowing ours, and refuses what it would pass over in silence: unknown options,
 * switches with a value, values that are missing. Throws a UserError with all of it.
 */
export function readOptions(
  definition: CommandDefinition,
  options: Readonly<Record<string, unknown>>,
): Invocation['flags'] {
  const takes = (wanted: string): boolean => definition.flags.some(({ name }) => name === wanted);
  const given = new Map(
    Object.entries(options)
      .map(([name, value]) => [toKebab(name), value] as const)
      // Yeoman takes `--no-waivers` for `waivers`, switched off.
      .map(([name, value]) =>
        value === false && takes(`no-${name}`) ? ([`no-${name}`, true] as const) : ([name, value] as const),
      )
      .filter(([name, value]) => value !== undefined && !name.startsWith('_') && !ofYeoman.has(name)),
  );
  const problems: Problem[] = [];
  const flags: [string, string | boolean | readonly string[]][] = [];
  for (const [name, value] of given) {
    const flag = definition.flags.find((known) => known.name === name);
    const read = flag === undefined ? describeUnknown(name, definition.flags) : readValue(flag, value);
    if (typeof read === 'object' && 'what' in read) problems.push(read);
    else flags.push([name, read]);
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError(first, ...others);
  return Object.fromEntries(flags);
}

function readValue(flag: Flag, value: unknown): string | boolean | readonly string[] | Problem {
  const { name, value: placeholder, repeatable, choices } = flag;
  const where = `--${name}`;
  if (placeholder === undefined)
    return typeof value === 'boolean'
      ? value
      : {
          where,
          what: 'takes no value',
          fix: `put it last, or before another option: Yeoman reads the next word as its value`,
        };
  if (typeof value === 'boolean') return { where, what: 'has no value', fix: `write ${where} ${placeholder}` };
  const values = [value].flat(2).map((entry) => nameChoice(flag, String(entry)));
  const unknown = values.find((entry) => choices !== undefined && !choices.includes(entry));
  if (unknown !== undefined)
    return {
      where,
      what: `${JSON.stringify(unknown)} is not one of the choices`,
      fix: `choose one of ${(choices ?? []).join(', ')}`,
    };
  if (repeatable === true) return values;
  return values.length === 1 ? values.join('') : { where, what: 'is given twice', fix: 'leave one out' };
}

function describeUnknown(name: string, flags: readonly Flag[]): Problem {
  const near = nearestWord(
    name,
    flags.map((flag) => flag.name),
  );
  return {
    where: `--${name}`,
    what: 'is not an option here',
    fix: near === undefined ? 'see --help' : `did you mean --${near}?`,
  };
}

function toKebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
