import { tre } from '../../catalog/tre.ts';
import type { CellCase, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { explainFolder } from './explain-folder.ts';
import { apptainerRefusal } from './why-apptainer-refuses.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Why a container did not start, from the engine's words or those of the shell that could not start the program. */
export function explainStart(input: CellCase, words: string): RunFinding {
  const { cell, observation } = input;
  if (words.startsWith(apptainerRefusal)) return explainRefusal(words.slice(apptainerRefusal.length).trim());
  const said = shorten(words);
  const path = /(?:stat|exec:?|chdir to cwd \(|mkdir|open) ?["(]*(\/[^\s"):]+)/.exec(words)?.[1];
  if (/permission denied/i.test(words)) {
    return {
      requirement: 'any-identity',
      level: 'failure',
      message: `as ${observation.user ?? cell.identity} it cannot even start: ${path ?? 'its start command'} may not be used by this user (${said})`,
      fix: `make it readable for everybody in the Dockerfile, as root: RUN chmod -R a+rX ${shellWord(path ?? 'PATH')}, and every folder above it`,
    };
  }
  const elsewhere = explainFolder(input);
  if (elsewhere !== undefined) return elsewhere;
  const absent = observation.startError === undefined ? explainAbsent(words) : undefined;
  if (absent !== undefined) return absent;
  if (/no such file|not found/i.test(words)) {
    return {
      requirement: 'starts-by-itself',
      level: 'failure',
      message: `its start command does not exist in the image (${said})`,
      fix: 'check ENTRYPOINT and CMD in the Dockerfile; a script needs its interpreter (first line) in the image, and Unix line ends',
    };
  }
  if (/exec format error/i.test(words)) {
    return {
      requirement: 'starts-by-itself',
      level: 'failure',
      message: `its start command is not a program for ${tre.platform} (${said})`,
      fix: `build with --platform ${tre.platform}, and give scripts a first line such as #!/bin/sh`,
    };
  }
  if (/no command specified/i.test(words)) {
    return {
      requirement: 'starts-by-itself',
      level: 'failure',
      message: 'the image has neither ENTRYPOINT nor CMD',
      fix: 'add ENTRYPOINT ["program", "argument"] to the Dockerfile',
    };
  }
  return {
    requirement: 'starts-by-itself',
    level: 'failure',
    message: `it does not start: ${said}`,
    fix: 'check ENTRYPOINT and CMD in the Dockerfile',
  };
}

/** A shell runs already that names a line of its script: `sh: 2: quarto: not found`, `run.sh: line 4: jq: command not found`. */
function explainAbsent(words: string): RunFinding | undefined {
  const [line, name] = /^\S+: (?:line )?\d+: (\S+): (?:command )?not found$/m.exec(words) ?? [];
  if (line === undefined || name === undefined) return undefined;
  return {
    requirement: 'starts-by-itself',
    level: 'failure',
    message: `it starts ${name}, which does not exist in the image (${shorten(line)})`,
    fix: `install what brings ${name}, or correct its name; a script of yours is named with its folder (./${name})`,
  };
}

function explainRefusal(said: string): RunFinding {
  return {
    requirement: 'starts-by-itself',
    level: 'failure',
    message: `apptainer would not run it as podman does: ${said}`,
    fix: said.includes('env-file')
      ? 'write the value so that both read the same: no quotes, blanks, parentheses, `;`, `#`, `$` or backquotes; or read it from a file under /safe_data'
      : 'put --no-eval into ces/opt-file-apptainer.txt (apptainer 1.1 or newer), or leave out `$`, backquotes and redirections',
  };
}

function shorten(words: string): string {
  const text = words
    .replace(/^Error(?: response from daemon)?: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= 300 ? text : `${text.slice(0, 297)}...`;
}
