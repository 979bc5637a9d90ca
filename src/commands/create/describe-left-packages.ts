import { hasSameVersion, type NamedPackage, readEntry, readListed } from '../../engine/changes/listed-packages.ts';
import { nameInCode, nameOfEntry, namesOnLine, writtenInCode } from '../../engine/answers/split-list.ts';
import { bases } from '../../catalog/bases.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { shellWord } from '../../shared/shell-word.ts';
import type { Past } from './plan-project.ts';

/**
 * Packages of the answers that a list which stayed a person's has not, or in another version: the list is what is installed. Where it did not collide only those
 * in another version, and only if the packages are given in this run (`isGiven`).
 */
export function describeKeptList(plan: Plan, settled: Plan, answers: Answers, isGiven: boolean): readonly string[] {
  const list = bases[answers.base].packageFile;
  const conflict = plan.find(({ path, action }) => path === list && action === 'conflict');
  const collided = conflict !== undefined;
  const entry = settled.find(({ path }) => path === list);
  if ((!collided && !isGiven) || entry === undefined || entry.action === 'conflict') return [];
  const text = (entry.next ?? entry.current)?.text ?? '';
  // It was taken from the answers as a whole.
  if (text === conflict?.choices?.theirs?.text) return [];
  const listed = new Map(readListed(list, text).map((each) => [each.name, each]));
  const others = answers.packages.flatMap((answer) => {
    const named = readEntry(answer);
    const there = listed.get(named.name);
    if (there === undefined && !collided) return [];
    if (there !== undefined && !isOtherVersion(named, there)) return [];
    return [{ answer, there: there?.written }];
  });
  if (others.length === 0) return [];
  const said = others.map(({ answer, there }) =>
    there === undefined ? `it does not have ${answer}` : `it has ${there}, and the answers ${answer}`,
  );
  const { manifestEnding } = bases[answers.base].language;
  const isManifest = manifestEnding !== undefined && answers.packages.some((each) => each.endsWith(manifestEnding));
  const instead = new Map(others.map(({ answer, there }) => [answer, there]));
  const all = isManifest
    ? [...listed.values()].map(({ written }) => written)
    : answers.packages.flatMap((answer) => (instead.has(answer) ? (instead.get(answer) ?? []) : [answer]));
  return [
    `packages: the image installs what ${list} says: ${said.join('; ')}; for the answers to say the same: --set ${shellWord(`packages=${all.join(',')}`)}`,
  ];
}

function isOtherVersion(named: NamedPackage, there: NamedPackage): boolean {
  if (named.isPlain === false || there.isPlain === false) return named.written !== there.written;
  // A script of R or Julia installs versions by lines of their own.
  return there.versions !== '' && named.versions !== '' && !hasSameVersion(named, there);
}

/**
 * Packages that somebody wrote into the list themselves, and that a new list of answers does not name: they stay, and are installed; so does what a list that was
 * theirs since a change of base has. `isGiven`: the packages are given in this run.
 */
export function describeOwnEntries(
  { state, baseline }: Past,
  settled: Plan,
  rendered: RenderedTree,
  answers: Answers,
  isGiven: boolean,
): readonly string[] {
  const list = bases[answers.base].packageFile;
  const isAsked = isGiven && JSON.stringify(state?.answers['packages']) !== JSON.stringify(answers.packages);
  const isBack = baseline?.files.has(list) !== true && baseline?.former?.has(list) === true;
  const entry = settled.find(({ path }) => path === list);
  if (!(isAsked || isBack) || baseline === undefined || (answers.packages.length === 0 && !isBack)) return [];
  const known = new Set(namesIn(list, rendered.get(list)?.text ?? ''));
  // Of lines that collided nobody knows yet whether they stay.
  const text = (entry?.action === 'conflict' ? entry.choices?.theirs : (entry?.next ?? entry?.current))?.text ?? '';
  const own = text.split('\n').filter((line) => namesIn(list, line).some((name) => !known.has(name)));
  const names = own.map((line) => {
    const said = (line.split(' #', 1)[0] ?? '').trim();
    const code = /\.(?:R|jl)$/.test(list) ? writtenInCode(said) : undefined;
    return code ?? said.replace(/^- +|["',]/g, '');
  });
  if (names.length === 0) return [];
  const [stays, them] = names.length === 1 ? ['stays', 'it'] : ['stay', 'them'];
  if (isBack)
    return [
      `packages: ${names.join(', ')} ${stays} in ${list}, which was yours since the base changed, and which the base ${answers.base} installs again: take ${them} out there if nothing needs ${them}`,
    ];
  return [
    `packages: ${names.join(', ')} ${stays} in ${list}, where you wrote ${them}, though --set packages does not name ${them}: take ${them} out there if nothing needs ${them}`,
  ];
}

function namesIn(list: string, text: string): readonly string[] {
  const isCode = /\.(?:R|jl)$/.test(list);
  return text.split('\n').flatMap((line) => {
    const entry = line.trim().replace(/^- +/, '');
    return namesOnLine(entry, isCode ? nameInCode : nameOfEntry);
  });
}
