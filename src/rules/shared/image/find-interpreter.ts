import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction, Stage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Interpreter } from '../../../model/dockerfile/known-image.ts';
import { stagesByName } from '../../../parse/dockerfile/stages-by-name.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { showWay, type Reach, type Step } from '../../../model/programs/reach.ts';
import { systemManagers } from '../../../parse/shell/vocabulary.ts';

/** How a start names an interpreter, and what a line that installs one speaks of. */
const interpreters: Readonly<
  Record<Interpreter, { readonly start: RegExp; readonly installs: RegExp; readonly label: string }>
> = {
  python: {
    label: 'Python',
    start: /(?:^|[\s"'/])python[\d.]*(?=[\s"']|$)/,
    installs: /python|pypy|conda|mamba|\bpip3?\b|\buv\b|\bpixi\b|\bvenv\b/i,
  },
  r: {
    label: 'R',
    start: /(?:^|[\s"'/])(?:Rscript|R)(?=[\s"']|$)/,
    installs:
      /\br-(?:base|cran|ver|essentials|recommended)|\bRscript\b|\bR\b|littler|install2\.r|\bconda|mamba|\bpixi\b|\brig\b/,
  },
  julia: { label: 'Julia', start: /(?:^|[\s"'/])julia(?=[\s"']|$)/, installs: /julia/i },
  octave: { label: 'Octave', start: /(?:^|[\s"'/])octave(?:-cli)?(?=[\s"']|$)/, installs: /octave/i },
  matlab: { label: 'MATLAB', start: /(?:^|[\s"'/])matlab(?=[\s"']|$)/, installs: /matlab|mathworks|\bmpm\b/i },
  stata: { label: 'Stata', start: /(?:^|[\s"'/])stata(?:-(?:mp|se|be))?(?=[\s"']|$)/, installs: /stata/i },
  perl: { label: 'Perl', start: /(?:^|[\s"'/])perl(?=[\s"']|$)/, installs: /perl/i },
  node: { label: 'Node.js', start: /(?:^|[\s"'/])node(?:js)?(?=[\s"']|$)/, installs: /node|\bnpm\b|\bnvm\b|\bfnm\b/i },
  java: {
    label: 'Java',
    start: /(?:^|[\s"'/])java(?=[\s"']|$)/,
    installs: /java|jdk|jre|temurin|corretto|conda|mamba/i,
  },
  ruby: { label: 'Ruby', start: /(?:^|[\s"'/])ruby(?=[\s"']|$)/, installs: /ruby|rbenv/i },
};

interface Subject {
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly facts: ProjectFacts;
}

interface Needed {
  readonly what: Interpreter;
  readonly way: readonly Step[];
}

/** What runs the programs that an image starts and neither its base nor a line of its Dockerfile brings; or why nobody can tell. `isSought`: one was asked after. */
export function findInterpreter(
  image: FinalImage,
  { text, stages }: DockerfileFacts,
  reach: Reach | undefined,
): { readonly findings: readonly Finding[]; readonly open?: Verdict; readonly isSought: boolean } {
  const needed = listNeeded(reach);
  const isSought = needed.length > 0;
  const unsure = needed.flatMap((each) => {
    const brought = isBrought(each.what, image, stages, text);
    return brought === 'yes' ? [] : [{ ...each, brought }];
  });
  const name = image.from.image?.text ?? 'the base';
  const location = { file: reach?.start?.location.file ?? '', ...reach?.start?.location };
  const missing = isWhollyKnown(image) ? unsure.filter(({ brought }) => brought === 'no') : [];
  if (missing.length > 0)
    return {
      isSought,
      findings: missing.map(({ what, way }) => ({
        message: `${showWay(way)} needs ${interpreters[what].label}, which ${name} does not have and no line of the Dockerfile installs`,
        location,
        fix: `take a base that has ${interpreters[what].label}, or install it in a RUN`,
      })),
    };
  const [first] = unsure;
  return first === undefined
    ? { findings: [], isSought }
    : {
        findings: [],
        isSought,
        open: unknown(
          `${showWay(first.way)} needs ${interpreters[first.what].label}: whether ${name}${first.brought === 'maybe' ? ', or what the Dockerfile adds to it,' : ''} has it, the files do not tell`,
          location,
        ),
      };
}

/** What a person calls it. */
export function labelOf(what: Interpreter): string {
  return interpreters[what].label;
}

/** An image that runs a program of its own may have more than is known of it, and so may one that nobody read. */
export function isWhollyKnown({ known }: FinalImage): boolean {
  return known?.runs !== undefined && known.kind !== 'application' && known.confidence !== 'reported';
}

/** Whether nobody can start a program of a language in an image, since neither its base nor a line of its Dockerfile brings what runs it. */
export function lacksInterpreter(language: string, image: FinalImage, { stages, text }: DockerfileFacts): boolean {
  return (
    (language === 'python' || language === 'r' || language === 'julia') &&
    isWhollyKnown(image) &&
    isBrought(language, image, stages, text) === 'no'
  );
}

/** Unknown where what runs the programs is not seen to be there: what comes with a language comes only where the language is. */
export function judgeInterpreter({ image, dockerfile, facts }: Subject): Verdict | undefined {
  const { findings, open } = findInterpreter(image, dockerfile, facts.reach.get(dockerfile.path));
  const [missing] = findings;
  return open ?? (missing === undefined ? undefined : unknown(missing.message, missing.location, missing.fix));
}

/** Interpreters of the programs that are started, and the one that the start itself names. */
function listNeeded(reach: Reach | undefined): readonly Needed[] {
  const needed = new Map<Interpreter, Needed>();
  const start = reach?.start;
  if (start !== undefined)
    for (const [what, { start: pattern }] of Object.entries(interpreters) as [Interpreter, { start: RegExp }][])
      if (pattern.test(start.text)) needed.set(what, { what, way: [start] });
  for (const { program, class: kind, way } of reach?.programs ?? []) {
    const { language } = program;
    if (kind !== 'started' || (language !== 'python' && language !== 'r' && language !== 'julia')) continue;
    if (!needed.has(language)) needed.set(language, { what: language, way });
  }
  return [...needed.values()];
}

export type Brought = 'yes' | 'maybe' | 'no';

function isBrought(
  what: Interpreter,
  { base, known, instructions }: FinalImage,
  stages: readonly Stage[],
  text: string,
): Brought {
  if (base?.language.name === what || known?.runs?.includes(what) === true) return 'yes';
  const answers = new Set(instructions.map((each) => bringsBy(what, each, stages, text)));
  return answers.has('yes') ? 'yes' : answers.has('maybe') ? 'maybe' : 'no';
}

/** Whether an instruction brings what runs a language. */
export function bringsBy(what: Interpreter, instruction: Instruction, stages: readonly Stage[], text: string): Brought {
  const { keyword, flags, commands, start, end } = instruction;
  const { installs } = interpreters[what];
  const written = text.slice(start, end);
  if (keyword === 'RUN') {
    if (commands.some(({ program, words }) => !speaking.test(program) && installs.test(words.join(' ')))) return 'yes';
    // A script, and a list that is not in the file, may hold anything; packages of the system bring Python and Perl with them unsaid.
    const isUnsaid = (what === 'python' || what === 'perl') && commands.some(installsOfSystem);
    return isUnsaid || /\.sh\b/.test(written) || installsUnnamed(written, commands) || installs.test(written)
      ? 'maybe'
      : 'no';
  }
  const from = keyword === 'COPY' || keyword === 'ADD' ? flags['from'] : undefined;
  if (from === undefined) return 'no';
  const stage = stagesByName(stages).get(from.toLowerCase());
  const isMade = stage?.lineage.some((index) => {
    const each = stages[index];
    return (
      each !== undefined &&
      (installs.test(each.from.word.value) ||
        each.instructions.some((one) => one.keyword === 'RUN' && bringsBy(what, one, [], text) === 'yes'))
    );
  });
  const isThere =
    (isMade === true && instruction.words.some(({ value }) => mayHold.test(value))) || installs.test(written);
  return isThere ? 'yes' : 'maybe';
}

/** Folders that an interpreter may lie in: all of an image, what it installs, an environment. */
const mayHold =
  /^\/?$|^\/(?:usr|opt|root|home|bin|nix|mnt)\b|env|python|conda|bin\b|lib\b|local|install|rocker|prefix/i;

/** Commands that name a thing and install nothing. */
const speaking = /^(?:echo|printf|rm|ls|cat|mkdir|chmod|chown|cd|export|test|\[|find|grep|true)$/;

function installsOfSystem({ program, words }: ShellCommand): boolean {
  return systemManagers.has(program) && words.some((word) => /^(?:install|add)$/.test(word));
}

/** Whether a RUN installs what a list or a variable names, which its words do not show. */
export function installsUnnamed(text: string, commands: readonly ShellCommand[]): boolean {
  return (
    /\bxargs\b/.test(text) ||
    commands.some(
      ({ words }) =>
        words.some((word) => word === 'install' || word === 'add') && words.some((word) => /^["']?[$`]/.test(word)),
    )
  );
}
