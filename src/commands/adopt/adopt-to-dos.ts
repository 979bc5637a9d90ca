import { findRegistryPlaceholder, isProjectPlaceholder } from '../../catalog/placeholders.ts';
import { printToDo } from '../../engine/adopt/page/print-adopted-files.ts';
import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { AnswerSource } from '../../engine/answers/answer-inputs.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import { isGivenNow, isOfOtherImage } from '../../parse/adopt/read-to-dos.ts';
import { isTicked, readBox } from '../../model/text/task-item.ts';
import type { Plan } from '../../model/upgrade/plan.ts';

/** Answers that only the person knows and that stand for themselves so far. */
export function nameToDos(
  { project, registry }: Pick<Answers, 'project' | 'registry'>,
  folder: string,
): AdoptionToDo[] {
  const set = (key: string, value: string): string => `tre-container upgrade ${folder} --set ${key}=${value}`;
  return [
    ...(isProjectPlaceholder(project)
      ? [
          {
            id: 'safe-haven-project',
            text: `the Safe Haven project is not named: ask your research coordinator for its id, then ${set('project', 'ID')}`,
          },
        ]
      : []),
    ...(findRegistryPlaceholder(registry) === undefined
      ? []
      : [{ id: 'registry', text: `no registry is named: ${set('registry', 'ghcr.io/OWNER')}` }]),
  ];
}

/** Whether these answers, or those of an earlier run, name both: then nothing of that is left to do. */
export function areNamed(sources: readonly Pick<AnswerSource, 'answers'>[], earlier: AnswersInput = {}): boolean {
  const nameOf = (key: 'project' | 'registry'): string => {
    const given = sources.map(({ answers }) => answers).find((answers) => Object.hasOwn(answers, key)) ?? earlier;
    const value = given[key];
    return typeof value === 'string' ? value : '';
  };
  const [project, registry] = [nameOf('project'), nameOf('registry')];
  return project !== '' && registry !== '' && nameToDos({ project, registry }, '').length === 0;
}

/**
 * The to-dos as the answers of today have them: what an answer has settled since they were written down says what it is now, and what an answer
 * asks for stands there.
 */
export function answerToDos(
  toDo: readonly AdoptionToDo[],
  answers: Answers,
  folder: string,
  isAdded = false,
): readonly { readonly toDo: AdoptionToDo; readonly isSettled: boolean }[] {
  const { project, registry, image } = answers;
  const open = new Set(nameToDos(answers, '').map(({ id }) => id));
  const named = new Map([
    ['safe-haven-project', `the Safe Haven project is named: ${project}`],
    ['registry', `the registry is named: ${registry}`],
    ...(isAdded ? [['pipeline', `a job of .gitlab-ci.yml starts ${folder}/gitlab-ci.yml`] as const] : []),
  ]);
  const others = toDo.filter(({ id }) => id !== 'pipeline');
  return [...others, ...pipelineToDos(answers, folder)].map((each) => {
    const now = open.has(each.id)
      ? undefined
      : (named.get(each.id) ?? sayChosen(each, image) ?? sayInstalled(each, answers));
    return now === undefined ? { toDo: each, isSettled: false } : { toDo: { ...each, text: now }, isSettled: true };
  });
}

/** What a to-do becomes that asked something of an image which a person has replaced since. */
function sayChosen(toDo: AdoptionToDo, image: string): string | undefined {
  if (!isOfOtherImage(toDo, image)) return undefined;
  return `${toDo.text.split(', and ', 1)[0] ?? ''}: another image was named since, ${image.split('@', 1)[0] ?? ''}`;
}

/** What a to-do becomes that asked for packages of the system, where the answers have them all by now; nothing else. */
function sayInstalled(toDo: AdoptionToDo, { systemPackages }: Answers): string | undefined {
  if (!isGivenNow(toDo, systemPackages)) return undefined;
  return `${toDo.text.split(', which', 1)[0] ?? ''}: what that needs of the system stands in the answers`;
}

/** GitLab reads one file at the root, which is the person's. */
export function pipelineToDos({ ci }: Answers, folder: string): AdoptionToDo[] {
  if (ci !== 'gitlab') return [];
  return [
    {
      id: 'pipeline',
      text: `add the job that stands at the head of ${folder}/gitlab-ci.yml to .gitlab-ci.yml: GitLab starts nothing without it`,
      place: '.gitlab-ci.yml',
    },
  ];
}

/** What is left of these: without what the person has ticked in the README that an earlier run wrote, or has done in its list of packages. */
export function openToDos(toDo: readonly AdoptionToDo[], plan: Plan): AdoptionToDo[] {
  const linesOf = (name: string): readonly string[] => {
    const entry = plan.find(({ path }) => path === name);
    return entry?.current === undefined ? [] : (entry.next ?? entry.current).text.split('\n');
  };
  const lines = linesOf('README.md');
  const packages = linesOf('packages.txt');
  const hasVersions = packages.length > 0 && !packages.some((line) => /^[\w.-]+(?:\[[^\]]*\])?[ \t]*$/.test(line));
  const boxes = lines.flatMap((line) => readBox(line.replace(/\r$/, '')) ?? []);
  const settled = new Set(boxes.filter((box) => isTicked(box)).map(({ text }) => text));
  return toDo.filter((each) => !settled.has(printToDo(each)) && !(each.id === 'versions' && hasVersions));
}
