import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { createColors } from 'picocolors';
import { nearestWord } from '../src/engine/nearest-word.ts';
import type { CommandDefinition, Flag, Invocation } from '../src/model/command.ts';
import { UserError } from '../src/model/errors.ts';
import { formatHelp } from '../src/report/help-text.ts';

/** What a command line asks for: a command to run, or text that has been printed already (help, version). */
export type Request = { readonly command: CommandDefinition['name']; readonly invocation: Invocation } | 'printed';

interface Output {
  readonly out: (text: string) => void;
  readonly colour: boolean;
  readonly columns: number;
}

/**
 * Reads the arguments after the program's name by the commands' definitions. `create` is the default command.
 * Prints help and version. Throws a UserError for everything that no definition knows.
 */
export function readCommandLine(definitions: readonly CommandDefinition[], version: string, arguments_: readonly string[], output: Output): Request {
  let request: Request = 'printed';
  const program = createProgram(definitions, version, output, (command, invocation) => {
    request = { command, invocation };
  });
  try {
    program.parse([...arguments_], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'printed';
    throw new UserError({ what: error.message.replace(/^error: /, '').replace(/\n\((Did you mean [^?]+\?)\)$/, '. $1'), fix: `see tre-container ${nameIn(definitions, arguments_)} --help` });
  }
  return request;
}

function nameIn(definitions: readonly CommandDefinition[], [first]: readonly string[]): string {
  return definitions.find(({ name }) => name === first)?.name ?? 'create';
}

type Found = (command: CommandDefinition['name'], invocation: Invocation) => void;

function createProgram(definitions: readonly CommandDefinition[], version: string, output: Output, found: Found): Command {
  const program: Command = new Command('tre-container')
    .description('Generates, checks, pins, rehearses and upgrades container projects for EPCC\'s Trusted Research Environment.')
    .usage(`[create] [DIR] [options]\n       tre-container COMMAND [options]`)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help; every command has its own')
    .helpCommand(false)
    .addHelpText('after', ({ command }) => (command === program ? exitCodes(output) : ''));
  for (const definition of definitions) program.addCommand(createCommand(definition, definitions, output, found), { isDefault: definition.name === 'create' });
  for (const command of [program, ...program.commands]) style(command, output);
  return program;
}

function createCommand(definition: CommandDefinition, definitions: readonly CommandDefinition[], output: Output, found: Found): Command {
  const { name, summary, target, flags } = definition;
  const command = new Command(name).description(summary).argument(`[${target.name}${target.several ? '...' : ''}]`);
  for (const flag of flags) command.addOption(createOption(flag));
  command.action((given: string | readonly string[] | undefined, _options, self: Command) => {
    const targets = given === undefined ? [] : [given].flat();
    if (name === 'create' && self.parent?.args[0] !== 'create') refuseMistypedCommand(targets, definitions);
    found(name, { targets, flags: readFlags(flags, self) });
  });
  const calledBy = name === 'create' ? 'tre-container [create]' : `tre-container ${name}`;
  command.helpInformation = () => formatHelp(definition, calledBy, output);
  return command;
}

function createOption({ name, value, repeatable, choices }: Flag): Option {
  const option = new Option(value === undefined ? `--${name}` : `--${name} <${value}>`);
  if (value === undefined) return option;
  return option.argParser((given: string, before: readonly string[] | string | undefined) => {
    if (choices !== undefined && !choices.includes(given)) throw new InvalidArgumentError(`It must be one of ${choices.join(', ')}.`);
    if (repeatable === true) return [before ?? [], given].flat();
    if (before !== undefined) throw new InvalidArgumentError('It is given twice.');
    return given;
  });
}

/** Commander names options in camel case; commands know them as they are typed. */
function readFlags(flags: readonly Flag[], command: Command): Invocation['flags'] {
  return Object.fromEntries(flags.flatMap((flag) => {
    const value: unknown = command.getOptionValue(createOption(flag).attributeName());
    return value === undefined ? [] : [[flag.name, value]];
  })) as Invocation['flags'];
}

/** `tre-container chekc` must not make a project in a folder called chekc. */
function refuseMistypedCommand([target]: readonly string[], definitions: readonly CommandDefinition[]): void {
  if (target === undefined || !/^[a-z]+$/.test(target)) return;
  const near = nearestWord(target, definitions.map(({ name }) => name));
  if (near === undefined) return;
  throw new UserError({ what: `there is no command called ${target}. Did you mean ${near}?`, fix: `for a project in a folder of that name write ./${target}` });
}

function style(command: Command, { out, colour, columns }: Output): void {
  const { bold, cyan } = createColors(colour);
  command.exitOverride().showSuggestionAfterError().allowExcessArguments(false);
  command.configureOutput({ writeOut: out, writeErr: () => undefined, getOutHasColors: () => colour, getOutHelpWidth: () => Math.min(columns, 100) });
  command.configureHelp({ subcommandTerm: (sub) => sub.name(), styleTitle: bold, styleCommandText: cyan, styleSubcommandText: cyan, styleOptionText: cyan });
}

function exitCodes({ colour }: Output): string {
  const { bold } = createColors(colour);
  return `\n${bold('Exit codes:')} 0 done and clean; 1 findings, conflicts or drift; 2 could not run; 130 stopped at a prompt`;
}
