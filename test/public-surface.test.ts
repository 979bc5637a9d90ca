import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { commands } from '../src/program.ts';

// What users, their pipelines and their scripts rest on, in a copy of its own: a change here is a change of theirs, and is
// said in CHANGELOG.md. `npx vitest run test/public-surface.test.ts -u` writes the copy.

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

/** Names of a schema's properties and the words it allows, without its prose. */
function shapeOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === 'description' && typeof value === 'string') && key !== 'title')
      .map(([key, value]) => [key, shapeOf(value)]),
  );
}

test('names of the package, its programs and what it exports', async () => {
  const { name, bin, exports, engines } = read('package.json');
  await expect(`${JSON.stringify({ name, bin, exports, engines }, undefined, 2)}\n`).toMatchFileSnapshot(
    'public-surface/package.json.txt',
  );
});

test('commands with their options', async () => {
  const lines = Object.values(commands).flatMap(({ definition: { name, target, flags } }) => [
    `${name} [${target.name}${target.several ? ' ...' : ''}]`,
    ...flags
      .map(
        (flag) =>
          `  --${flag.name}${flag.value === undefined ? '' : ` ${flag.choices?.join('|') ?? flag.value}`}${flag.repeatable === true ? ' ...' : ''}`,
      )
      .toSorted(),
  ]);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('public-surface/commands.txt');
});

test('rules with their force and severity', async () => {
  const lines = rules.map(({ id, force, kind, ...rule }) =>
    `${id} ${force} ${kind} ${'severity' in rule ? rule.severity : ''}`.trimEnd(),
  );
  await expect(`${lines.toSorted().join('\n')}\n`).toMatchFileSnapshot('public-surface/rules.txt');
});

test.each(readdirSync('schema').map((file) => file.replace('.schema.json', '')))(
  'the shape of schema/%s.schema.json',
  async (name) => {
    await expect(`${JSON.stringify(shapeOf(read(`schema/${name}.schema.json`)), undefined, 2)}\n`).toMatchFileSnapshot(
      `public-surface/${name}.json.txt`,
    );
  },
);
