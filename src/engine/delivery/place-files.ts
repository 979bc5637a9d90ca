import type { Answers } from '../../model/answers/answers.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';

/** Where a project's files go that only work at certain places of its repository. */
export interface Placements {
  /**
   * The pipeline: a path below the project, or one that begins with {@link REPOSITORY_PREFIX}, which is also its name in plans and in the
   * baseline. Absent without a pipeline.
   */
  readonly pipeline?: string;
  /** A workflow that looks for newer templates; absent where nobody asked for one or nothing would run it. */
  readonly upgradeJob?: string;
  /** Whether files that a tool looks for at the root of a repository, and only there, are written (`.pre-commit-config.yaml`). */
  readonly rootFiles: boolean;
  /** Folder in which the pipeline's commands run, from the repository's root with `/`; empty at the root itself. */
  readonly folder: string;
  /** Globs of what a change must touch to start the pipeline; empty: every change starts it. */
  readonly startsOn: readonly string[];
  /** What a person must add to a file that is theirs, so that the pipeline runs at all. */
  readonly toAdd?: { readonly file: string; readonly text: string };
}

/**
 * Says where the pipeline of a project goes. `folder` is the project's path from the root of its repository, with `/`; empty where both are the
 * same, or where there is no repository yet. `context` is the folder that the image is built from, in the same form: the project's, unless
 * it is told otherwise. Pure: nothing is read, least of all from a project's own records.
 */
export function placeFiles(
  { ci, name, upgradeCheck }: Pick<Answers, 'ci' | 'name' | 'upgradeCheck'>,
  folder: string,
  context = folder,
): Placements {
  if (ci === 'none') return { rootFiles: folder === '', folder, startsOn: [] };
  if (folder === '') {
    const pipeline = ci === 'github' ? '.github/workflows/container.yml' : '.gitlab-ci.yml';
    return {
      pipeline,
      ...(ci === 'github' && upgradeCheck ? { upgradeJob: '.github/workflows/template-upgrade.yml' } : {}),
      rootFiles: true,
      folder,
      startsOn: [],
    };
  }
  const below = context === '' ? '**' : `${context}/**`;
  if (ci === 'gitlab')
    return {
      pipeline: 'gitlab-ci.yml',
      rootFiles: false,
      folder,
      startsOn: [below],
      toAdd: { file: '.gitlab-ci.yml', text: printTrigger(name, folder, below) },
    };
  const workflow = `.github/workflows/container-${name}.yml`;
  return {
    pipeline: `${REPOSITORY_PREFIX}${workflow}`,
    rootFiles: false,
    folder,
    startsOn: context === '' ? [] : [below, workflow],
  };
}

/**
 * Where the pipeline is seen from the project's checklist, as a link. On GitHub the page of its runs, counted from where GitHub shows a file
 * (`/OWNER/REPOSITORY/blob/BRANCH/PATH`); on GitLab, where no link that begins in a file leads there, the pipeline's file.
 */
export function linkToPipeline({ pipeline, folder }: Placements): string | undefined {
  if (pipeline?.includes('.github/workflows/') !== true) return pipeline;
  const up = folder === '' ? 2 : 2 + folder.split('/').length;
  return `${'../'.repeat(up)}actions/workflows/${pipeline.split('/').at(-1) ?? ''}`;
}

/** A job that starts the project's pipeline as one of its own, so that neither's stages, variables and rules touch the other's. */
function printTrigger(name: string, folder: string, changes: string): string {
  return [
    `container-${name}:`,
    '  # stage: one of the stages of that file, where it lists some without test',
    '  trigger:',
    `    include: ${quoted(`${folder}/gitlab-ci.yml`)}`,
    '    strategy: depend',
    '  rules:',
    `    - changes: [${quoted(changes === '**' ? '**/*' : `${changes}/*`)}]`,
    '',
  ].join('\n');
}

/** A word of YAML in single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
