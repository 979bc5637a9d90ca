import { join } from 'node:path';
import { judgeForms } from '../../scripts/judge-forms.mjs';
import { bases } from '../../src/catalog/bases.ts';
import { judgeRendered } from '../../src/commands/check/judge-rendered.ts';
import { filesToJudge, renderFiles } from '../../src/commands/create/render-project.ts';
import { formOf, freeValuesOf, recallVerdicts } from '../../src/engine/check/project-form.ts';
import { findPackage } from '../../src/io/package/package-root.ts';
import { openTemplates } from '../../src/io/package/templates.ts';
import { hashText } from '../../src/io/project/hash-text.ts';
import type { Answers } from '../../src/model/answers/answers.ts';
import type { KeptVerdicts, Verdicts } from '../../src/model/check/kept-verdicts.ts';
import type { ProjectFile } from '../../src/model/sources/facts.ts';

const { root, version } = findPackage();
const templates = openTemplates(join(root, 'templates'));

/** Verdicts by base, as they are kept when a version is built. */
type Kept = ReadonlyMap<string, KeptVerdicts>;

export async function keepAll(): Promise<Kept> {
  const kept = await judgeForms(root, version);
  return new Map([...kept].map(([base, text]) => [base, JSON.parse(text) as KeptVerdicts]));
}

export function filesOf(answers: Answers): readonly ProjectFile[] {
  return filesToJudge(renderFiles(answers, bases[answers.base], templates, version), answers, version);
}

/** What was said of a project's form, as `create` recalls it; nothing where it has to judge. */
export function recall(kept: Kept, answers: Answers, files = filesOf(answers)): Verdicts | undefined {
  const values = freeValuesOf(answers);
  const table = kept.get(answers.base);
  return values === undefined || table === undefined
    ? undefined
    : recallVerdicts(table, hashText(formOf(files, values)), values);
}

/** What every rule says of the project. */
export async function judge(answers: Answers): Promise<Verdicts> {
  const { rules, results } = await judgeRendered(filesOf(answers), '');
  const heads = rules.map(({ id, force, summary }) => ({ id, force, summary }));
  return { rules: heads, results: JSON.parse(JSON.stringify(results)) as Verdicts['results'] };
}
