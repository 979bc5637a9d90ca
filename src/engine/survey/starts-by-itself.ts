import type { SurveyedLanguage } from '../../model/adopt/surveyed-language.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { writtenPlace } from '../../parse/programs/files/written-place.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';

/** The first line by which a script does something of its own when it is started. */
export function startLine(
  { entry, modules, scripts }: SurveyedLanguage,
  {
    program,
    text,
    isModule,
  }: {
    readonly program: ProgramFacts | undefined;
    readonly text: string;
    /** It lies in a package, from which others import it: only a guard shows that it is started too. */
    readonly isModule: boolean;
  },
  preparing: SurveyKnowledge['preparing'],
): number | undefined {
  if (entry.by === 'line') return entry.unless?.test(text) === true ? undefined : 1;
  if (program === undefined || program.unread !== undefined) return 1;
  const guard = program.calls.find(({ onlyWhenStarted }) => onlyWhenStarted);
  if (guard !== undefined) return guard.line;
  if (entry.by === 'commands') return program.commands[0]?.line;
  const deeds = program.calls.filter((call) => call.function === '' && !isPreparing(call, preparing));
  if (modules !== undefined && isModule) return undefined;
  // Of few calls one that leaves a result is what a program is for.
  const leaves = deeds.some((call) => writtenPlace(call, program.language) !== undefined);
  if (leaves || deeds.length > entry.moreThan) return deeds[0]?.line;
  if (entry.orFiles !== true) return undefined;
  const sources = program.imports.filter(({ name, files }) => files.length > 0 && hasEnding(name, scripts));
  return sources.length > entry.moreThan ? (deeds[0]?.line ?? sources[0]?.line) : undefined;
}

/** Whether nothing happens when it is started: it was read, calls nothing and takes in no other file. */
export function isIdle({ entry }: SurveyedLanguage, program: ProgramFacts | undefined, text: string): boolean {
  if (entry.by === 'line' || program === undefined || program.unread !== undefined) return false;
  const { calls, commands, functions, imports } = program;
  return (
    functions.length > 0 &&
    // What only prints is no call that is kept.
    !/^[\w.:]{1,80} ?\(/m.test(text) &&
    commands.length === 0 &&
    imports.every(({ files }) => files.length === 0) &&
    calls.every((call) => call.function !== '')
  );
}

function isPreparing({ callee }: Call, { names, patterns }: SurveyKnowledge['preparing']): boolean {
  return names.has(callee) || patterns.some((pattern) => pattern.test(callee));
}

function hasEnding(name: string, endings: readonly string[]): boolean {
  return name.includes('.') && endings.includes(name.slice(name.lastIndexOf('.') + 1));
}
