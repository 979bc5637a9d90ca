import type { Word } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { ReadInstruction } from './instruction.ts';
import { lineEnds } from '../text/line-ends.ts';
import { readScript, readShell, type ShellScript } from '../shell/shell.ts';
import { unwrap } from '../shell/unwrap.ts';
import type { Lookup } from '../shell/shell-word.ts';

const starters = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** `<<EOF`, `<<EOF bash -e`, `<<EOF sh -s -- a`: a shell that is given no other program reads the heredoc. */
const readsScript =
  /^\d*<<-?\S+(?:\s+(?:ba|da)?sh(?:\s+-(?:[abe-rt-zA-Z]+|-[a-z]+)(?:\s+(?:pipefail|errexit|nounset|xtrace))?)*(?:\s+-s(?:\s.*)?)?)?$/;

/** Programs that an instruction starts, or why they are not read: JSON form directly, shell form and heredoc scripts through the shell. */
export function readCommands(
  read: ReadInstruction,
  words: readonly Word[],
  shell: readonly string[],
  lookup: Lookup,
): Pick<ShellScript, 'commands' | 'unread'> {
  if (!starters.has(read.keyword)) return { commands: [] };
  if (read.form === 'json') return readExec(words, lookup);
  const own = read.keyword === 'RUN' || isPlain(shell) ? [] : ownShell(read, shell, lookup);
  const { commands, unread } = readText(read, shell, lookup);
  return { commands: [...own, ...commands], ...(unread === undefined ? {} : { unread }) };
}

/** Whether a SHELL only runs the text that it is given: a shell of the system with its options, started by whatever starts programs. */
function isPlain(shell: readonly string[]): boolean {
  const [first = '', ...options] = unwrap(shell).words;
  return (
    /^(?:\/(?:usr\/(?:local\/)?)?bin\/)?(?:ba|da|a|z|k)?sh$/.test(first) &&
    options.every((word) => word.startsWith('-') || /^(?:pipefail|errexit|nounset|xtrace)$/.test(word))
  );
}

/** What is started of a text in shell form where SHELL names a program of its own, or a text that comes first. */
function ownShell(read: ReadInstruction, shell: readonly string[], lookup: Lookup): readonly ShellCommand[] {
  const words = [...shell, read.text].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return readShell(words, () => read.line, lookup);
}

function readText(
  read: ReadInstruction,
  shell: readonly string[],
  lookup: Lookup,
): Pick<ShellScript, 'commands' | 'unread'> {
  // Also `SHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]`.
  const at = shell.findIndex((word) => /^(?:.*[\\/])?(?:ba|da|a|z|k)?sh$/.test(word));
  if (at < 0) return { commands: [] };
  // `bash -nc` reads the text and runs nothing of it.
  if (isPlain(shell) && shell.slice(at + 1).some((word) => /^-[a-z]+$/.test(word) && word.includes('n')))
    return { commands: [] };
  const text =
    read.keyword === 'HEALTHCHECK' ? read.text.replace(/^CMD\s/i, (found) => ' '.repeat(found.length)) : read.text;
  const nested = read.keyword === 'HEALTHCHECK' && text.trimStart().startsWith('[');
  if (nested) return readScript(text.replaceAll(/[[\],]/g, ' '), () => read.line, { lookup });
  const script = read.heredocs[0];
  // `RUN <<EOF` alone gives the text to the shell; a text that names its own interpreter is read only when that is a shell.
  const isScript = script !== undefined && readsScript.test(text.trim());
  if (!isScript) return readScript(text, (index) => read.logical.line(read.at + index), { lookup });
  if (/^#!(?!.*\b(?:ba|da|z|k)?sh\b)/.test(script.text)) return { commands: [] };
  const endsBefore = lineEnds(script.text);
  return readScript(script.text, (index) => script.line + endsBefore(index), { lookup });
}

/** A command in JSON form; what `sh -c` gets is read as shell text. */
function readExec(words: readonly Word[], lookup: Lookup): Pick<ShellScript, 'commands' | 'unread'> {
  const [first] = words;
  if (first === undefined) return { commands: [] };
  const quoted = words.map((word) => `'${word.text.replaceAll("'", `'\\''`)}'`).join(' ');
  return readScript(quoted, () => first.line, { lookup });
}
