import semver from 'semver';
import { pipelineTools } from '../src/catalog/actions.ts';
import { bases } from '../src/catalog/bases.ts';
import type { Registries } from '../src/model/pin/registry.ts';
import type { Findings } from './catalog-file.ts';
import { newest, updateActions, type ListTags } from './update-actions.ts';
import { updateImages, type CatalogImage } from './update-images.ts';

/** What the update needs from outside. */
export interface UpdateSurroundings {
  /** Folder of this repository. */
  readonly root: string;
  readonly registries: Registries;
  readonly listTags: ListTags;
  /** ISO 8601 day. */
  readonly today: string;
}

const toolsFile = 'src/catalog/actions.ts';

/**
 * Asks registries and repositories what everything in the catalogue means today and writes it there, each with the day and the
 * proof. Returns the report in Markdown, and whether a person must look at something.
 */
export async function updateCatalog({
  root,
  registries,
  listTags,
  today,
}: UpdateSurroundings): Promise<{ readonly report: string; readonly hasProblems: boolean }> {
  const tools = Object.values(pipelineTools);
  const images = [
    ...Object.values(bases).flatMap((base) =>
      base.images.map((image): CatalogImage => ({
        ...image,
        file: `src/catalog/bases/${base.name}.ts`,
        saysKind: true,
      })),
    ),
    ...tools.flatMap((tool) => ('reference' in tool ? [{ ...tool, file: toolsFile, saysKind: false }] : [])),
  ];
  const found = [
    await updateImages(root, images, registries, today),
    await updateActions(
      root,
      toolsFile,
      tools.flatMap((tool) => ('action' in tool ? [tool] : [])),
      listTags,
      today,
    ),
    await lookAtDownloads(listTags),
  ];
  const findings: Findings = {
    changes: found.flatMap(({ changes }) => changes),
    problems: found.flatMap(({ problems }) => problems),
    notes: found.flatMap(({ notes }) => notes),
  };
  return { report: formatFindings(findings), hasProblems: findings.problems.length > 0 };
}

/** Programs are pinned by a checksum that nobody but a person should vouch for: newer ones are only named. */
async function lookAtDownloads(listTags: ListTags): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  for (const tool of Object.values(pipelineTools)) {
    const repository = 'url' in tool ? /^https:\/\/github\.com\/([^/]+\/[^/]+)\//.exec(tool.url)?.[1] : undefined;
    if (repository === undefined) continue;
    const tags = await listTags(repository);
    if ('failed' in tags) findings.problems.push(`${repository}: ${tags.failed}`);
    else {
      // jq's releases are called jq-1.8.1.
      const named = new Map([...tags].map(([tag, commit]) => [tag.replace(`${tool.name}-`, 'v'), commit]));
      const { same, other = same } = newest(`v${tool.version}`, named);
      if (semver.gt(other, tool.version))
        findings.notes.push(
          `${repository} has ${other}, pinned is ${tool.version}: its checksum is to be taken by hand`,
        );
    }
  }
  return findings;
}

/** Findings in Markdown. */
export function formatFindings({ changes, problems, notes }: Findings): string {
  const table = [
    '| what | before | now | |',
    '| --- | --- | --- | --- |',
    ...changes.map(
      (row) => `| ${row.map((cell) => (/^(?:sha256:|v\d)/.test(cell) ? `\`${cell}\`` : cell)).join(' | ')} |`,
    ),
  ];
  return (
    [
      changes.length === 0 ? 'Nothing in the catalogue has changed.' : table.join('\n'),
      ...(problems.length === 0
        ? []
        : ['## To be looked at first', problems.map((problem) => `- ${problem}`).join('\n')]),
      ...(notes.length === 0 ? [] : ['## Left alone', notes.map((note) => `- ${note}`).join('\n')]),
    ].join('\n\n') + '\n'
  );
}
