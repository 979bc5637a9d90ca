import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { isProgram } from '../programs/program-texts.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import { onlyPrepares } from './preparing-scripts.ts';
import type { Surrounding } from './run.ts';
import { isForEngineOutside, isPipeline } from './workflows/engines-outside.ts';

const aside =
  /(?:^|\/)(?:tests?|testthat|data-raw|vignettes|tinytest|docs?|examples?|benchmarks?|\.github|\.ci|\.ipynb_checkpoints)\/|(?:^|\/)(?:setup|conftest|noxfile|test_[^/]*|[^/]*_test)\.py$|(?:^|\/)src\/install\.libs\.R$|(?:^|\/)(?:README|NEWS|CONTRIBUTING)\.[rq]md$/i;

/** A script that builds or runs the image itself is for the machine outside. */
function isForHost(file: string, text = ''): boolean {
  if (!/\.(?:ba)?sh$/.test(file) && !/^#!.*\b(?:ba|da|z)?sh\b/.test(text)) return false;
  return /^[ \t]*(?:sudo[ \t]+)?(?:docker|podman|buildah|apptainer|singularity)[ \t]+(?:buildx[ \t]+)?(?:build|bud|compose|exec|run|push)\b/m.test(
    text,
  );
}

/** The programs that somebody may start by their files, without pipelines whose engine nothing brings where there are others. */
export function offeredPrograms(
  {
    files,
    done,
    dockerfile,
  }: Pick<Surrounding, 'files'> & {
    readonly done: ReadonlySet<string>;
    readonly dockerfile: DockerfileFacts | undefined;
  },
  reader: ProgramReader,
): readonly { readonly place: string; readonly file: string }[] {
  const offered = [...files.entries()].flatMap(([place, { file }]) =>
    file !== undefined &&
    !aside.test(file) &&
    // A shell script that the build runs has done its work.
    !(done.has(file) && reader.preview(file).every(({ language }) => language === 'shell')) &&
    !isForHost(file, reader.textOf(file)) &&
    (isProgram(file, reader.textOf(file)) || isPipeline(file)) &&
    !reader.preview(file).some(onlyPrepares)
      ? [{ place, file }]
      : [],
  );
  const own = offered.filter(({ file }) => !isPipeline(file));
  const isWithout = own.length > 0 && own.length < offered.length && dockerfile !== undefined;
  return isWithout && isForEngineOutside(dockerfile, reader) ? own : offered;
}
