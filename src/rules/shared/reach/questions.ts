import { languages } from '../../../catalog/languages.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { idlesForever, opensPrompt } from '../../../parse/shell/opens-prompt.ts';
import { linesOf } from '../lines-of.ts';
import { isCalled } from './is-called.ts';
import type { Found } from './judge-reached.ts';

/** Calls that wait for a person at a terminal, by language. */
const asking: Readonly<Record<string, RegExp | undefined>> = {
  python:
    /^(?:(?:builtins\.)?input|raw_input|breakpoint|getpass\.getpass|(?:i?pdb|pudb)\.set_trace|(?:click|typer)\.(?:prompt|confirm|pause|edit)|questionary\.\w+|inquirer\.prompt|rich\.prompt\.\w+\.ask|code\.interact|IPython\.embed|matplotlib\.pyplot\.waitforbuttonpress)$/,
  r: /^(?:base::|utils::)?(?:readline|menu|askYesNo|browser|file\.choose|select\.list|choose\.dir|choose\.files|askpass::askpass|rstudioapi::askForPassword)$/,
  julia: /^(?:readline|Base\.readline|readlines)$/,
};

/** Whoever sends a request to a server is no person who sees what it asks. */
const ofStart = { isAsked: false };

/** Where a program asks a person. A function that no program names runs for nobody. */
export function findQuestions(reached: ReachedProgram, reach: Reach | undefined): readonly Found[] {
  const { program } = reached;
  const fix = 'read it from a file on /safe_data or from an argument';
  const calls = program.calls.filter(
    (call) => asks(call, program.language) && isCalled(call, reach, ofStart) === 'yes',
  );
  const commands = program.commands.filter(
    ({ program: name, isFed }) => /^(?:read|dialog|whiptail)$/.test(name) && isFed !== true,
  );
  return [...calls, ...commands].map(({ line }) => ({ message: 'asks for input', line, fix }));
}

/** `@click.option("--site", prompt=True)`: asks where neither the start nor a variable gives the option, which the files seldom tell. */
export function findPrompt({ program }: ReachedProgram, given: readonly string[]): Found | undefined {
  const call = program.calls.find(({ callee, positional, named }) => {
    if (!/^(?:click\.option|typer\.Option)$/.test(callee)) return false;
    const [asked, required] = [named.get('prompt'), named.get('prompt_required')];
    if (asked === undefined || (asked.kind === 'constant' && asked.value !== true)) return false;
    if (required?.kind === 'constant' && required.value === false) return false;
    const flags = positional.flatMap((each) => textOf(each) ?? []).filter((flag) => flag.startsWith('-'));
    return !given.some((word) => flags.includes(word.split('=')[0] ?? ''));
  });
  const fix = 'see that each start names the option, in CMD or ces/arg-file.txt, or take the prompt away';
  return call && { message: 'asks for the value of an option that no start gives here', line: call.line, fix };
}

/** A question in a function that is named but not called, such as a sub-command that somebody may choose. */
export function findPossibleQuestion({ program }: ReachedProgram, reach: Reach | undefined): Found | undefined {
  const call = program.calls.find((each) => asks(each, program.language) && isCalled(each, reach, ofStart) === 'maybe');
  return call === undefined
    ? undefined
    : { message: `asks for input in ${call.function}, and the files do not tell whether that runs`, line: call.line };
}

function asks({ callee, file, positional: [first], named, inSession }: Call, language: string): boolean {
  if (inSession === true || file !== undefined) return false;
  if (language === 'r' && /^(?:base::)?(?:readLines|scan)$/.test(callee)) {
    const from = first ?? named.get('con') ?? named.get('file');
    return textOf(from) === 'stdin' || (from?.kind === 'symbol' && from.name === 'stdin');
  }
  // `readline(stdin)` and `readline()` of Julia; another stream is a file.
  if (language === 'julia')
    return (
      asking[language]?.test(callee) === true &&
      (first === undefined || (first.kind === 'symbol' && first.name === 'stdin'))
    );
  return asking[language]?.test(callee) === true;
}

/** Where a start or a script of it ends in a shell, a prompt or a wait without end. */
export function findWaiting(
  { program, class: kind }: ReachedProgram,
  facts: ProjectFacts,
  fix: string,
): readonly Found[] {
  if (kind !== 'started' || program.language !== 'shell') return [];
  const lines = linesOf(facts.byPath.get(program.path)) ?? [];
  return program.commands.flatMap((command) => {
    const text = command.words.join(' ').slice(0, 60);
    if (idlesForever(command))
      return [{ message: `starts ${text}, which does nothing and never ends`, line: command.line, fix }];
    return command.isFed !== true &&
      command.onArgument === undefined &&
      opensPrompt(command) &&
      !isNamedAtRun(lines, command)
      ? [{ message: `starts ${text}, which waits for a person`, line: command.line, fix }]
      : [];
  });
}

/** Where each run names the program of a prompt, and a start without one is refused: what is started then is in no file. */
export function findNamedAtRun({ program, class: kind }: ReachedProgram, facts: ProjectFacts): Found | undefined {
  if (kind !== 'started' || program.language !== 'shell') return undefined;
  const lines = linesOf(facts.byPath.get(program.path)) ?? [];
  const command = program.commands.find((each) => opensPrompt(each) && isNamedAtRun(lines, each));
  return command === undefined
    ? undefined
    : { message: `starts ${command.program} with the step that each run names`, line: command.line };
}

function isNamedAtRun(lines: readonly string[], { line }: ShellCommand): boolean {
  return lines[line - 1]?.includes('"$@"') === true && lines.some((each) => each.startsWith('[ "$#" -gt 0 ] || '));
}

/** A start in the language of the image, or in that of most programs in it. */
export function adviseStart({ from, base }: FinalImage, reach: Reach | undefined): string {
  const name = from.named?.canonicalRepository ?? '';
  const places = [...(reach?.places.keys() ?? [])];
  const { interpreter, starter } =
    base?.language ??
    (/^rocker\/|(?:^|\/)(?:r-base|r-ver|bioconductor)/.test(name)
      ? languages.r
      : /(?:^|\/)julia$/.test(name)
        ? languages.julia
        : languageOfMost(places));
  const place = places.find((each) => each.endsWith(`/${starter}`)) ?? `/opt/app/${starter}`;
  return `end with ENTRYPOINT ["${interpreter}", "${place}"] or the like`;
}

function languageOfMost(places: readonly string[]): (typeof languages)['python'] {
  const count = (ending: string): number => places.filter((each) => each.endsWith(ending)).length;
  const [python, r, julia] = [count('.py'), count('.R') + count('.r'), count('.jl')];
  if (r > python && r > julia) return languages.r;
  return julia > python ? languages.julia : languages.python;
}
