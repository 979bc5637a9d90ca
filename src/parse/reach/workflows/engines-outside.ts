import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProgramReader } from '../../programs/read-programs.ts';

/** Of Nextflow, which lies beside the scripts that somebody starts. */
export const isPipeline = (file: string): boolean => file.endsWith('.nf');

/** Files that tell what an image is given: lists of packages, and scripts that install. A workflow of the repository, or its documentation, tells nothing of it. */
const telling = [
  /require|environment|conda|install|setup/i,
  /^(?:pyproject\.toml|pixi\.toml|pixi\.lock|Pipfile)/,
  /\.(?:sh|def|nix)$/,
];

function tells(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return telling.some((each) => each.test(name));
}

const speaks = (text: string | undefined): boolean => text !== undefined && /nextflow/i.test(text);

/**
 * Whether nobody can start a pipeline in an image, since nothing brings the engine that reads it: one outside does, and this image only has the tools or
 * the scripts. A base that nobody knows may have it.
 */
export function isForEngineOutside({ final, text }: DockerfileFacts, reader: ProgramReader): boolean {
  return (
    final?.known !== undefined &&
    !speaks(text) &&
    ![...reader.index.paths].some((path) => tells(path) && speaks(reader.textOf(path)))
  );
}
