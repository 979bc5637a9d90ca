import { tellNote } from '../../report/terminal/tell-note.ts';
import { planRehearsal } from '../../engine/rehearsal/plan-rehearsal.ts';
import { readEvidence } from '../../parse/records/read-evidence.ts';
import { readRehearsalFlags, type RehearsalWishes } from './read-rehearsal-flags.ts';
import { openContainerEngine } from '../../io/engine/container-engine.ts';
import { findDataFolder } from '../../io/project/find-data-folder.ts';
import { watchInterruption } from '../../io/terminal/interruption.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import type { Cell } from '../../model/rehearsal/rehearsal.ts';
import { UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { evidencePath } from '../../model/rehearsal/evidence.ts';
import { chooseTargets, nameProjectsBelow } from '../project/choose-targets.ts';
import { buildProject } from './build-project.ts';
import { tellOfLeftovers } from '../create/tell-of-leftovers.ts';
import { findOtherScripts } from './compare-start-script.ts';
import { findTriggers } from './find-triggers.ts';
import { conductRehearsal } from './conduct-rehearsal.ts';
import { inSeconds } from './observe-cell.ts';
import { keepAndRenew, rememberFailure } from './keep-evidence.ts';
import { labelOfBuild, readNamed } from './named-image.ts';
import { printRehearsed, tellOfData, type Rehearsed } from './print-rehearsed.ts';
import { digestOfEvidence, standOfEvidence } from './stand-of-evidence.ts';
import { readRehearsedProject, type RehearsedProject } from './read-rehearsed-project.ts';
import type { rehearseDefinition, RehearseInvocation } from './rehearse-definition.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Builds the project's image, or takes the named one, runs it as the TRE will, and writes down what happened. */
export const rehearseCommand: CommandCode<typeof rehearseDefinition, Rehearsed> = {
  run: async (invocation, environment) => {
    const { flags } = invocation;
    const wishes = readRehearsalFlags(invocation);
    const [folder] = chooseTargets(invocation.targets, environment, 'dockerfiles');
    const files = environment.openProject(folder);
    await settleLeftovers(files, invocation, environment);
    const project = await readRehearsedProject(files, wishes.built, environment);
    if (flags['show'] === true) return readRecord(project, { invocation, folder }, environment);
    if (project.dockerfile === undefined && flags['image'] === undefined)
      throw new UserError({
        where: project.files.root,
        what: 'there is no Dockerfile',
        fix:
          nameProjectsBelow(project.files.root, environment.cwd, 'tre-container rehearse') ??
          'name the folder of a project, or a built image with --image REF',
      });
    const { dockerfile } = project;
    if (dockerfile?.facts.unread !== undefined)
      throw new UserError({
        where: dockerfile.path,
        what: `cannot be read: ${dockerfile.facts.unread}`,
        fix: 'write it as a build that a person can follow',
      });
    if (flags['print-context-digest'] === true)
      return {
        kind: 'context',
        digest: labelOfBuild(contextOf(project), project.files.root, wishes, environment),
      };
    if (flags['dry-run'] !== true && project.unlisted?.path !== undefined && flags['image'] === undefined)
      throw tooLarge(project.files.root, project.unlisted.reason);
    if (flags['dry-run'] === true) return { kind: 'planned', cells: planByFiles(project, wishes) };
    // A name that no cell has is told before anything is built.
    if (project.dockerfile !== undefined) planByFiles(project, wishes);
    return rehearse(project, wishes, { ...invocation, folder }, environment);
  },
  print: printRehearsed,
};

function planByFiles(project: RehearsedProject, { port, selection }: RehearsalWishes): readonly Cell[] {
  const user = project.dockerfile?.facts.final?.user?.value ?? '';
  return planRehearsal(project.subject(undefined, port), user, selection);
}

function contextOf({ inputs, files, unlisted }: RehearsedProject): string {
  if (inputs.context !== undefined) return inputs.context;
  if (unlisted?.path !== undefined) throw tooLarge(files.root, unlisted.reason);
  throw new UserError({
    where: files.root,
    what: `the files that a build takes cannot all be listed${unlisted === undefined ? '' : `: ${unlisted.reason}`}`,
    fix: 'name the folder of one project, with a Dockerfile in it',
  });
}

function tooLarge(where: string, reason: string): UserError {
  return new UserError({
    where,
    what: `the files that a build and a run take are too large: ${reason}`,
    fix: 'name what the image does not need in .dockerignore, and keep a small made-up sample in rehearsal/safe_data',
  });
}

/** Before the long work: what an earlier run left here could keep this one from writing down what it saw. */
async function settleLeftovers(
  files: ProjectFiles,
  { flags }: RehearseInvocation,
  environment: Environment,
): Promise<void> {
  if (flags['show'] === true || flags['dry-run'] === true) return tellOfLeftovers(files, environment);
  const said = await files.recover();
  if (said !== undefined) tellNote(said, environment);
}

async function rehearse(
  project: RehearsedProject,
  wishes: RehearsalWishes,
  invocation: RehearseInvocation & { readonly folder: string },
  environment: Environment,
): Promise<Rehearsed> {
  const { terminal } = environment;
  // Before the long work, and before anything of the project runs.
  const data = await findDataFolder(project.files.root, invocation.flags['data'], environment.cwd);
  const interruption = watchInterruption();
  let engine: ContainerEngine | undefined;
  interruption.signal.addEventListener('abort', () =>
    terminal.err('\nStopping: removing what this rehearsal created\n'),
  );
  try {
    engine = await openContainerEngine(
      invocation.flags['engine'],
      interruption.signal,
      invocation.flags['time-limit'] === undefined ? undefined : wishes.limits.batchSeconds,
    );
    await readyEngine(engine, environment);
    const { folder, flags } = invocation;
    const detail = (line: string): void => (flags['verbose'] === true ? terminal.err(`  ${line}\n`) : undefined);
    const began = environment.now();
    const { image, builder } = await obtainImage(engine, project, invocation, environment);
    detail(`The image was there after ${inSeconds(environment.now() - began)} s`);
    tellOfData(data, folder, environment);
    const named = await readNamed(project, wishes, image, environment);
    const evidence = await conductRehearsal(engine, {
      ...named,
      wishes,
      image,
      version: environment.version,
      now: () => environment.now(),
      today: () => isoTime(environment.now()),
      triggers: await findTriggers(engine, project),
      otherScripts: await findOtherScripts(project, environment),
      tell: (line) => tellNote(line, environment),
      detail,
      failed: (overrides) => rememberFailure(project, overrides, environment),
      ...(builder !== undefined && { builder }),
      ...(data !== undefined && { dataFolder: data.path, leftOut: data.leftOut }),
    });
    // A project that cannot be written to must not cost the result.
    const kept = await keepAndRenew(project, evidence, environment).catch((error: unknown) => ({ error }));
    return { kind: 'rehearsed', evidence, folder, ...('error' in kept ? { error: kept.error } : { kept }) };
  } finally {
    const left = (await engine?.dispose()) ?? [];
    for (const line of left) tellNote(`Could not be removed: ${line}`, environment);
    interruption.stop();
  }
}

/** Says what is slow here, and takes away what a killed run left. */
async function readyEngine(engine: ContainerEngine, { terminal }: Environment): Promise<void> {
  if ((await engine.removeLeftovers()) > 0)
    tellNote('A rehearsal that was killed had left containers or files behind: they are removed', { terminal });
  if (engine.facts.copiesImages === true)
    tellNote(
      'podman copies the whole image for each container here (its storage driver is vfs), which takes minutes: `driver = "overlay"` below [storage] in ~/.config/containers/storage.conf, then `podman system reset`, which removes all of your containers and images, or install fuse-overlayfs',
      { terminal },
    );
}

async function obtainImage(
  engine: ContainerEngine,
  project: RehearsedProject,
  invocation: RehearseInvocation,
  environment: Environment,
): Promise<{ readonly image: ImageFacts; readonly builder?: string }> {
  const named = invocation.flags['image'];
  if (named === undefined) return buildProject(engine, project, invocation, environment);
  const image = await engine.inspectImage(named);
  if (image === undefined)
    throw new UserError({
      where: '--image',
      what: `${engine.facts.name} has no image ${named}`,
      fix: `build or pull it first (\`${engine.facts.name} pull ${shellWord(named)}\`); \`${engine.facts.name} images\` lists those it has`,
    });
  return { image };
}

/** The record that lies here, and why it counts no longer, if so. */
async function readRecord(
  project: RehearsedProject,
  { invocation, folder }: { readonly invocation: RehearseInvocation; readonly folder: string },
  environment: Environment,
): Promise<Rehearsed> {
  const written = project.texts.get(evidencePath)?.text;
  if (written === undefined)
    throw new UserError({
      where: evidencePath,
      what: 'there is no such file: this project was not rehearsed yet',
      fix: nameFolder('tre-container rehearse', folder),
    });
  const evidence = readEvidence(written);
  if (evidence === undefined)
    throw new UserError({
      where: evidencePath,
      what: 'is not a record of a rehearsal',
      fix: `${nameFolder('tre-container rehearse', folder)}, which writes it again`,
    });
  const imageId = await findImageId(evidence.image.reference, invocation.flags['engine']);
  const present = { inputs: project.inputs, version: environment.version, ...(imageId !== undefined && { imageId }) };
  const standing = standOfEvidence(evidence, present, environment, project.files.root);
  const stale =
    standing.origin === 'here'
      ? standing.stale
      : [
          ...standing.stale,
          `it was recorded elsewhere, on ${evidence.date.slice(0, 10)} (record ${digestOfEvidence(evidence)})`,
        ];
  return { kind: 'read', evidence, stale, folder };
}

/** Id of the image of that name now; nothing without an engine or such an image: reading evidence needs neither. */
async function findImageId(reference: string, asked: string | undefined): Promise<string | undefined> {
  let engine: ContainerEngine | undefined;
  try {
    engine = await openContainerEngine(asked, new AbortController().signal);
    return (await engine.inspectImage(reference, 'without layers'))?.id;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  } finally {
    await engine?.dispose();
  }
}
