import { expect, test } from 'vitest';
import type { CommandDefinition } from '../../../src/model/command.ts';
import { formatHelp } from '../../../src/report/terminal/help-text.ts';

const definition: CommandDefinition = {
  name: 'check',
  summary: 'Judge a project',
  target: { name: 'PATH', several: true, help: 'projects to judge' },
  flags: [
    { name: 'format', value: 'F', choices: ['text', 'sarif'], repeatable: true, help: 'how findings are printed' },
    { name: 'quiet', help: 'print errors only' },
  ],
  examples: [{ line: 'tre-container check .', does: 'judge this folder' }],
};

test('a narrow screen breaks texts under their own column', () => {
  expect(formatHelp(definition, 'tre-container check', { columns: 44, colour: false }))
    .toBe(`Usage: tre-container check [PATH...] [options]

Judge a project.

  PATH        projects to judge

Options:
  --format F  how findings are printed; one
              of text, sarif; may be given
              again
  --quiet     print errors only

Examples:
  tre-container check .
      judge this folder

Exit codes: 0 done and clean; 1 findings,
    conflicts or drift; 2 could not run; 130
    stopped
`);
});

test('colour adds escape codes and nothing else', () => {
  const screen = { columns: 80, colour: true };
  expect(
    formatHelp(definition, 'x', screen).replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), ''),
  ).toBe(formatHelp(definition, 'x', { ...screen, colour: false }));
});
