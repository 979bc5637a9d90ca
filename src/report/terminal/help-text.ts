import { docsPages } from '../../model/text/docs-pages.ts';
import { createColors } from 'picocolors';
import type { CommandDefinition, Flag } from '../../model/command.ts';
import { fitCommand, fitLines } from './fit-lines.ts';

/** How wide a screen is, and whether it takes colours. */
export interface Screen {
  readonly columns: number;
  readonly colour: boolean;
}

const exitCodes = '0 done and clean; 1 findings, conflicts or drift; 2 could not run; 130 stopped';

/** Help of one command under the name it was called by, ending in a line end. Lines fill the columns, 100 at most. */
export function formatHelp(definition: CommandDefinition, program: string, screen: Screen): string {
  const { bold, cyan, dim } = createColors(screen.colour);
  const { summary, target, flags, examples } = definition;
  const place = `[${target.name}${target.several ? '...' : ''}]`;
  const [argument = '', ...options] = formatRows(
    [[target.name, target.help], ...flags.map((flag) => [formatFlag(flag), describeFlag(flag)] as const)],
    screen,
  );
  return [
    `${bold('Usage:')} ${program} ${place} [options]`,
    '',
    fitLines(`${summary}.`, screen.columns, 0),
    '',
    argument,
    '',
    bold('Options:'),
    ...options,
    '',
    ...formatKeys(definition, screen),
    bold('Examples:'),
    ...examples.flatMap(({ line, does }) => [
      fitCommand(`  ${cyan(line)}`, screen.columns),
      fitLines(`      ${dim(does)}`, screen.columns),
    ]),
    '',
    fitLines(`${bold('Exit codes:')} ${exitCodes}`, screen.columns),
    '',
  ].join('\n');
}

/** The keys of `--set`, where a command has it. */
function formatKeys({ keys }: CommandDefinition, { columns, colour }: Screen): readonly string[] {
  if (keys === undefined) return [];
  const { bold } = createColors(colour);
  return [
    bold('Keys of --set:'),
    `  ${wrap(`${keys.join(', ')} (${docsPages}/answers.md)`, 2, Math.min(columns, 100))}`,
    '',
  ];
}

/** Help of the whole program, ending in a line end. */
export function formatProgramHelp(definitions: readonly CommandDefinition[], screen: Screen): string {
  const { bold } = createColors(screen.colour);
  return [
    `${bold('Usage:')} tre-container [create] [DIR] [options]`,
    '       tre-container COMMAND [options]',
    '',
    "Container projects for EPCC's Trusted Research Environment.",
    '',
    bold('Commands:'),
    ...formatRows(
      definitions.map(({ name, summary }) => [name, summary] as const),
      screen,
    ),
    '',
    bold('Options:'),
    ...formatRows(
      [
        ['COMMAND --help', 'help of one command, with its options and examples'],
        ['--version', 'print the version'],
      ],
      screen,
    ),
    '',
    fitLines(`${bold('Exit codes:')} ${exitCodes}`, screen.columns),
    '',
  ].join('\n');
}

function formatRows(rows: readonly (readonly [string, string])[], { columns, colour }: Screen): readonly string[] {
  const { cyan } = createColors(colour);
  const width = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.map(
    ([term, text]) =>
      `  ${cyan(term)}${' '.repeat(width - term.length - 2)}${wrap(text, width, Math.min(columns, 100))}`,
  );
}

function formatFlag({ name, value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function describeFlag({ help, choices, repeatable }: Flag): string {
  return `${help}${choices === undefined ? '' : `; one of ${choices.join(', ')}`}${repeatable === true ? '; may be given again' : ''}`;
}

/** Breaks a text at spaces; lines after the first are indented. */
function wrap(text: string, indent: number, columns: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent + longer.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
