import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bases } from '../../src/catalog/bases.ts';
import { questions } from '../../src/catalog/questions.ts';
import { addChecklist, renderProject } from '../../src/commands/create/render-project.ts';
import { resolveAnswers, supplyDefaults } from '../../src/engine/answers/resolve-answers.ts';
import { openTemplates } from '../../src/io/package/templates.ts';
import type { Answers, AnswersInput } from '../../src/model/answers/answers.ts';
import type { RenderedTree } from '../../src/model/render/artefact.ts';

const root = join(import.meta.dirname, '..', '..');
const suffix = '.answers.json';

/** Folder of the golden trees: `<base>-<variant>.answers.json`, and beside it the tree that these answers give. */
export const goldenFolder = join(root, 'test', 'golden');

/** Version of the generator in golden trees, so that a release changes none. */
export const goldenVersion = '0.0.0';

/** Names of all variants, e.g. `python-minimal`. */
export function listVariants(): readonly string[] {
  return readdirSync(goldenFolder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
}

/** Answers as a person's file would give them, completed by defaults and checked. */
export async function completeAnswers(input: AnswersInput): Promise<Answers> {
  return resolveAnswers(
    {
      questions,
      bases: Object.values(bases),
      surroundings: { folder: 'project' },
      given: [{ answers: input, where: (path) => path.join('.') }],
    },
    supplyDefaults,
  );
}

/** Answers of a variant. */
export async function readVariant(variant: string): Promise<Answers> {
  return completeAnswers(JSON.parse(readFileSync(join(goldenFolder, variant + suffix), 'utf8')) as AnswersInput);
}

/** The tree that this version renders, once its models were fetched; `note` hears of every template that is read. */
export async function renderAnswers(
  answers: Answers,
  note: (template: string) => void = () => undefined,
): Promise<RenderedTree> {
  const templates = openTemplates(join(root, 'templates'));
  const noting = (path: string): ReturnType<typeof templates> => {
    note(path);
    return templates(path);
  };
  const tree = await renderProject(answers, bases[answers.base], noting, goldenVersion);
  const manifest = tree.get('models/models.json');
  if (manifest === undefined || answers.models.length === 0) return tree;
  const fetched = new Map(tree).set('models/models.json', { ...manifest, text: pretendFetched(manifest.text) });
  return addChecklist(fetched, answers, bases[answers.base], goldenVersion);
}

/** A commit that a branch could mean. */
const commitOf = (revision: string): string => (/^[0-9a-f]{40}$/.test(revision) ? revision : 'c'.repeat(40));

/** A manifest as the fetch script would complete it, with made-up files. */
export function pretendFetched(text: string): string {
  const manifest = JSON.parse(text) as {
    readonly models: readonly { readonly source: { readonly revision: string } }[];
  };
  const files = ['config.json', 'model.safetensors'].map((path, index) => ({
    path,
    size: 1000 * (index + 1),
    sha256: String(index).repeat(64),
  }));
  const models = manifest.models.map((model) => ({
    ...model,
    source: { ...model.source, revision: commitOf(model.source.revision) },
    licence: 'apache-2.0',
    files,
    files_from: commitOf(model.source.revision),
    needs: [],
  }));
  return `${JSON.stringify({ ...manifest, models }, undefined, 2)}\n`;
}

/** The texts of a tree, and in the place of the licence files that the answers name, which are the person's to bring, some text. */
export function withLicences(tree: RenderedTree, { licences }: Answers): Record<string, string> {
  const brought = licences.map((path) => [path, 'licence\n'] as const);
  return Object.fromEntries([...[...tree].map(([path, { text }]) => [path, text] as const), ...brought]);
}
