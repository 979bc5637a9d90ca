import type { AtlasEntry, Trigger } from '../../../model/atlas/atlas-entry.ts';
import type { Location } from '../../../model/check/rule.ts';
import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { indexAtlas, type AtlasIndex, type Pattern } from './index-atlas.ts';
import { judgeArgument, type Answer, type Holds } from './judge-form.ts';
import { isLocal, judgeTrigger } from './judge-host.ts';
import { judgeCondition, type Surroundings } from './judge-condition.ts';
import { mayRun } from '../reach/is-called.ts';
import { firstPart, fitsPattern, lastPart } from './match-name.ts';
import { allNames, attachedTo, attaches, importNames, writtenNames } from './call-names.ts';
import { sessionPackages, type TextOf } from './session-packages.ts';

/** One use of a library of the atlas, where it stands and what is known of it. */
export interface Use {
  readonly entry: AtlasEntry;
  readonly trigger: Trigger;
  /** Whether it uses the network. */
  readonly answer: Answer;
  /** Of `unknown`, what would settle it; of `no`, what keeps it off; of `yes`, why something that seems to does not, else empty. */
  readonly why: string;
  /** What does it, as it is written: `transformers.pipeline`, `spacy download`, `import medcat`. */
  readonly what: string;
  readonly reached: ReachedProgram;
  readonly location: Location;
  /** Absent for an import and a command. */
  readonly call?: Call;
  readonly command?: ShellCommand;
}

/** Everything that the programs of an image do that the atlas knows of, in the order of the programs. */
export function findUses(reach: Reach, atlas: readonly AtlasEntry[], holds: Holds, textOf: TextOf): readonly Use[] {
  const index = indexAtlas(atlas);
  const imported = new Set(
    reach.programs.flatMap(({ program }) =>
      program.imports.filter(({ files }) => files.length === 0).map(({ name }) => firstPart(name)),
    ),
  );
  const inSession = sessionPackages(reach, textOf);
  return reach.programs.flatMap((reached) => {
    const around: Surroundings = { atlas, reach, reached, holds };
    const { program } = reached;
    const names = attachedTo(program, inSession(program), (name) => index.isFirstPart(firstPart(name)));
    const attached = { names, patterns: names.flatMap((name) => index.byFirstPart(firstPart(name))) };
    const runs = ({ function: within = '' }: { readonly function?: string }): boolean =>
      mayRun(within, reached, reach) && !(reached.class === 'could' && ofLoading.test(within));
    const found = [
      ...program.imports.flatMap((each) =>
        each.files.length === 0 && runs(each) ? judgeImport(each, index, around) : [],
      ),
      ...program.calls.flatMap((call) =>
        runs(call) ? strongest(judgeCall(call, index, around, { imported, attached })) : [],
      ),
      ...program.commands.flatMap((command) => (runs(command) ? strongest(judgeCommand(command, index, around)) : [])),
    ];
    return found.toSorted((a, b) => (a.location.line ?? 0) - (b.location.line ?? 0));
  });
}

/** R calls these when a package is loaded, and not when somebody starts the file that they stand in. */
const ofLoading = /^\.(?:onLoad|onAttach|onUnload|onDetach|First\.lib|Last\.lib)$/;

/** Of several answers of one entry about one call, the worst of each effect. */
function strongest(uses: readonly Use[]): readonly Use[] {
  const order: readonly Answer[] = ['yes', 'unknown', 'no'];
  const best = new Map<string, Use>();
  for (const use of uses) {
    const key = `${use.entry.name} ${use.trigger.effect}`;
    const before = best.get(key);
    if (before === undefined || order.indexOf(use.answer) < order.indexOf(before.answer)) best.set(key, use);
  }
  return [...best.values()];
}

function judgeImport(
  { name, line }: ProgramFacts['imports'][number],
  index: AtlasIndex,
  around: Surroundings,
): readonly Use[] {
  const { program } = around.reached;
  return importNames(name).flatMap((prefix) =>
    index.byImport(prefix).flatMap((entry) => {
      if (entry.language !== program.language || entry.seen.how === 'reported') return [];
      // `enrichR::f()` loads a package without attaching it.
      if (entry.language === 'r' && !attaches(program, name)) return [];
      return entry.triggers.flatMap((trigger) =>
        trigger.on === 'start' && trigger.reported !== true
          ? [settle({ entry, trigger, what: `import ${name}`, location: { file: program.path, line } }, 'yes', around)]
          : [],
      );
    }),
  );
}

/** What the programs of an image import, and the packages that are attached to this one with their patterns. */
interface Imported {
  readonly imported: ReadonlySet<string>;
  readonly attached: { readonly names: readonly string[]; readonly patterns: readonly Pattern[] };
}

function judgeCall(
  call: Call,
  index: AtlasIndex,
  around: Surroundings,
  { imported, attached }: Imported,
): readonly Use[] {
  if (call.file !== undefined) return [];
  const { program } = around.reached;
  const written = writtenNames(call, program);
  const patterns = [
    ...written.flatMap((name) => [...index.byLastPart(lastPart(name)), ...index.byFirstPart(firstPart(name))]),
    ...index.byFirstPart('*'),
    ...attached.patterns,
  ].filter(({ entry: { language, name } }) => language === program.language || name === program.language);
  // MATLAB and Stata are entries of their own.
  if (patterns.length === 0) return [];
  const names = allNames(call, program, attached.names);
  return patterns.flatMap((each) => {
    const { entry, trigger, pattern } = each;
    const when = meets(call, trigger, around.holds);
    // Of a package that is attached, `*` would mean every bare name, those of R itself among them.
    const meant = pattern.endsWith('::*') ? written : names;
    if (when !== 'yes' || !meant.some((name) => isMeant(name, each, index, imported))) return [];
    const asking = judgeTrigger(call, trigger, around.holds);
    if (asking === 'no' && pattern.startsWith('*')) return [];
    const place = {
      entry,
      trigger,
      what: showName(call.callee),
      location: { file: program.path, line: call.line },
      call,
    };
    return [settle(place, asking, around)];
  });
}

/** `?.save` is read by a person as `.save`, `stata.ssc` as `ssc`. */
function showName(callee: string): string {
  return callee.replace(/^(?:\?|(?:matlab|stata)\.)/, '');
}

function meets(call: Call, { when = [] }: Trigger, holds: Holds): Answer {
  // Readers of tables are used everywhere: an argument that nobody knows says nothing of a network.
  return when.every(({ argument, is }) => judgeArgument(call, argument, is, holds) === 'yes') ? 'yes' : 'no';
}

/** Whether a name is the one that the pattern means, which of a method or bare name is seen by what the programs import. */
function isMeant(
  name: string,
  { entry, trigger, pattern }: Pattern,
  index: AtlasIndex,
  imported: ReadonlySet<string>,
): boolean {
  const isImported = entry.imports.some((each) => imported.has(firstPart(each)));
  if (pattern.startsWith('*')) {
    if (!fitsPattern(name, pattern)) return false;
    const owners = index.byImport(firstPart(name));
    const isAnothers = owners.length > 0 && !owners.includes(entry);
    const isDistinct = trigger.when?.some(({ is }) => is.some((form) => form instanceof RegExp)) === true;
    return isDistinct || (!isAnothers && (isImported || distinct.has(lastPart(pattern))));
  }
  if (fitsPattern(name, pattern)) return true;
  // A class that nothing defines: from an import with a star, or an excerpt that leaves the imports out.
  return (
    name === lastPart(pattern) &&
    /^[A-Z][^\Wa-z]*[a-z][^\WA-Z]*[A-Z]\w*$/.test(name) &&
    (isImported || name.length > 11)
  );
}

/** Methods that no other library has. */
const distinct: ReadonlySet<string> = new Set([
  'from_pretrained',
  'snapshot_download',
  'hf_hub_download',
  'load_dataset',
  'coastlines',
]);

function judgeCommand(command: ShellCommand, index: AtlasIndex, around: Surroundings): readonly Use[] {
  const { program, words } = namedProgram(command);
  return index.byProgram(program).flatMap(({ entry, trigger, pattern }) => {
    if (!fitsCommand(words, pattern)) return [];
    if (trigger.naming?.test(words.slice(1).join(' ')) === false) return [];
    if (/^--?(?:help|version)$/.test(words[1] ?? '')) return [];
    if (isLocal(words) && trigger.effect !== 'installs') return [];
    const place = {
      entry,
      trigger,
      what: pattern,
      location: { file: around.reached.program.path, line: command.line },
      command,
    };
    return [settle(place, 'yes', around)];
  });
}

/** `java -jar /opt/snpEff.jar x` is the program snpEff, `python -m monai.bundle x` is monai.bundle. */
function namedProgram({ program, words }: ShellCommand): Pick<ShellCommand, 'program' | 'words'> {
  // Of other programs it is an option: `gsutil -m cp`.
  if (words[1] === '-m' && words[2] === program) return { program, words: words.slice(2) };
  const at = program === 'java' ? words.indexOf('-jar') : -1;
  const jar = /(?<![^/])([^/]+)\.jar$/.exec(words[at + 1] ?? '')?.[1];
  return at < 0 || jar === undefined ? { program, words } : { program: jar, words: [jar, ...words.slice(at + 2)] };
}

/** The words of a pattern in their order; the first of them is the subcommand. */
function fitsCommand(words: readonly string[], pattern: string): boolean {
  const [, ...wanted] = pattern.split(' ');
  const given = words.slice(1);
  let at = 0;
  return wanted.every((word, place) => {
    const isOption = word.startsWith('-');
    const found = given.findIndex(
      (each, position) => position >= at && (each === word || (isOption && each.startsWith(`${word}=`))),
    );
    if (found < 0) return false;
    if (place === 0 && !isOption && given.slice(0, found).some((each) => !each.startsWith('-'))) return false;
    at = found + 1;
    return true;
  });
}

type Place = Pick<Use, 'entry' | 'trigger' | 'what' | 'location' | 'call' | 'command'>;

/** Asks what keeps a use off the network. */
function settle(place: Place, asking: Answer, around: Surroundings): Use {
  const use = { ...place, reached: around.reached };
  if (asking === 'no') return { ...use, answer: 'no', why: 'its argument names nothing of a network' };
  // Where nobody knows what it is given, it is enough that the network is off.
  const conditions = (place.trigger.unless ?? []).map((condition) =>
    asking === 'unknown' && 'holds' in condition ? { variable: condition.variable, is: condition.is } : condition,
  );
  const judged = conditions.map((condition) => judgeCondition(condition, place, around));
  const off = judged.find(({ answer }) => answer === 'yes');
  if (off !== undefined) return { ...use, answer: 'no', why: off.why };
  const open = judged.find(({ answer }) => answer === 'unknown');
  if (open !== undefined) return { ...use, answer: 'unknown', why: open.why };
  return asking === 'yes'
    ? { ...use, answer: 'yes', why: judged.map(({ why }) => why).find((why) => why !== '') ?? '' }
    : { ...use, answer: 'unknown', why: `the files do not show what ${place.what} is given` };
}
