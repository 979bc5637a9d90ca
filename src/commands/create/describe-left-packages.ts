import { nameInCode, nameOfEntry } from '../../engine/answers/split-list.ts';
import { bases } from '../../catalog/bases.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Past } from './plan-project.ts';

/**
 * Packages that somebody wrote into the list of the old base, and that nothing installs once the new one has a list of another name; in a
 * sentence, none where there are no such. What the answers name besides, `describeDropped` says.
 */
export async function describeLeftPackages(
  { state, baseline }: Past,
  answers: Answers,
  project: Pick<ProjectFiles, 'read'>,
): Promise<readonly string[]> {
  const old = Object.values(bases).find(({ name }) => name === state?.answers['base']);
  const next = bases[answers.base];
  if (old === undefined || baseline === undefined || old.packageFile === next.packageFile) return [];
  const list = old.packageFile;
  const text = (await project.read([list])).get(list)?.text ?? '';
  const written = new Set(namesIn(list, baseline.files.get(list)?.text ?? ''));
  const known = new Set(answers.packages.flatMap((entry) => namesIn(next.packageFile, entry)));
  const own = namesIn(list, text).filter((name) => !written.has(name) && !known.has(name));
  if (own.length === 0) return [];
  return [
    `packages that were added to ${list} by hand, and that the base ${next.name} does not install from there: ${own.join(', ')}; name what stands for them with --set packages=...`,
  ];
}

/** Packages of the answers that a list which stayed a person's has not, or in another version: the list is what is installed. Nothing where it did not collide. */
export function describeKeptList(plan: Plan, settled: Plan, answers: Answers): readonly string[] {
  const list = bases[answers.base].packageFile;
  const collided = plan.some(({ path, action }) => path === list && action === 'conflict');
  const entry = settled.find(({ path }) => path === list);
  if (!collided || entry === undefined || entry.action === 'conflict') return [];
  const text = (entry.next ?? entry.current)?.text ?? '';
  const lines = text.split('\n').map((line) => line.trim().replace(/^- +/, ''));
  const other = answers.packages.filter((each) => !lines.some((line) => line.replace(/["',]/g, '') === each));
  if (other.length === 0) return [];
  return [
    `packages: the image installs what ${list} says, and the answers name what does not stand there so: ${other.join(', ')}; write it there, or give the list as it is: --set packages=...`,
  ];
}

/** Packages that somebody wrote into the list themselves, and that a new list of answers does not name: they stay, and are installed. */
export function describeOwnEntries(
  { state, baseline }: Past,
  settled: Plan,
  rendered: RenderedTree,
  answers: Answers,
): readonly string[] {
  const list = bases[answers.base].packageFile;
  const isAsked = JSON.stringify(state?.answers['packages']) !== JSON.stringify(answers.packages);
  const entry = settled.find(({ path }) => path === list);
  if (!isAsked || baseline === undefined || answers.packages.length === 0) return [];
  const known = new Set(namesIn(list, rendered.get(list)?.text ?? ''));
  const text = (entry?.next ?? entry?.current)?.text ?? '';
  const own = text.split('\n').filter((line) => namesIn(list, line).some((name) => !known.has(name)));
  const names = own.map((line) => (line.split(' #', 1)[0] ?? '').trim().replace(/^- +|["',]/g, ''));
  if (names.length === 0) return [];
  const [stays, them] = names.length === 1 ? ['stays', 'it'] : ['stay', 'them'];
  return [
    `packages: ${names.join(', ')} ${stays} in ${list}, where you wrote ${them}, though --set packages does not name ${them}: take ${them} out there if nothing needs ${them}`,
  ];
}

function namesIn(list: string, text: string): readonly string[] {
  const isCode = /\.(?:R|jl)$/.test(list);
  return text.split('\n').flatMap((line) => {
    const entry = line.trim().replace(/^- +/, '');
    return (isCode ? nameInCode(entry) : nameOfEntry(entry)) ?? [];
  });
}
