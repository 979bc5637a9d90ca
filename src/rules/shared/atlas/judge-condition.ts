import type { AtlasEntry, Condition } from '../../../model/atlas/atlas-entry.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { Use } from './find-uses.ts';
import { judgeArgument, type Answer, type Holds } from './judge-form.ts';
import { fitsPattern, lastPart } from './match-name.ts';
import { describeLate, findSet } from './set-in-time.ts';

/** What else decides of a use. */
export interface Surroundings {
  readonly atlas: readonly AtlasEntry[];
  readonly reach: Reach;
  readonly reached: ReachedProgram;
  readonly holds: Holds;
}

/** Whether a condition holds: what keeps the use off, what is not known, or why that which is there does not help (else empty). */
export interface Judged {
  readonly answer: Answer;
  readonly why: string;
}

type Place = Pick<Use, 'entry' | 'call' | 'command'>;

/** Whether something keeps a use off the network. */
export function judgeCondition(condition: Condition, { entry, call, command }: Place, around: Surroundings): Judged {
  if ('byName' in condition && command !== undefined && namesAddress(command))
    return { answer: 'no', why: 'an address is tried all the same' };
  if ('option' in condition) return judgeOption(command, condition.option);
  if ('madeBy' in condition) return judgeMade(command, condition.madeBy, around);
  if ('variable' in condition) return judgeVariable(condition, entry.name, command, around);
  if ('filled' in condition) return judgeFilled(condition.filled, entry.name, command, around);
  if ('elsewhere' in condition) return judgeElsewhere(condition, around);
  if (call === undefined) return { answer: 'no', why: '' };
  const name = condition.argument.names[0] ?? 'its first argument';
  const answer = judgeArgument(call, condition.argument, condition.is, around.holds);
  const why = { yes: `${name} keeps it off the network`, unknown: `the files do not show what ${name} is`, no: '' };
  return { answer, why: why[answer] };
}

/** An address that is asked whatever is said of the index: of a package, and of what `--find-links` names; none of a file. */
function namesAddress({ words }: ShellCommand): boolean {
  return words.some(
    (word, at) =>
      /(?:^|[@=\s])(?:\w{1,20}\+)?(?!file:)[a-z]\w{0,20}:\/\//i.test(word) &&
      !ofIndex.test(word) &&
      !ofIndex.test(words[at - 1] ?? ''),
  );
}

/** Options whose address is asked for nothing where no index is. */
const ofIndex = /^(?:-i|--index-url|--extra-index-url|--proxy|--trusted-host)(?:=|$)/;

function judgeOption(command: ShellCommand | undefined, option: string): Judged {
  const isGiven = command?.words.some((word) => word === option || word.startsWith(`${option}=`)) === true;
  return isGiven ? { answer: 'yes', why: `${option} keeps it off the network` } : { answer: 'no', why: '' };
}

/** `snpEff build -v own` before `snpEff ann own`: the names of the one are among the words of the other. */
function judgeMade(command: ShellCommand | undefined, verb: string, { reach }: Surroundings): Judged {
  const named = (command?.words ?? []).slice(1).filter((word) => /^[A-Za-z][\w.]+$/.test(word) && word !== verb);
  const isMade = reach.programs.some(({ program }) =>
    program.commands.some(
      ({ words }) =>
        words.includes(verb) && isSameProgram(words, command) && named.some((name) => words.includes(name)),
    ),
  );
  return isMade ? { answer: 'yes', why: `${verb} makes it beforehand` } : { answer: 'no', why: '' };
}

function isSameProgram(words: readonly string[], command: ShellCommand | undefined): boolean {
  return command !== undefined && nameOf(words) === nameOf(command.words);
}

/** Also of `java -jar PROGRAM.jar`. */
function nameOf(words: readonly string[]): string {
  const jar = words[0] === 'java' ? words.find((word) => word.endsWith('.jar')) : undefined;
  return (jar ?? words[0] ?? '').replace(/^.*\//, '');
}

/** The value that a use sees: of its own command, of the image and the scripts on the way, of the programs themselves. */
function valueOf(
  name: string,
  command: ShellCommand | undefined,
  { reach, reached, atlas }: Surroundings,
): string | undefined {
  const own = command?.assignments[name] ?? (reached.startedWith ?? reached.environment).get(name);
  if (own !== undefined) return own;
  const set = findSet(name, reach, reached.class === 'built', atlas).inTime;
  return set === undefined ? undefined : (textOf(set.value) ?? '$');
}

function judgeVariable(
  { variable, is, holds }: Extract<Condition, { variable: string }>,
  entry: string,
  command: ShellCommand | undefined,
  around: Surroundings,
): Judged {
  const value = valueOf(variable, command, around);
  if (value === undefined) {
    const { late } = findSet(variable, around.reach, around.reached.class === 'built', around.atlas);
    return { answer: 'no', why: late === undefined ? '' : `${variable} is ${describeLate(late)}` };
  }
  if (value.includes('$')) return { answer: 'unknown', why: `the files do not show the value of ${variable}` };
  const isSet = new RegExp(`^(?:${is.source})$`, is.flags).test(value);
  const kept = `${variable}=${value} keeps it off the network`;
  if (!isSet) return { answer: 'no', why: '' };
  if (holds === undefined) return { answer: 'yes', why: kept };
  const filled = judgeFilled(holds, entry, command, around);
  return filled.answer === 'yes'
    ? filled
    : { answer: 'unknown', why: `${kept}, but whether the folder of ${holds} holds it cannot be seen in the files` };
}

/** A folder of the image that the build fills counts; below `/safe_data` nobody can look beforehand. */
function judgeFilled(name: string, entry: string, command: ShellCommand | undefined, around: Surroundings): Judged {
  const value = valueOf(name, command, around);
  if (value === undefined || /^(?:$|\/(?:scratch|tmp|root|home)(?:\/|$)|~)/.test(value))
    return { answer: 'no', why: '' };
  const staged = {
    answer: 'unknown',
    why: `whether ${name}=${value} holds it cannot be seen in the files: a rehearsal with the staged files shows it`,
  } as const;
  if (value.includes('$') || value.startsWith('/safe_data')) return staged;
  const isFilled = around.reach.programs.some(
    ({ program, class: kind, environment }) =>
      kind === 'built' &&
      environment.get(name) === value &&
      (program.commands.length > 0 || mentions(program.imports, entry)),
  );
  return isFilled ? { answer: 'yes', why: `the build fills ${name}=${value}` } : staged;
}

function mentions(imports: readonly { readonly name: string }[], entry: string): boolean {
  return imports.some(({ name }) => name.split('.')[0]?.replaceAll('_', '-') === entry);
}

function judgeElsewhere(
  condition: Extract<Condition, { elsewhere: readonly string[] }>,
  { reach, reached, holds }: Surroundings,
): Judged {
  const calls: readonly Call[] = reach.programs
    .filter(({ class: kind }) => (kind === 'built') === (reached.class === 'built'))
    .flatMap(({ program }) => program.calls);
  const { argument, is = ['given'] } = condition;
  const named = calls.filter((call) =>
    condition.elsewhere.some(
      (pattern) => fitsPattern(call.callee, pattern) || (pattern.includes('::') && call.callee === lastPart(pattern)),
    ),
  );
  const keeps = (call: Call): boolean => argument === undefined || judgeArgument(call, argument, is, holds) === 'yes';
  const found = condition.every === true && !named.every(keeps) ? undefined : named.find(keeps);
  return {
    answer: found === undefined ? 'no' : 'yes',
    why: found === undefined ? '' : `${found.callee} keeps it off the network`,
  };
}
