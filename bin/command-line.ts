import { parseArgs } from 'node:util';
import { answerKeys } from '../src/model/answers/answers.ts';
import { nearestWord } from '../src/shared/nearest-word.ts';
import { shellWord } from '../src/shared/shell-word.ts';
import { type CommandDefinition, type Flag, type Invocation, nameChoice } from '../src/model/command.ts';
import { UserError, type Problem } from '../src/model/errors.ts';
import { formatHelp, formatProgramHelp } from '../src/report/terminal/help-text.ts';

/** A word of the command line, as `parseArgs` took it. */
interface Token {
  readonly kind: string;
  readonly index: number;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** What a command line asks for: a command to run, or text that has been printed already (help, version). */
export type Request = { readonly command: CommandDefinition['name']; readonly invocation: Invocation } | 'printed';

interface Output {
  readonly out: (text: string) => void;
  readonly colour: boolean;
  readonly columns: number;
}

/**
 * Reads the arguments after the program's name by the commands' definitions; `create` is the command where none is named.
 * Prints help and version. Throws a UserError with everything that the definition does not know.
 */
export function readCommandLine(
  definitions: readonly CommandDefinition[],
  version: string,
  arguments_: readonly string[],
  output: Output,
): Request {
  const [first = '', ...rest] = arguments_;
  // `help` and `help COMMAND`, as git and npm have them.
  if (first === 'help') return readCommandLine(definitions, version, [...rest.slice(0, 1), '--help'], output);
  const named = definitions.find(({ name }) => name === first);
  const definition = named ?? definitions.find(({ name }) => name === 'create');
  if (definition === undefined) throw new Error('there is no command create');
  const options = Object.fromEntries(
    definition.flags.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' } as const]),
  );
  const { tokens } = parseArgs({
    args: arguments_.slice(named === undefined ? 0 : 1),
    options: { ...options, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  const print = (text: string): 'printed' => {
    output.out(text);
    return 'printed';
  };
  if (given.some(({ name }) => name === 'version')) return print(`${version}\n`);
  if (given.some(({ name }) => name === 'help'))
    return print(
      named === undefined ? formatProgramHelp(definitions, output) : formatHelp(named, callOf(named), output),
    );
  const targets = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const strange = findStrangeValues(definition, tokens);
  const {
    flags,
    problems: [problem, ...others],
  } = readFlags(definition, given, strange);
  const values = new Set([...strange.values()].map(({ index }) => index));
  const meant = tokens.filter((token) => token.kind === 'positional').filter(({ index }) => !values.has(index));
  const [excess, ...more] = describeTargets(
    definition,
    named === undefined ? definitions : [],
    meant.map(({ value }) => value),
    [flags['set'] ?? []].flat().map(String),
  );
  if (problem !== undefined)
    throw new UserError(problem, ...others, ...(excess === undefined ? [] : [excess, ...more]));
  if (excess !== undefined) throw new UserError(excess, ...more);
  return { command: definition.name, invocation: { targets, flags } };
}

function callOf({ name }: CommandDefinition): string {
  return name === 'create' ? 'tre-container [create]' : `tre-container ${name}`;
}

/** What stands behind an option that nobody knows, by the place of that option: it was meant for its value, and is no target. */
function findStrangeValues({ flags }: CommandDefinition, tokens: readonly Token[]): ReadonlyMap<number, Token> {
  const values = new Map<number, Token>();
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (token.kind !== 'option' || token.value !== undefined || flags.some(({ name }) => name === token.name)) continue;
    if (next?.kind === 'positional') values.set(token.index, next);
  }
  return values;
}

interface GivenOption {
  readonly index: number;
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readFlags(
  definition: CommandDefinition,
  given: readonly GivenOption[],
  strange: ReadonlyMap<number, Token>,
): { readonly flags: Invocation['flags']; readonly problems: readonly Problem[] } {
  const flags: Record<string, string | boolean | readonly string[]> = {};
  const problems: Problem[] = [];
  for (const option of given) {
    const flag = definition.flags.find(({ name }) => name === option.name);
    const problem =
      flag === undefined
        ? describeUnknown(definition, option, option.value ?? strange.get(option.index)?.value)
        : describeMisuse(flag, option, flags[option.name] !== undefined);
    if (problem !== undefined) problems.push(problem);
    else if (flag?.repeatable === true)
      flags[option.name] = [flags[option.name] ?? [], option.value ?? ''].flat() as string[];
    else flags[option.name] = flag !== undefined && option.value !== undefined ? nameChoice(flag, option.value) : true;
  }
  return { flags, problems };
}

/** An option that nobody knows may be an answer, which `--set` gives. */
function describeUnknown(
  { name, flags, keys = [] }: CommandDefinition,
  option: GivenOption,
  value: string | undefined,
): Problem {
  const known = flags.map((flag) => flag.name);
  const answers = flags.some((flag) => flag.name === 'set') ? [...keys, ...(keys.length === 0 ? answerKeys : [])] : [];
  const near = nearestWord(option.name, [...known, ...answers]);
  if (near !== undefined && !known.includes(near))
    return {
      where: option.rawName,
      what: `is not an option of ${name}`,
      fix: `did you mean --set ${shellWord(`${near}=${value ?? 'VALUE'}`)}?`,
    };
  return {
    where: option.rawName,
    what: `is not an option of ${name}`,
    fix: near === undefined ? `see tre-container ${name} --help` : `did you mean --${near}?`,
  };
}

function describeMisuse(flag: Flag, option: GivenOption, isGiven: boolean): Problem | undefined {
  const { value, choices, repeatable } = flag;
  const where = option.rawName;
  if (value === undefined)
    return option.value === undefined
      ? undefined
      : { where, what: `takes no value, but has ${JSON.stringify(option.value)}`, fix: `write ${where} alone` };
  if (option.value === undefined || (option.inlineValue !== true && /^-./.test(option.value))) {
    return {
      where,
      what: 'has no value',
      fix: `write ${where} ${value}, or ${where}=${value} where the value starts with a hyphen`,
    };
  }
  if (choices !== undefined && !choices.includes(nameChoice(flag, option.value)))
    return {
      where,
      what: `${JSON.stringify(option.value)} is not one of the choices`,
      fix: nameChoices(option.value, choices),
    };
  return isGiven && repeatable !== true ? { where, what: 'is given twice', fix: 'leave one out' } : undefined;
}

function nameChoices(given: string, choices: readonly string[]): string {
  const near = nearestWord(given, choices);
  return near === undefined ? `choose one of ${choices.join(', ')}` : `did you mean ${near}?`;
}

/** Too many targets; and a mistyped command, which must not become a project in a folder of that name. */
function describeTargets(
  { name, target }: CommandDefinition,
  definitions: readonly CommandDefinition[],
  targets: readonly string[],
  set: readonly string[] = [],
): readonly Problem[] {
  const [first = ''] = targets;
  const near = /^[a-z]+$/.test(first)
    ? nearestWord(
        first,
        definitions.map((definition) => definition.name),
      )
    : undefined;
  if (near !== undefined)
    return [
      {
        what: `there is no command called ${first}`,
        fix: `did you mean ${near}? For a project in a folder of that name write ./${first}`,
      },
    ];
  if (target.several || targets.length <= 1) return [];
  // `--set base python` is a key without a value, and a target more.
  const bare = set.find((each) => !each.includes('='));
  return [
    {
      what: `${name} takes one ${target.name}, but has ${targets.map((given) => JSON.stringify(given)).join(', ')}`,
      fix: bare === undefined ? `see tre-container ${name} --help` : `write --set ${bare}=${targets.at(-1) ?? ''}`,
    },
  ];
}
