import { pipelineTools } from '../src/catalog/actions.ts';
import { bases } from '../src/catalog/bases.ts';
import type { Registries } from '../src/model/pin/registry.ts';
import type { Findings } from './catalog-file.ts';
import { updateActions, type ListTags } from './update-actions.ts';
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
 * proof.
 */
export async function updateCatalog({ root, registries, listTags, today }: UpdateSurroundings): Promise<Findings> {
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
  ];
  return {
    changes: found.flatMap(({ changes }) => changes),
    problems: found.flatMap(({ problems }) => problems),
    notes: found.flatMap(({ notes }) => notes),
  };
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
      changes.length === 0 ? 'Nothing was changed.' : table.join('\n'),
      ...(problems.length === 0
        ? []
        : ['## To be looked at first', problems.map((problem) => `- ${problem}`).join('\n')]),
      ...(notes.length === 0 ? [] : ['## Seen, and left alone', notes.map((note) => `- ${note}`).join('\n')]),
    ].join('\n\n') + '\n'
  );
}
