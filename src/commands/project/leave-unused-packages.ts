import { bases } from '../../catalog/bases.ts';
import { isSameFile } from '../../engine/upgrade/plan-upgrade.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { mayUsePackages, namesPackage } from '../create/choose-starter-packages.ts';
import type { Past } from '../create/plan-project.ts';
import type { KeptPackages } from './keep-used-packages.ts';
import { surveyOwn } from './survey-own.ts';

/**
 * After a change of base that nobody was asked about, the answers without the packages of the new base's starter that no program names, where the starter is the
 * person's own by now, or gone: they are for a starter that does not come. `decided`: the answers of this run; `kept`: the same with what is kept of the former base.
 */
export async function leaveUnusedPackages(
  { state, baseline }: Past,
  decided: Answers,
  kept: KeptPackages,
  project: Pick<ProjectFiles, 'read' | 'root'>,
  isChosen: boolean,
): Promise<KeptPackages> {
  const old = Object.values(bases).find(({ name }) => name === state?.answers['base']);
  const next = bases[decided.base];
  const isDefault = JSON.stringify(decided.packages) === JSON.stringify(next.packages);
  if (isChosen || old === undefined || old === next || baseline === undefined || !isDefault) return kept;
  if (next.packages.length === 0 || JSON.stringify(state?.answers['packages']) === JSON.stringify(next.packages))
    return kept;
  const starter = `src/${old.language.starter}`;
  const [written, now] = [baseline.files.get(starter), (await project.read([starter])).get(starter)];
  if (written === undefined || (now !== undefined && isSameFile(written, now))) return kept;
  const { files, incomplete } = surveyOwn(project.root);
  const programs = files.filter(({ path }) => mayUsePackages(path) && path !== old.packageFile);
  if (incomplete !== undefined || programs.some(({ text }) => text === undefined)) return kept;
  const unused = new Set(next.packages.filter((entry) => !programs.some(({ text = '' }) => namesPackage(text, entry))));
  const packages = kept.answers.packages.filter((entry) => !unused.has(entry));
  return { ...kept, answers: { ...kept.answers, packages } };
}
