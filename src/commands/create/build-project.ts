import { explainBuild } from '../../engine/rehearsal/explain-build.ts';
import type { Terminal } from '../../model/command.ts';
import type { BuilderName, ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { UserError } from '../../model/errors.ts';
import { contextLabel } from '../../model/rehearsal/evidence.ts';
import type { RehearsedProject } from '../rehearsal/read-rehearsed-project.ts';
import type { RehearseInvocation } from '../rehearsal/rehearse-definition.ts';

/** Lines of a failed build that are shown. */
const shownLines = 30;

/** The image says which files it was built from, so that a later rehearsal of it knows. */
function labelOf({ inputs }: RehearsedProject): readonly string[] {
  return inputs.context === undefined ? [] : ['--label', `${contextLabel}=${inputs.context}`];
}

/** The image that had the name before, if a rehearsal of ours made it: nameless, it would only take room. */
async function removeFormer(
  engine: ContainerEngine,
  former: ImageFacts | undefined,
  image: ImageFacts,
  builder: BuilderName,
): Promise<void> {
  if (former === undefined || former.id === image.id || former.labels?.[contextLabel] === undefined) return;
  await engine.removeImage(former.id, builder);
}

/** Builds the project's image with progress. Throws UserError with the builder's last words when it cannot be built. */
export async function buildProject(
  engine: ContainerEngine,
  project: RehearsedProject,
  { flags }: RehearseInvocation,
  terminal: Terminal,
): Promise<{ readonly image: ImageFacts; readonly builder: BuilderName }> {
  const dockerfile = project.dockerfile?.path ?? 'Dockerfile';
  const builder = await engine.findBuilder(flags['builder']);
  if (builder === 'docker-classic')
    terminal.err(
      'docker has no buildx here, and its classic builder does not know COPY --chmod: install docker-buildx or buildah\n',
    );
  terminal.err(`Building ${project.tag} with ${builder}\n`);
  const former = await engine.inspectImage(project.tag);
  const failed = await engine.build(
    {
      directory: project.context ?? project.files.root,
      dockerfile:
        project.context === undefined
          ? dockerfile
          : `${project.files.root.slice(project.context.length + 1)}/${dockerfile}`,
      tag: project.tag,
      builder,
      options: [...labelOf(project), ...(flags['build-option'] ?? [])],
    },
    (line) => {
      if (/^(?:(?:\[\d+\/\d+\] )?STEP \d|#\d+ \[|Step \d|Handing)/.test(line))
        terminal.err(`  ${line.slice(0, Math.max(40, terminal.columns - 4))}\n`);
    },
  );
  if (failed !== undefined) {
    terminal.err(
      `${failed
        .trimEnd()
        .split('\n')
        .slice(-shownLines)
        .map((line) => `  | ${line}`)
        .join('\n')}\n`,
    );
    throw new UserError({
      where: dockerfile,
      what: `the image does not build with ${builder}; its last lines stand above`,
      fix: explainBuild(failed),
    });
  }
  const image = await engine.inspectImage(project.tag);
  if (image === undefined)
    throw new UserError({
      what: `${builder} built ${project.tag}, but ${engine.facts.name} does not have it`,
      fix: `build with --builder ${engine.facts.name}`,
    });
  await removeFormer(engine, former, image, builder);
  return { image, builder };
}
