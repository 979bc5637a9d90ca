import type { Finding } from '../../model/check/rule.ts';
import { argumentOf } from '../../model/programs/program-facts.ts';
import { choicesOf, textOf } from '../../model/programs/value.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { addModel } from './names/listed-models.ts';
import { isCalled } from './reach/is-called.ts';
import { describeWay } from './reach/judge-reached.ts';

/** Functions of the generated module that look a model up by its name in the manifest. */
const lookingUp = /(?:^|[.:])(?:model_path|from_pretrained|read_rds_model)$/;

/** Names that are compared letter by letter, and with how many. */
const mostCompared = 200;

/** Models that a program asks the generated module for by a name that the manifest does not have. */
export function findUnlistedModels(facts: ProjectFacts): readonly Finding[] {
  const { reach, manifest } = facts;
  const names = (manifest?.models ?? []).map(({ name }) => name);
  const known = new Set(names);
  const file = manifest?.path ?? 'models/models.json';
  const found = new Map<string, Finding>();
  for (const each of reach.values())
    for (const reached of each.programs) {
      if (reached.class === 'built') continue;
      for (const call of reached.program.calls) {
        const isAsking = lookingUp.test(call.callee) && /(?:^|\/)offline_models\.(?:py|R)$/.test(call.file ?? '');
        if (!isAsking || call.file === reached.program.path || call.isTried === true || isCalled(call, each) !== 'yes')
          continue;
        const [value, ...others] = choicesOf(argumentOf(call, 0, ['name']));
        const name = others.length > 0 ? undefined : textOf(value);
        if (name === undefined || known.has(name)) continue;
        const location = { file: reached.program.path, line: call.line };
        const near = found.size < mostCompared && names.length < mostCompared ? nearestWord(name, names) : undefined;
        found.set(`${location.file}:${String(call.line)}`, {
          message: `asks for the model "${name}", which ${file} does not list: it ends there${describeWay(reached, location)}`,
          location,
          fix:
            near === undefined
              ? `add it: tre-container create . --set ${addModel(facts)}, then run python3 models/fetch_models.py, a program of the project`
              : `did you mean "${near}"? Else add it to the manifest`,
        });
      }
    }
  return [...found.values()];
}
