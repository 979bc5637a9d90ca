import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { installsUnnamed } from './find-interpreter.ts';

/** Debian and Ubuntu have no command `python`, whatever version of Python 3 is installed from them. */
export function findBarePython(
  { entrypoint, cmd, from, instructions }: FinalImage,
  dockerfile: DockerfileFacts,
): Finding | undefined {
  const start = entrypoint ?? cmd;
  const name = from.named?.canonicalRepository ?? '';
  if (start?.commands[0]?.words[0] !== 'python' || !/^library\/(?:debian|ubuntu)$/.test(name)) return undefined;
  const mayBeThere = instructions.some(
    ({ keyword, flags, words, commands, start: begin, end }) =>
      (keyword === 'COPY' && flags['from'] !== undefined) ||
      (keyword === 'ENV' && words.some(({ text }) => text.startsWith('PATH='))) ||
      (keyword === 'RUN' && mayBring(dockerfile.text.slice(begin, end), commands)),
  );
  return mayBeThere
    ? undefined
    : {
        message: `${start.keyword} starts python, and ${from.word.value} has none: its packages bring python3`,
        location: { file: dockerfile.path, line: start.line },
        fix: 'start python3, or install python-is-python3',
      };
}

function mayBring(text: string, commands: readonly ShellCommand[]): boolean {
  return bringsPython.test(text) || installsUnnamed(text, commands);
}

/** What a command called `python` may come from: a package of that name, a link, an installer, something that is compiled or unpacked. */
const bringsPython =
  /(?:^|[\s/"'=])python(?:2|-is-python3|-minimal|-dev)?(?=$|[\s"';&|:=])|conda|mamba|pyenv|pixi|\buv\b|\b(?:make|tar|unzip|curl|wget|dpkg|alternatives)\b|git clone|\.sh\b/m;
