import { explainBuild } from '../../engine/rehearsal/explain-build.ts';
import { markContext, openEvidenceSigner } from '../../io/user-state/sign-evidence.ts';
import { pathFrom } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import type { BuilderName, BuildRequest, ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { UserError } from '../../model/errors.ts';
import { placeFrom } from '../../model/project/placed-path.ts';
import { contextLabel } from '../../model/rehearsal/evidence.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { readRehearsalFlags } from './read-rehearsal-flags.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';
import type { RehearseInvocation } from './rehearse-definition.ts';

/** Lines of a failed build that are shown. */
const shownLines = 30;

/** The image says which files it was built from, with which words for the builder, and that it was here, so that a later rehearsal of it knows. */
function labelOf(
  { inputs, files }: RehearsedProject,
  invocation: RehearseInvocation,
  { variables }: Environment,
): string | undefined {
  if (inputs.context === undefined) return undefined;
  const { buildWords: words } = readRehearsalFlags(invocation);
  return markContext(openEvidenceSigner(variables, files.root), { digest: inputs.context, words });
}

/** The image that had the name before, if a rehearsal of ours made it: nameless, it would only take room. */
async function removeFormer(
  engine: ContainerEngine,
  former: Pick<ImageFacts, 'id' | 'labels'> | undefined,
  image: ImageFacts,
  builder: BuilderName,
): Promise<void> {
  if (former === undefined || former.id === image.id || former.labels?.[contextLabel] === undefined) return;
  await engine.removeImage(former.id, builder);
}

/** Lines of a builder that say how far it is. */
const progress = /^(?:(?:\[\d+\/\d+\] )?STEP \d|#\d+ \[|Step \d|Handing)/;

/** Where the builder looks: an adopted project is built from the repository above it. */
function placeOf(
  { context, files }: RehearsedProject,
  dockerfile: string,
): Pick<BuildRequest, 'directory' | 'dockerfile'> {
  return context === undefined
    ? { directory: files.root, dockerfile }
    : { directory: context, dockerfile: `${files.root.slice(context.length + 1)}/${dockerfile}` };
}

/** The last words of a failed build, without the step that was told as it began. */
function quote(log: string, told: string | undefined): string {
  const lines = log
    .trimEnd()
    .split('\n')
    .filter((line) => told === undefined || line.trimEnd() !== told.trimEnd())
    .slice(-shownLines);
  return lines.map((line) => `  | ${line}\n`).join('');
}

interface Built {
  readonly image: ImageFacts;
  readonly builder: BuilderName;
  readonly label: string | undefined;
}

/** Throws UserError where the image may be of other files than those that were digested: then its label names what it may not have. */
async function proveBuilt(
  engine: ContainerEngine,
  { isUntouched, files, tag }: RehearsedProject,
  { image, builder, label }: Built,
): Promise<void> {
  if (isUntouched?.() === false) {
    await engine.removeImage(image.id, builder);
    throw new UserError({
      where: files.root,
      what: 'files that the image is built from, or folders that hold them, were written or renamed while it was built, so that nobody can say which of them it has',
      fix: 'rehearse again, and write into the project when it is over',
    });
  }
  if (image.labels?.[contextLabel] !== label)
    throw new UserError({
      what: `${tag} is no longer what was built from these files: something else took the name meanwhile, such as another rehearsal of a project with this name`,
      fix: 'rehearse one after the other, or give one of the projects another name: tre-container create . --set name=NAME',
    });
}

/** Builds the project's image with progress. Throws UserError with the builder's last words when it cannot be built. */
export async function buildProject(
  engine: ContainerEngine,
  project: RehearsedProject,
  invocation: RehearseInvocation,
  environment: Environment,
): Promise<{ readonly image: ImageFacts; readonly builder: BuilderName }> {
  const { tag } = project;
  const { flags } = invocation;
  const { terminal } = environment;
  const label = labelOf(project, invocation, environment);
  const dockerfile = project.dockerfile?.path ?? 'Dockerfile';
  const [builder, former] = await Promise.all([
    engine.findBuilder(flags['builder']),
    engine.inspectImage(tag, 'without layers'),
  ]);
  if (builder === 'docker-classic')
    tellNote(
      'docker has no buildx here, and its classic builder does not know COPY --chmod: install docker-buildx or buildah',
      { terminal },
    );
  tellNote(`Building ${tag} with ${builder}`, { terminal });
  const options = [
    ...(label === undefined ? [] : ['--label', `${contextLabel}=${label}`]),
    ...(flags['build-option'] ?? []),
  ];
  let told: string | undefined;
  const failed = await engine.build({ ...placeOf(project, dockerfile), tag, builder, options }, (line) => {
    if (!progress.test(line)) return;
    told = line;
    terminal.err(`  ${line.slice(0, Math.max(40, terminal.columns - 4))}\n`);
  });
  if (failed !== undefined) {
    terminal.err(quote(failed, told));
    const what = `the image does not build with ${builder}; its last lines stand above`;
    throw new UserError({
      where: placeFrom(pathFrom(environment.cwd, project.files.root), dockerfile),
      what,
      fix: explainBuild(failed, pathFrom(environment.cwd, project.files.root)),
    });
  }
  const image = await engine.inspectImage(tag);
  if (image === undefined)
    throw new UserError({
      what: `${builder} built ${tag}, but ${engine.facts.name} does not have it`,
      fix: `build with --builder ${engine.facts.name}`,
    });
  await proveBuilt(engine, project, { image, builder, label });
  await removeFormer(engine, former, image, builder);
  return { image, builder };
}
