import { placeFiles } from '../../engine/delivery/place-files.ts';
import { folderInRepository, textThatStarts } from '../../io/git/find-repository.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { surveyProject } from '../../io/project/survey-project.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { EvidenceInputs } from '../../model/rehearsal/evidence.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { isPlacedPath } from '../../model/project/placed-path.ts';
import { findOtherBuilds, givenByPipelines, isAsPipelines, type GivenBuild } from '../../parse/project/other-builds.ts';
import { mayPushImage, unreadSystem } from '../../parse/pipelines/pushes/unread-systems.ts';
import type { PipelineTexts } from '../../parse/project/unlooked-steps.ts';
import { readPipelines } from '../../parse/project/read-pipelines.ts';
import { listOtherImages } from './other-images.ts';

interface Built {
  /** The folder that the image is built from, where it is not the project's own. */
  readonly context: string | undefined;
  readonly facts: DockerfileFacts | undefined;
  readonly name: string;
  /** The pipelines that this version writes for the project, by their paths, from the root of its repository at `folder`. */
  readonly written?: (folder: string) => Promise<readonly ProjectFile[]>;
}

/**
 * What the pipelines build otherwise than the Dockerfile alone says, in words that end a sentence; `isSame`: as a rehearsal was told to build it; `given`:
 * what they all tell the builder; `otherImages`: the project's further Dockerfiles.
 */
export async function listOtherBuilds(
  files: ProjectFiles,
  { context, facts, name, written }: Built,
  given?: GivenBuild,
): Promise<{
  readonly others: readonly string[];
  readonly isSame: boolean;
  readonly given?: GivenBuild;
  readonly otherImages: readonly string[];
}> {
  if (facts === undefined || facts.unread !== undefined) return { others: [], isSame: false, otherImages: [] };
  const { pipelines, isAtRoot, files: all } = await readOwnPipelines(files, context ?? files.root, name);
  const home = context === undefined ? '' : `${files.root.slice(context.length + 1)}/`;
  const path = home + facts.path;
  const found = await files.read(['Dockerfile', 'Containerfile']);
  const ofOurs = (await written?.(folderInRepository(files.root) ?? '')) ?? [];
  const own = { dockerfile: facts, path, isAtRoot, hasBoth: found.size === 2, texts: textsOf(all, ofOurs) };
  const byPipelines = givenByPipelines(pipelines, own);
  const others = findOtherBuilds(pipelines, own);
  return {
    others: others.length > 0 ? others : listUnreadSystems(all),
    ...(byPipelines !== undefined && { given: byPipelines }),
    isSame: given !== undefined && isAsPipelines(pipelines, own, given),
    otherImages: await listOtherImages(all, pipelines, { own: path, home }),
  };
}

/** Pipelines that are not read, and that may push the image made otherwise. */
function listUnreadSystems(files: readonly ProjectFile[]): readonly string[] {
  return files
    .filter(({ path, text }) => mayPushImage(path, text))
    .map(
      ({ path }) =>
        `${path}:1 is a pipeline of ${unreadSystem(path) ?? ''}, which is not read, and whether it makes another image was not looked at: take it away, or let it build nothing`,
    );
}

function textsOf(own: readonly ProjectFile[], written: readonly ProjectFile[]): PipelineTexts {
  return {
    own: new Map(own.map(({ path, text = '' }) => [path, text])),
    written: new Map(written.map(({ path, text = '' }) => [path, text])),
  };
}

/** A record counts no longer where a pipeline builds otherwise than it did when that was made; its other lines do not matter. */
export function withBuilds(inputs: EvidenceInputs, otherBuilds: readonly string[]): EvidenceInputs {
  const [pipeline = ''] = otherBuilds[0]?.split(':', 1) ?? [];
  if (pipeline === '' || pipeline in inputs.files) return inputs;
  const words = otherBuilds.map((each) => each.replace(/:\d+/, ''));
  return { ...inputs, files: { ...inputs.files, [pipeline]: `builds ${hashText(words.join('\n'))}` } };
}

/** Pipelines of a project by itself, as a check reads them; `root`: what its image is built from. */
async function readOwnPipelines(
  project: ProjectFiles,
  root: string,
  name: string,
): Promise<{
  readonly pipelines: readonly PipelineFacts[];
  readonly isAtRoot: boolean;
  readonly files: readonly ProjectFile[];
}> {
  const place = folderInRepository(root) ?? '';
  const files = [...surveyProject(root).files];
  if (place !== '') {
    const { pipeline } = placeFiles({ ci: 'github', name, upgradeCheck: false }, place);
    const read = pipeline !== undefined && isPlacedPath(pipeline) ? await readPlaced(project, pipeline) : undefined;
    if (read !== undefined) files.push({ path: pipeline ?? '', size: read.text.length, ...read });
  }
  const gitlabRoot = textThatStarts(root, `${place}/gitlab-ci.yml`);
  const pipelines = await readPipelines(files, place, gitlabRoot, { others: [] });
  return { pipelines, isAtRoot: place === '', files };
}

async function readPlaced(project: ProjectFiles, path: string): Promise<FileEntry | undefined> {
  return (await project.read([path]).catch(() => new Map<string, FileEntry>())).get(path);
}
