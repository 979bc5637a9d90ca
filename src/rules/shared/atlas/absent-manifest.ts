import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { mayBeMade } from '../../../parse/placed/may-be-made.ts';
import { isInImage } from '../files/image-places.ts';
import { addModel } from '../names/listed-models.ts';
import { once } from '../once.ts';
import { isCalled } from '../reach/is-called.ts';
import type { Found } from '../reach/judge-reached.ts';

/** Functions of the generated module that read the list of models. */
const readingList = /(?:^|[.:])(?:model_path|from_pretrained|read_rds_model|read_manifest|main)$/;

const loader = /(?:^|\/)offline_models\.(?:py|R)$/;

interface Image {
  readonly reached: ReachedProgram;
  readonly reach: Reach;
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly facts: ProjectFacts;
}

/** The first call of a program, be it tried, that asks the generated module for models where their list is in no place that the module looks at. */
export function findAbsentManifest({ reached, reach, image, dockerfile, facts }: Image): readonly Found[] {
  const { program } = reached;
  if (loader.test(program.path) || image.environment.has('TRE_MODELS')) return [];
  // R loads it by source() of a folder that is often computed, and a call then does not name it.
  const sourced = once(reach, 'loader of R', () =>
    [...reach.places.values()].find((file) => file.endsWith('offline_models.R')),
  );
  const fileOf = ({ file, callee }: Call): string =>
    file ?? (program.language === 'r' && callee !== 'main' ? sourced : undefined) ?? '';
  const call = program.calls.find(
    (each) => readingList.test(each.callee) && loader.test(fileOf(each)) && isCalled(each, reach) === 'yes',
  );
  if (call === undefined) return [];
  const module = fileOf(call);
  // A module of that name that somebody wrote may look elsewhere.
  const own = facts.byPath.get(module)?.text ?? '';
  if (!own.includes('models/models.json')) return [];
  const folders = [...reach.places].flatMap(([place, file]) =>
    file === module ? [place.slice(0, place.lastIndexOf('/') + 1)] : [],
  );
  const places = folders.flatMap((folder) => [`${folder}models.json`, `${folder}models/models.json`]);
  const [first] = places;
  if (first === undefined || places.some((place) => isInImage(place, reach) || mayBeMade(place, image, dockerfile)))
    return [];
  return [
    {
      message: `asks ${module} for models, and ${first}, where that looks for their list, is not in the image`,
      line: call.line,
      fix:
        facts.manifest === undefined
          ? `write the list: tre-container create . --set ${addModel(facts)}, then COPY models/models.json to ${first}`
          : `COPY ${facts.manifest.path} to ${first}, as ${module} is`,
    },
  ];
}
