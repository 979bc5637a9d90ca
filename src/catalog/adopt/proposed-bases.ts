import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { Base, PackageTool } from '../../model/render/base.ts';
import { bases } from '../bases.ts';

/** Kinds of lists that package managers read. */
const listsOf: Readonly<Record<PackageTool, BaseTraits['tool']>> = {
  pip: 'pip',
  conda: 'conda',
  mamba: 'conda',
  'install2.r': 'r',
  Pkg: 'julia',
};

function describeTraits({ name, kind, language, packageTool, ownBuilds = [], opens, proposed }: Base): BaseTraits {
  const traits = {
    name,
    mode: kind,
    language: language.name,
    interpreter: language.interpreter,
    tool: listsOf[packageTool],
    brings: ownBuilds,
    proposed,
  };
  return opens === undefined ? traits : { ...traits, opens };
}

/** What a survey must know of the bases that it can propose. */
export const proposedBases = Object.fromEntries(
  Object.entries(bases).map(([name, base]) => [name, describeTraits(base)]),
) as SurveyKnowledge['bases'];
