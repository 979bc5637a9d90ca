import type { NeededArgument } from '../../model/adopt/needed-argument.ts';
import { argumentOf, type Call, type ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../model/programs/value.ts';
import { readUsage } from './usage-text.ts';

/** An argument as a call declares it. */
type Declared = Omit<NeededArgument, 'program' | 'location'>;

/** Arguments that programs cannot be started without, as their parsers declare them: argparse and click, absl's flags, R's argparse, argparser, optparse and docopt. */
export function surveyNeeds(programs: readonly ProgramFacts[]): NeededArgument[] {
  const byPath = new Map(programs.map((each) => [each.path, each]));
  return programs.flatMap((program) => {
    // A parser may stand in a module that it imports: of that, what it calls.
    const modules = program.imports
      .flatMap(({ files }) => files.flatMap((file) => byPath.get(file) ?? []))
      .filter((module) => module.path !== program.path && module.language === program.language);
    const files = [program, ...new Set(modules)];
    if (!files.some(parsesStart)) return [];
    return files.flatMap((file) =>
      file.calls
        .filter((call) => runsWith(program, file, call))
        .flatMap((call) =>
          declaredBy(call, file).map((each) => ({
            ...each,
            program: program.path,
            location: { file: file.path, line: call.line },
          })),
        ),
    );
  });
}

/** Whether it reads the words of the start, and not a list of its own. */
function parsesStart({ calls }: ProgramFacts): boolean {
  const read = calls.filter(({ callee }) =>
    /(?:^|\.)(?:parse_args|parse_known_args|docopt|command|app\.run)$/.test(callee),
  );
  const hasGroup = calls.some(({ callee }) => /(?:^|\.)group$/.test(callee));
  return read.length > 0 && !hasGroup && !read.every(isGiven);
}

/** Whether a parser is given words by the program itself. */
function isGiven(call: Call): boolean {
  return call.callee.includes('.parse_') && (call.positional.length > 0 || call.named.has('args'));
}

/** Whether the program comes to the call whenever it is started. */
function runsWith(program: ProgramFacts, file: ProgramFacts, call: Call): boolean {
  if (call.isConditional === true || (call.onlyWhenStarted && file !== program)) return false;
  const name = call.function.slice(call.function.lastIndexOf('.') + 1);
  return name === ''
    ? file === program || call.callee.endsWith('.add_argument')
    : program.names.has(name) || file.names.has(name);
}

function declaredBy(call: Call, program: ProgramFacts): readonly Declared[] {
  const { callee } = call;
  // Of a command among several, or of a choice, nobody knows.
  if (/add_parser\(\)|mutually_exclusive/.test(callee)) return [];
  if (/(?:^|\.)add_argument$/.test(callee)) return declaredByParser(call, program);
  if (/(?:^|\.)click\.(?:option|argument)$/.test(callee)) return declaredByClick(call);
  if (/(?:^|\.)mark_flags?_as_required$/.test(callee))
    return textsOf(call.positional).flatMap((name) => named([`--${name}`], call));
  if (/(?:^|[.:])docopt$/.test(callee)) return readUsage(textOf(argumentOf(call, 0, ['doc'])) ?? '');
  return program.language === 'r' && /(?:^|::)parse_args$/.test(callee) ? byPlace(call) : [];
}

/** `parser.add_argument("--gold", required=True)`, `parser.add_argument("data")`; argparser's has the parser first. */
function declaredByParser(call: Call, { language }: ProgramFacts): readonly Declared[] {
  const { callee, positional } = call;
  const isOfArgparser = language === 'r' && !callee.includes('.');
  const names = textsOf(isOfArgparser ? [call.named.get('arg') ?? positional[1]] : positional);
  const isOption = names.some((name) => name.startsWith('-'));
  if (isOption) return !isOfArgparser && isTrue(call.named.get('required')) ? named(names, call) : [];
  const count = call.named.get('nargs');
  const action = textOf(call.named.get('action'));
  if (action !== undefined && action !== 'store' && action !== 'append') return [];
  if (count === undefined || textOf(count) === '+') return named(names, call);
  return count.kind === 'constant' && typeof count.value === 'number' && count.value > 0 ? named(names, call) : [];
}

function declaredByClick(call: Call): readonly Declared[] {
  const names = textsOf(call.positional);
  const required = call.named.get('required');
  if (call.callee.endsWith('option'))
    return isTrue(required) && !call.named.has('envvar') && !call.named.has('default')
      ? named(
          names.filter((name) => name.startsWith('-')),
          call,
        )
      : [];
  const count = call.named.get('nargs');
  const isMany = count !== undefined && !(count.kind === 'constant' && Number(count.value) > 0);
  return (isMany && !isTrue(required)) || call.named.has('default') || (required !== undefined && !isTrue(required))
    ? []
    : named(names.slice(0, 1), call);
}

/** `parse_args(parser, positional_arguments = 2)` of optparse. */
function byPlace({ named: given }: Call): readonly Declared[] {
  const count = given.get('positional_arguments');
  const most = count?.kind === 'constant' && typeof count.value === 'number' ? Math.min(count.value, 10) : 0;
  return Array.from({ length: most }, (_, at) => ({ names: [`argument${String(at + 1)}`] }));
}

/** Names as an arg-file can hold them. */
function named(names: readonly string[], call: Call): readonly Declared[] {
  const plain = names.filter((name) => /^(?:--?)?[A-Za-z][\w-]{0,60}$/.test(name));
  if (plain.length === 0) return [];
  const choices = textsOf([call.named.get('choices')]).filter((each) => /^[\w.-]{1,40}$/.test(each));
  return [{ names: plain, ...(choices.length === 0 ? {} : { choices: choices.slice(0, 20) }) }];
}

function textsOf(values: readonly (Value | undefined)[]): readonly string[] {
  return values.flatMap((each) =>
    each?.kind === 'list' ? each.items.flatMap((item) => textOf(item) ?? []) : (textOf(each) ?? []),
  );
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === true;
}
