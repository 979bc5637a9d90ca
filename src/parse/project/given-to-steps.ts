import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import { spellExpressions } from '../pipelines/pipeline-text.ts';
import { isApartFolder, type Taken } from './rewritten-sources.ts';

/** Images whose programs are what their names say: those of Docker's library, and of those who make the builders. */
const knownImages =
  /^(?:(?:docker\.io\/)?(?:library\/)?[a-z0-9_-]+(?:[:@]|$)|quay\.io\/(?:buildah|containers|podman|skopeo)\/|mcr\.microsoft\.com\/|cimg\/)/;

/** What stands around a step and decides what it makes, each in words that end a sentence, with its line where it has one. `isMaking`: its job builds or pushes. */
export function describeGiven(
  { given }: PipelineStep,
  isMaking: boolean,
  taken: Taken,
): readonly { readonly given: string; readonly line?: number }[] {
  const { images = [], settings = [], files = [] } = given ?? {};
  const around = isMaking
    ? [
        ...images
          .filter(({ text }) => !knownImages.test(text))
          .map(({ text, line }) => ({
            given: `builds or pushes in ${spellExpressions(text)}, whose programs nobody has looked at: take one of docker.io/library`,
            line,
          })),
        ...settings.map((setting) => ({
          given: `builds or pushes with ${spellExpressions(setting)}, and a rehearsal without it: leave it out`,
        })),
      ]
    : [];
  return [
    ...around,
    ...files
      .filter(({ path }) => path === undefined || !isApartFolder(path, taken))
      .map(({ path, from, line }) => ({
        given: `takes ${path ?? 'files'} from ${from}, and the build may take that: keep it in a folder that the build does not take`,
        line,
      })),
  ];
}
