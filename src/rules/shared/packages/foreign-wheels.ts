import type { Finding } from '../../../model/check/rule.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { findForeignWheels, type ForeignWheel } from '../../../parse/packages/foreign-wheels.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import { locateFile } from '../dependencies/locate-file.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { once } from '../once.ts';

/** Packages of a lock that is installed which have no file for the machines of the TRE (x86-64): the build ends there. */
export function findForeignLocked(subject: Subject): readonly Finding[] {
  const { image, dockerfile, facts } = subject;
  const found = image.instructions.flatMap((run) =>
    (run.keyword === 'RUN' ? run.commands : []).flatMap((command) => {
      const name = lockOf(command);
      const [file] = name === undefined ? [] : lockFiles(name, command, run, subject);
      if (file === undefined) return [];
      const left = new Set(command.words.filter((_, at, words) => words[at - 1] === '--no-install-package'));
      return foreignIn(file, facts)
        .filter((each) => !left.has(each.name))
        .map(({ name: of, line, wheel }): Finding => ({
          message: `${file} has ${of} for other machines alone (${wheel}) and no source of it, and line ${String(command.line)} of ${dockerfile.path} installs from it: the build ends there`,
          location: { file, line },
          fix: `lock it for Linux on x86-64: name an index and a version that have such a file, and ${command.words[0] ?? 'uv'} lock again`,
        }));
    }),
  );
  return [...new Map(found.map((each) => [each.message, each])).values()];
}

/** `uv sync`, `uv export`, `poetry install`: what they install from. */
function lockOf({ words: [program = '', ...given] }: ShellCommand): string | undefined {
  const name = program.replace(/^.*\//, '');
  if (name === 'uv' && given.includes('sync')) return 'uv.lock';
  return name === 'poetry' && (given.includes('install') || given.includes('sync')) ? 'poetry.lock' : undefined;
}

function lockFiles(name: string, command: ShellCommand, run: Instruction, subject: Subject): readonly string[] {
  const folder = command.directory ?? '.';
  return [locateFile(`${folder}/${name}`, run, subject) ?? []].flat();
}

function foreignIn(file: string, facts: ProjectFacts): readonly ForeignWheel[] {
  const text = facts.byPath.get(file)?.text ?? '';
  spendOn(facts, text.length / 32);
  return once(facts, `foreign wheels of ${file}`, () => findForeignWheels(text));
}
