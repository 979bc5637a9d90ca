import type { Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** The only Dockerfile that a look is given, where that is none of the project's; nothing where it may be one of them. */
export function otherDockerfile(
  given: Pick<ShellCommand, 'words' | 'reads'>,
  facts: Pick<ProjectFacts, 'dockerfiles' | 'beside'>,
): string | undefined {
  const named = [...given.words, given.reads ?? ''].filter(
    (word, at) =>
      isDockerfileName(nameOf(word)) &&
      !/^--?\w|@|:/.test(word) &&
      // Checkov calls the kind of file so.
      given.words[at - 1] !== '--framework',
  );
  const own = new Set(allDockerfiles(facts).map(({ path }) => nameOf(path)));
  return own.size === 0 || named.some((word) => own.has(nameOf(word))) ? undefined : named[0];
}

const isDockerfileName = (name: string): boolean => /(?:docker|container)file/i.test(name) && /^[\w.-]+$/.test(name);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A linter or scanner as it is started. */
export type Look = Pick<ShellCommand, 'words' | 'line' | 'reads'>;

interface Described {
  readonly location: { readonly file: string; readonly line: number };
  /** Why it says nothing of the project's Dockerfile at every change; absent where it does. */
  readonly why: string | undefined;
  /** It is given another Dockerfile. */
  readonly isOther: boolean;
}

/** Whether a look is one at the project's Dockerfile, at every change of it. */
export function describeLook(
  look: Look,
  step: PipelineStep,
  pipeline: PipelineFacts,
  facts: Pick<ProjectFacts, 'dockerfiles' | 'beside' | 'folder'>,
): Described {
  const other = otherDockerfile(look, facts);
  return {
    location: { file: step.file ?? pipeline.path, line: look.line },
    why:
      other === undefined
        ? whyNotAtChange(step, pipeline, facts)
        : `of ${other}, which is no Dockerfile of the project`,
    isOther: other !== undefined,
  };
}

/** Of a look that says nothing: a failure where it is known to be at another file, else unknown. `does`: `hadolint is run`. */
export function judgeLook(does: string, { location, why = '', isOther }: Described): Verdict {
  return isOther
    ? fail({ message: `${does}, but ${why}`, location, fix: 'name the Dockerfile that is built' })
    : unknown(`${does}, and ${why}`, location, 'let it run at every change: on: push');
}

/** Names that branches have from which people build. */
const usual =
  /[*?[+!]|^(?:main|master|default|dev|devel|develop|development|trunk|stable|releases?|prod|production|staging|latest|test|testing|next|beta|docker|containers?|ci)$/i;
/** Words of `only:` that no change brings about. */
const byHand = /^only: (?:(?:refs: )?(?:schedules|web|triggers|api|external|chat)(?:, )?)+$/;

/** Why a step does not run at every change of the Dockerfile; nothing where it does, or where that is not known. */
export function whyNotAtChange(
  { gate }: PipelineStep,
  { path, start }: PipelineFacts,
  facts: Pick<ProjectFacts, 'dockerfiles' | 'beside' | 'folder'>,
): string | undefined {
  if (start?.isByHand === true) return `${path} is started by hand or by the clock alone`;
  if (gate?.isByHand === true) return 'a person starts it';
  const only = gate?.job.find((condition) => byHand.test(condition));
  if (only !== undefined) return `no change starts it (${only})`;
  return whyNeverStarted({ path, start }, placesOf(facts));
}

/** The Dockerfiles as the project has them, and as they are seen from the root of the repository that it lies in. */
function placesOf(facts: Pick<ProjectFacts, 'dockerfiles' | 'beside' | 'folder'>): readonly string[] {
  const { folder = '' } = facts;
  const above = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return allDockerfiles(facts).flatMap(({ path }) => (above === '' ? [path] : [path, `${above}${path}`]));
}

/** Why a pipeline may never meet what is pushed: it waits for branches of unusual names, or for files that are none of these. */
export function whyNeverStarted(
  { path, start }: { readonly path: string; readonly start?: PipelineFacts['start'] | undefined },
  files: readonly string[],
): string | undefined {
  const { branches = [], paths = [] } = start ?? {};
  if (branches.length > 0 && !branches.some((name) => usual.test(name)))
    return `${path} waits for pushes to ${branches.join(', ')}, and no file says that what is handed over is built there`;
  const isMet = paths.some((pattern) => {
    const fixed = pattern.split(/[*?[]/, 1)[0] ?? '';
    return pattern.startsWith('!') || files.some((file) => file.startsWith(fixed));
  });
  return paths.length === 0 || isMet || files.length === 0
    ? undefined
    : `${path} waits for changes of ${paths.join(', ')}, of which the Dockerfile is none`;
}

/** Unknown where a pipeline that scans and pushes may never run for what is handed over. */
export function judgeStart(
  pipeline: PipelineFacts,
  facts: Pick<ProjectFacts, 'dockerfiles' | 'beside' | 'folder'>,
): Verdict | undefined {
  const why = whyNeverStarted(pipeline, placesOf(facts));
  return why === undefined ? undefined : unknown(why, { file: pipeline.path }, 'let it run at every change: on: push');
}
