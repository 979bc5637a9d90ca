import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandNames } from '../src/model/command.ts';
import { commands, formatHelp } from '../src/program.ts';

const root = join(import.meta.dirname, '..');

/** `create` is the command that has no name of its own in Yeoman; its answers are a page too. */
const pages = { create: 'command-line' } as Readonly<Record<string, string>>;

/** What a command prints for programs, where its schema has a name of its own. */
const schemas = { adopt: 'survey', assess: 'assessment', pack: 'summary', rehearse: 'evidence' } as Readonly<
  Record<string, string>
>;

describe.each(commandNames)('%s', (name) => {
  const { definition } = commands[name];

  test('has a generator and a page that names every option', () => {
    expect(existsSync(join(root, 'generators', name === 'create' ? 'app' : name, 'index.ts'))).toBe(true);
    const page = readFileSync(join(root, 'docs', `${pages[name] ?? name}.md`), 'utf8');
    expect(definition.flags.map((flag) => `--${flag.name}`).filter((flag) => !page.includes(flag))).toEqual([]);
  });

  test('answers programs with --json, and says in its help what each option and example does', () => {
    // A long command goes on in the next line, as a shell reads it.
    const help = formatHelp(definition, 'tre-container', { columns: 80, colour: false }).replaceAll(/ \\\n\s+/g, ' ');
    const words = [...definition.flags.map((flag) => `--${flag.name}`), ...definition.examples.map(({ line }) => line)];
    expect(words.filter((word) => !help.includes(word))).toEqual([]);
    // A report has several forms, of which JSON is one.
    const forms = definition.flags.flatMap((flag) => [flag.name, ...('choices' in flag ? flag.choices : [])]);
    expect(forms).toContain('json');
    const schema = `schema/${schemas[name] ?? name}.schema.json`;
    expect(existsSync(join(root, schema))).toBe(true);
    expect(readFileSync(join(root, 'docs', `${pages[name] ?? name}.md`), 'utf8')).toContain(schema);
  });
});

test.each(Object.values(commands).map(({ definition }) => definition))(
  'the keys of --set stand in the help of $name, where it has it',
  (definition) => {
    const help = formatHelp(definition, 'tre-container', { columns: 80, colour: false });
    expect(/Keys of --set:\n[^]*registry/.test(help)).toBe(help.includes('--set KEY=VALUE'));
  },
);
