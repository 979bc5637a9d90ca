import type { KnownProject } from '../../model/checklist/governance-question.ts';
import { printAnswer, printCell, printProse } from './checklist-text.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Title, what is known of the image, and how the boxes come about. What is to be done to it stands below. */
export function printHead({ project: { answers, base, adopted } }: { readonly project: KnownProject }): string[] {
  const command = `check ${adopted === undefined ? '' : `${shellWord(adopted.folder)} `}--checklist`;
  return [
    `# Checklist for the container ${printAnswer(answers.name)}`,
    '',
    printAnswer(answers.description),
    '',
    '| | |',
    '| --- | --- |',
    `| Image, as generated | ${printCell(`\`${answers.registry}/${answers.name}\``)} |`,
    `| Base, as generated | ${printCell(`\`${answers.image}\``)} (${printProse(base.label)}, ${base.kind}) |`,
    `| Safe Haven project | ${printProse(answers.project)} |`,
    `| Answers for the image | ${answers.contact === '' ? '**nobody yet**: write a name here' : printProse(answers.contact)} |`,
    '',
    `What is open comes first. A box is ticked where lines of this project, or a run, prove the point. \`tre-container ${command}\` (\`npx generator-tre-container ${command}\` where nothing is installed) renews boxes, order and evidence and leaves whatever you write, behind a line or below it. A box that you tick yourself counts as ticked by hand, not as proved. **must**, **should** and **may** are the words of the guidance; **asked** is what Information Governance may ask besides; brackets behind a question name who answers it.`,
    '',
  ];
}

/** The models of `models/models.json`; nothing where there is none. */
export function printModels(models: readonly Readonly<Record<string, unknown>>[]): string[] {
  if (models.length === 0) return [];
  const rows = models.map((model) => {
    const cells = [
      toText(model['name']),
      describeSource(model['source']),
      toText(model['target']),
      toText(model['licence']),
      describeAllowed(model['allow']),
    ];
    return `| ${cells.map(printProse).join(' | ')} | ${describeFiles(model['files'])} |`;
  });
  return [
    '## Models',
    '',
    '| Model | Source | Where | Licence | Pickle or own code | Files |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function describeSource(source: unknown): string {
  if (!isRecord(source)) return 'not stated';
  if (typeof source['repository'] === 'string') return `${source['repository']} at ${toText(source['revision'])}`;
  return typeof source['folder'] === 'string' ? `folder ${source['folder']}` : 'addresses in models.json';
}

function describeAllowed(allow: unknown): string {
  const reasons = isRecord(allow) ? Object.entries(allow).map(([what, reason]) => `${what}: ${toText(reason)}`) : [];
  return reasons.length === 0 ? 'refused' : reasons.join('; ');
}

function describeFiles(files: unknown): string {
  if (!Array.isArray(files) || files.length === 0) return '**not fetched yet**: `python3 models/fetch_models.py`';
  const bytes = files.reduce<number>(
    (sum, file) => sum + (isRecord(file) && typeof file['size'] === 'number' ? file['size'] : 0),
    0,
  );
  return `${files.length}, ${(bytes / 1e6).toFixed(1)} MB in all, each with its SHA-256`;
}

const toText = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'not stated');
