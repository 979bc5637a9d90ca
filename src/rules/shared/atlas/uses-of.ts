import { type Effect, type Setting, withoutUpload } from '../../../model/atlas/atlas-entry.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Found } from '../reach/judge-reached.ts';
import { knownPackages } from '../image/known-packages.ts';
import { once } from '../once.ts';
import { wholeOf } from '../reach/is-called.ts';
import { isAskedForHelp } from './asked-for-help.ts';
import { findUses, type Use } from './find-uses.ts';
import { fixByList } from './staged-models.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { foldName } from '../../../shared/fold-name.ts';

const known = new WeakMap<DockerfileFacts, readonly Use[]>();

/** What the programs of an image do that the atlas knows of; found once for all rules. */
export function usesOf(dockerfile: DockerfileFacts, facts: ProjectFacts): readonly Use[] {
  const before = known.get(dockerfile);
  if (before !== undefined) return before;
  const reach = facts.reach.get(dockerfile.path);
  const paths = [...dockerfile.context.runtime];
  const found =
    reach === undefined || facts.atlas === undefined
      ? []
      : findUses(
          reach,
          facts.atlas,
          (text) => holds(paths, text),
          (path) => facts.byPath.get(path)?.text,
        );
  const uses = found.filter(
    (use) =>
      !isSpared(use, dockerfile, facts) &&
      ((use.call?.function ?? '') === '' || !isAskedForHelp(use.reached, dockerfile, facts.byPath)),
  );
  known.set(dockerfile, uses);
  return uses;
}

/** Below `if (!require("x"))`, where the image has x. */
function isSpared({ call, reached }: Use, dockerfile: DockerfileFacts, facts: ProjectFacts): boolean {
  const { final: image } = dockerfile;
  if (call?.whenLacking === undefined || reached.class === 'built' || image === undefined) return false;
  return once(dockerfile, 'the packages of the image', () => knownPackages({ image, dockerfile, facts })).names.has(
    foldName(call.whenLacking),
  );
}

/** Whether a relative name is that of a file or folder of the project which the image holds. */
function holds(paths: readonly string[], text: string): boolean {
  const name = trimEnd(text, '/');
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(name)) return false;
  return paths.some((path) => `/${path}/`.includes(`/${name}/`));
}

/** The uses of one program with one of the effects and one of the answers. What the build runs is not meant for the start too. */
export function usesIn(
  uses: readonly Use[],
  { program, class: kind }: ReachedProgram,
  answer: Use['answer'],
  effects: ReadonlySet<Effect>,
): readonly Use[] {
  const read = wholeOf(program);
  const isBuilt =
    kind === 'could' && uses.some(({ reached }) => reached.class === 'built' && reached.program.path === program.path);
  return uses.filter(
    (use) =>
      !isBuilt &&
      use.answer === answer &&
      effects.has(use.trigger.effect) &&
      use.reached.class === kind &&
      use.reached.program === read,
  );
}

/** Where the atlas says no, or leaves it open. */
export function linesOfOthers(
  uses: readonly Use[],
  reached: ReachedProgram,
  effects: ReadonlySet<Effect>,
): ReadonlySet<number | undefined> {
  const answers = ['no', 'unknown'] as const;
  return new Set(
    answers.flatMap((answer) => usesIn(uses, reached, answer, effects).map(({ location }) => location.line)),
  );
}

/** The uses that the files do not decide. */
export function findOpenUses(
  uses: readonly Use[],
  reached: ReachedProgram,
  facts: ProjectFacts,
  effects: ReadonlySet<Effect>,
): readonly Found[] {
  if (facts.atlas === undefined)
    return [{ message: 'nobody knows what its libraries do: the table of libraries was not read', line: 1 }];
  return usesIn(uses, reached, 'unknown', effects).map(describeOpen);
}

/** A use as a finding says it, with how to bring the library along. */
export function describeUse({ entry, trigger, what, why, location, call }: Use): Found {
  const message = `${what} ${trigger.does}${why === '' ? '' : `: ${why}`}`;
  return {
    message,
    line: location.line ?? 1,
    fix: `${beforeVariables(entry, trigger, call)}${fixFor(entry, trigger, what)}`,
  };
}

/** What a use needs the network for: what is sent is no download, and fails alike. A model that the project has fetched is loaded from there. */
export function describeNeed(use: Use, facts: Pick<ProjectFacts, 'manifest' | 'byPath'>): Found {
  const fix = fixByList(use, facts);
  const found = { ...describeUse(use), ...(fix === undefined ? {} : { fix }) };
  const { does } = use.trigger;
  return does.startsWith('sends')
    ? { ...found, message: found.message.replace(does, `needs the network: it ${does}`) }
    : found;
}

/** A use that the files do not decide, and what would settle it. */
export function describeOpen({ entry, trigger, what, why, location }: Use): Found {
  return {
    message: `${what} ${trigger.does}: ${why}`,
    line: location.line ?? 1,
    fix: fixFor(entry, trigger, what),
  };
}

/** The variable that stops a use, where one does. */
export function switchOf({ settings = [] }: Use['entry'], { unless = [] }: Use['trigger']): Setting | undefined {
  const names = unless.flatMap((condition) => ('variable' in condition ? [condition.variable] : []));
  return settings.find(({ kind, name }) => kind === 'switch' && names.includes(name));
}

/** A call that names a server counts more than the variables that would name another place. */
function beforeVariables({ stage }: Use['entry'], { on, unless }: Use['trigger'], call: Use['call']): string {
  const isNamed = on === 'name' && call !== undefined && unless === undefined;
  return isNamed && stage.inside.startsWith('ENV ')
    ? 'take this call out, which counts more than a variable; then '
    : '';
}

/** The line of the Dockerfile that keeps it off, where one does; else how to stage it. */
function fixFor(entry: Use['entry'], trigger: Use['trigger'], what: string): string {
  const { name, stage } = entry;
  const line = switchOf(entry, trigger);
  const more = `(check --explain ${name})`;
  const isOnlyLine = trigger.unless?.some((condition) => 'argument' in condition || 'filled' in condition) !== true;
  if (line !== undefined && isOnlyLine) return `add to the Dockerfile: ENV ${line.name}=${line.value} ${more}`;
  if (trigger.uploads === true) return `${withoutUpload} ${more}`;
  if (stage.outside.startsWith('nothing')) return `${stage.inside} ${more}`;
  return `outside: ${asCalled(stage.outside, trigger, what)}; inside: ${asCalled(stage.inside, trigger, what)} ${more}`;
}

const lastOf = (name: string): string => name.replace(/^.*(?:\.|::)/s, '');

/** An example of one call of many that are alike, `fetch_california_housing()`, with the one that is called in its place. */
function asCalled(example: string, { calls = [] }: Use['trigger'], what: string): string {
  const names = calls.map(lastOf);
  const called = lastOf(what);
  if (!names.includes(called)) return example;
  return example.replace(/\b\w{1,60}(?=\()/, (name) => (names.includes(name) ? called : name));
}
