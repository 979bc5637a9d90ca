import { DockerfileParser, type PropertyInstruction } from 'dockerfile-ast';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { languageOf } from '../src/engine/render/escape.ts';
import type { Answers, AnswersInput } from '../src/model/answers/answers.ts';
import type { RenderedTree } from '../src/model/render/artefact.ts';
import { UserError } from '../src/model/errors.ts';
import { parseDockerfile } from '../src/parse/dockerfile/dockerfile.ts';
import { completeAnswers, renderAnswers } from './helpers/golden.ts';
import { hostileInput, tame, tameText } from './helpers/hostile-answers.ts';

/** More with HOSTILE_RUNS, as CI has it. */
const numRuns = Number(process.env['HOSTILE_RUNS'] ?? 15);
/** Fixed, so that a run can be repeated; HOSTILE_SEED tries another. */
const seed = Number(process.env['HOSTILE_SEED'] ?? 1);
const markdown = new MarkdownIt({ html: true, linkify: true });

/** The shape of data without its words. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).map(([key, part]) => [key, shapeOf(part)]);
  return typeof value;
}

function dockerfileShape(text: string): unknown {
  const { problems, instructions } = parseDockerfile('Dockerfile', text);
  const second = DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction) => [
      instruction.getKeyword(),
      (instruction as Partial<PropertyInstruction>).getProperties?.().length ?? instruction.getArguments().length,
    ]);
  return [
    problems,
    instructions.map(({ keyword, form, flags, words }) => [keyword, form, Object.keys(flags), words.length]),
    second,
  ];
}

function yamlShape(text: string): unknown {
  const documents = parseAllDocuments(text);
  if ('empty' in documents) return 'empty';
  return documents.map((document) => [
    document.errors.map(({ message }) => message),
    document.warnings.map(({ message }) => message),
    shapeOf(document.toJS()),
  ]);
}

/** Kinds of elements, with runs of text as one: code is text, since words that would be mark-up are printed as code. */
function markdownShape(text: string): unknown {
  const kinds = markdown
    .parse(text, {})
    .flatMap((token) =>
      token.type === 'inline'
        ? ['inline', ...(token.children ?? []).map(({ type }) => (type === 'code_inline' ? 'text' : type))]
        : [`${token.type} ${token.tag}`],
    );
  return kinds.filter((kind, index) => kind !== 'text' || kinds[index - 1] !== 'text');
}

/** Words of a file, as a reader of its language sees them. */
function structureOf(path: string, text: string): unknown {
  if (path === 'Dockerfile') return dockerfileShape(text);
  const language = languageOf(path);
  if (language === 'yaml') return yamlShape(text);
  if (language === 'json') return shapeOf(JSON.parse(text));
  if (language === 'markdown') return markdownShape(text);
  // Shell, Python and R have suites with their own parsers; a value there is one word of one line in any case.
  return text.split('\n').length;
}

function structuresOf(tree: RenderedTree): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...tree].map(([path, { text }]) => [path, structureOf(path, text)]));
}

/** Complete answers, or nothing when the validation refuses them, which it does with all that is wrong and no stack. */
async function completeOrRefused(input: AnswersInput): Promise<Answers | undefined> {
  try {
    return await completeAnswers(input);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

test('no answer changes the structure of any file', { timeout: numRuns * 10_000 }, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(hostileInput, async (input) => {
      const answers = await completeOrRefused(input);
      if (answers === undefined) return;
      accepted += 1;
      const { 'CHECKLIST.md': checklist, ...hostile } = structuresOf(await renderAnswers(answers));
      const { 'CHECKLIST.md': _, ...harmless } = structuresOf(await renderAnswers(tame(answers)));
      expect(hostile).toEqual(harmless);
      // The checklist says what the rules found, which follows the other answers: only free text must leave no trace in its structure.
      expect(checklist).toEqual(structuresOf(await renderAnswers(tameText(answers)))['CHECKLIST.md']);
    }),
    { numRuns, seed },
  );
  expect(accepted).toBeGreaterThan(numRuns / 3);
});

test(
  'a description arrives as it was given, in the image and in the README',
  { timeout: numRuns * 10_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(hostileInput, async (input) => {
        const answers = await completeOrRefused({ base: input['base'], description: input['description'] });
        if (answers === undefined) return;
        const tree = await renderAnswers(answers);
        const labels = parseDockerfile('Dockerfile', tree.get('Dockerfile')?.text ?? '').instructions.find(
          ({ keyword }) => keyword === 'LABEL',
        );
        expect(labels?.words.map(({ value }) => value)).toContain(
          `org.opencontainers.image.description=${answers.description}`,
        );
        const paragraph = markdown
          .parse(tree.get('README.md')?.text ?? '', {})
          .filter(({ type }) => type === 'inline')[1];
        expect(paragraph?.children?.map(({ content }) => content).join('')).toBe(answers.description);
      }),
      { numRuns, seed },
    );
  },
);

test.each(['two\nlines', 'a\rb', 'a\u2028b', 'a\u0000b', 'turned \u202E around', ' leading', '\u00A0', '\uD800'])(
  '%j is refused as a description, with its remedy',
  async (description) => {
    await expect(completeAnswers({ base: 'python', description })).rejects.toThrow(UserError);
  },
);
