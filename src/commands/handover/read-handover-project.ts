import { readEvidence } from '../../parse/records/read-evidence.ts';
import type { Standing } from '../../engine/rehearsal/rehearsal-entries.ts';
import { standOfRecord } from '../rehearsal/read-rehearsal-entries.ts';
import { bases } from '../../catalog/bases.ts';
import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { checklistEntries } from '../../engine/checklist/checklist-entries.ts';
import { readRow, standingOf } from '../../engine/checklist/checklist-row.ts';
import { updateChecklist } from '../../engine/checklist/checklist.ts';
import { unprovedEntries } from '../../engine/checklist/unproved-entries.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import { judgeTarget } from '../check/judge-target.ts';
import { isProject } from '../../io/project/find-projects.ts';
import { isWithin } from '../../shared/is-within.ts';
import { findProjectsWithin, originalsOf } from '../check/projects-within.ts';
import { nameProjectsBelow } from '../project/choose-targets.ts';
import { describeBase } from './base-reference.ts';
import { refusePackedLinks } from './refuse-links.ts';
import { type CheckTarget, openProjectFolder, ownPart } from '../check/open-project-folder.ts';
import { readRehearsalEntries } from '../rehearsal/read-rehearsal-entries.ts';
import { knownImages } from '../../catalog/images.ts';
import { hashFile } from '../../io/handover/hash-files.ts';
import { findTooLarge } from '../../io/project/digest-files.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import { locateFile } from '../../io/project/locate-file.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { RuleResult } from '../../model/check/check-report.ts';
import type { AcceptedFinding, HandoverSummary } from '../../model/handover/summary.ts';
import { evidencePath } from '../../model/rehearsal/evidence.ts';
import { parseDockerfile } from '../../parse/dockerfile/dockerfile.ts';
import { isRecord, toRecords, toText } from '../../shared/json-shapes.ts';
import { manifestPath } from '../../parse/manifests/models-manifest.ts';
import { describeContext } from '../../parse/project/context.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

/** What the folder of a project says of what is handed over. */
export interface HandoverProject {
  readonly root: string;
  readonly about: HandoverSummary['project'];
  /** Name of the image in its registry; the project's name where none is known. */
  readonly imageName: string;
  readonly baseReference: string;
  readonly dockerfile: { readonly path: string; readonly text: string; readonly sha256: string };
  readonly checklist?: string;
  /** What rules and the last rehearsal say of its rows now. */
  readonly entries: ChecklistEntries;
  readonly accepted: readonly AcceptedFinding[];
  /** The checklist says so. */
  readonly isCurrent: boolean;
  readonly evidence?: string;
  /** Whether the record speaks for the project as it is, and whose it is. */
  readonly standing?: Standing;
  readonly manifest?: string;
  /** `src/main.py sha256:…`: what COPY and ADD take. */
  readonly copied: readonly string[];
  readonly models: HandoverSummary['models'];
  /** Each model with its files and their sums, as the manifest has them. */
  readonly modelEntries: readonly string[];
  readonly unfetched: readonly string[];
}

/** The project's own Dockerfile. Throws a UserError where there is none: that of a project in a folder below is not its own. */
function findDockerfile(
  folder: string,
  own: string,
  { files, project: { root } }: CheckTarget,
  cwd: string,
): { readonly path: string; readonly text: string } {
  const within = isProject(root) ? [] : findProjectsWithin(files);
  const elsewhere = [...within.map(({ folder: inside }) => inside), ...originalsOf(within)];
  const candidates = files.flatMap(({ path, text }) =>
    text === undefined || !path.startsWith(own) || !isDockerfile(path) || isWithin(elsewhere, path)
      ? []
      : [{ path, text }],
  );
  const found = candidates.find(({ path }) => path === `${own}Dockerfile`) ?? candidates[0];
  if (found !== undefined) return found;
  throw new UserError({
    where: folder,
    what: 'holds no Dockerfile of its own that can be read',
    fix: nameProjectsBelow(root, cwd, 'tre-container pack') ?? 'name the folder of the project',
  });
}

/** Reads it. Throws a UserError where there is no Dockerfile. */
export async function readHandoverProject(folder: string, environment: Environment): Promise<HandoverProject> {
  const kind = await kindOfPath(environment.cwd, folder);
  if (kind !== 'folder')
    throw new UserError({
      where: folder,
      what: kind === 'file' ? 'is a file' : kind.problem,
      fix: 'name the folder of the project',
    });
  const target = await openProjectFolder(folder, environment);
  const { files, project, adopted } = target;
  const { root } = project;
  const own = adopted === undefined ? '' : `${adopted}/`;
  const found = findDockerfile(folder, own, target, environment.cwd);
  refusePackedLinks(root, [found.path.slice(own.length), 'CHECKLIST.md', evidencePath, manifestPath]);
  const texts = await project.read([STATE_FILE, 'CHECKLIST.md', evidencePath, manifestPath]);
  const text = (path: string): string | undefined => texts.get(path)?.text;
  const answers = parseStateFile(text(STATE_FILE) ?? '')?.answers ?? {};
  const facts = parseDockerfile(found.path, found.text, { bases: Object.values(bases), images: knownImages });
  const { copied } = describeContext(facts, files, adopted === undefined ? undefined : '');
  const { results } = await judgeOwn(target);
  // A record that cannot be read is named among what is in the way.
  const rehearsed = await readRehearsalEntries(target, environment, () => undefined);
  const record = readEvidence(text(evidencePath) ?? '');
  const entries = new Map([...checklistEntries(results, governanceQuestions), ...rehearsed]);
  const name = toText(answers['name']) || (root.split(/[/\\]/).at(-1) ?? 'project');
  const registry = toText(answers['registry']);
  return {
    root,
    about: {
      name,
      description: toText(answers['description']),
      safeHavenProject: toText(answers['project']),
      contact: toText(answers['contact']),
      kind: facts.final?.kind ?? 'not known',
    },
    imageName: registry === '' ? name : `${registry}/${name}`,
    baseReference: describeBase(facts.final),
    dockerfile: { path: found.path, text: found.text, sha256: hashText(found.text) },
    ...pick('checklist', text('CHECKLIST.md')),
    entries,
    accepted: listAccepted(results),
    isCurrent: standsAs(text('CHECKLIST.md') ?? '', entries),
    ...pick('evidence', text(evidencePath)),
    ...(record === undefined ? {} : { standing: await standOfRecord(record, target, environment) }),
    ...pick('manifest', text(manifestPath)),
    copied: await sumFiles(adopted === undefined ? root : root.slice(0, -own.length), [
      ...new Set(copied.map(({ path }) => path)),
    ]),
    ...readModels(text(manifestPath)),
  };
}

/** `src/main.py sha256:…` of each; where they hold more than is read of a project, none is, nor a file elsewhere that a link leads to. */
async function sumFiles(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const isTooLarge = findTooLarge(root, paths) !== undefined;
  const lines: string[] = [];
  for (const path of paths) {
    const place = locateFile(root, path);
    const sum = isTooLarge || place.kind !== 'file' ? undefined : await hashFile(place.real);
    lines.push(`${path} sha256:${sum ?? 'not read'}`);
  }
  return lines;
}

async function judgeOwn(target: CheckTarget): ReturnType<typeof judgeTarget> {
  const own = ownPart(target);
  return judgeTarget(own, own.files);
}

/** Whether every row waits for what it waits for now. Its words may count other files than there are now: reports lie beside them. */
function standsAs(checklist: string, entries: ChecklistEntries): boolean {
  const known = new Map([...entries, ...unprovedEntries(checklist, entries, governanceQuestions)]);
  return standings(checklist).toSorted().join() === standings(updateChecklist(checklist, known)).toSorted().join();
}

function standings(checklist: string): readonly string[] {
  return checklist.split(/\r?\n/).flatMap((line) => {
    const row = readRow(line);
    return row === undefined ? [] : [`${row.key} ${standingOf(row)}`];
  });
}

/** Findings that waivers of the project accept: a project can accept every finding about itself, and who signs must see which. */
function listAccepted(results: readonly RuleResult[]): readonly AcceptedFinding[] {
  return results.flatMap(({ verdict, rule, force, message, location, reason = '' }) => {
    if (verdict !== 'waived') return [];
    const line = location?.line === undefined ? '' : `:${String(location.line)}`;
    return [
      {
        rule,
        force,
        text: `${location === undefined ? '' : `${location.file}${line}: `}${message}. Accepted: ${reason}`,
      },
    ];
  });
}

function pick<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: string });
}

function readModels(manifest: string | undefined): Pick<HandoverProject, 'models' | 'modelEntries' | 'unfetched'> {
  const models = manifest === undefined ? [] : listModels(manifest);
  const described = models.map((model) => {
    const source = isRecord(model['source']) ? model['source'] : {};
    const place =
      toText(source['repository']) === ''
        ? toText(source['folder'])
        : `${toText(source['repository'])} at ${toText(source['revision'])}`;
    return {
      name: toText(model['name']),
      licence: toText(model['licence']) || 'not stated',
      source: place || 'not stated',
      files: toRecords(model['files']),
    };
  });
  return {
    models: described.map(({ name, licence, source }) => ({ name, licence, source })),
    modelEntries: described.map(
      ({ name, licence, source, files }) =>
        `${name}: ${source}, licence ${licence}, ${
          files
            .map((file) => `${toText(file['path'])} sha256:${toText(file['sha256'])}`)
            .toSorted()
            .join(', ') || 'no file'
        }`,
    ),
    unfetched: described.filter(({ files }) => files.length === 0).map(({ name }) => name),
  };
}

function listModels(manifest: string): ReturnType<typeof toRecords> {
  try {
    const data: unknown = JSON.parse(manifest);
    return isRecord(data) ? toRecords(data['models']) : [];
  } catch {
    return [];
  }
}
