import { argumentOf } from '../../../model/programs/program-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Use } from './find-uses.ts';

/** Of a model that a call names and the project's own list has, the call of the generated module that gives its files; nothing where one of the two is missing. */
export function fixByList(
  { call, trigger, location }: Use,
  { manifest, byPath }: Pick<ProjectFacts, 'manifest' | 'byPath'>,
): string | undefined {
  const { argument } = trigger;
  if (call === undefined || argument === undefined || manifest === undefined) return undefined;
  const named = textOf(argumentOf(call, argument.at ?? -1, argument.names));
  const model = manifest.models.find(
    ({ name, repository }) => named !== undefined && [name, repository].includes(named),
  );
  const isR = /\.(?:[rR]|[rR]md|qmd)$/.test(location.file);
  const folder = manifest.path.slice(0, -'models/models.json'.length);
  if (model === undefined || !byPath.has(`${folder}offline_models.${isR ? 'R' : 'py'}`)) return undefined;
  const asked = JSON.stringify(model.name);
  return isR
    ? `${manifest.path} has it: write model_path(${asked}) in the place of ${JSON.stringify(named)}, below source() of offline_models.R`
    : `${manifest.path} has it: write offline_models.model_path(${asked}) in the place of ${JSON.stringify(named)}, and import offline_models`;
}
