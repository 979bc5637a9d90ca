import type { KeptScript } from '../../model/pipelines/kept-script.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';
import type { Lookup } from '../shell/shell-word.ts';
import type { LocatedNode } from '../text/located-yaml.ts';

/** A script that was read, the values that it asked for, and its commands as if it began in line 0. */
interface Remembered {
  readonly written: string;
  readonly asked: ReadonlyMap<string, string | undefined>;
  readonly commands: readonly ShellCommand[];
}

/** A name of an image without quotes, blanks and what a shell reads: it fills a word, and nothing else of a script depends on it. */
const imageName = /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)+$/;

/** Scripts that are kept, and their characters: what a pipeline repeats, and what generated pipelines share. */
const most = 200;
const longest = 20_000;

const remembered = new Map<string, Remembered>();
const known = new Map<string, readonly KeptScript[]>();

/** Takes scripts that were read when this package was built: they are not read again. */
export function rememberKept(scripts: readonly KeptScript[]): void {
  for (const script of scripts) known.set(script.text, [...(known.get(script.text) ?? []), script]);
}

/** Forgets every script, as a process that has just begun. */
export function forgetScripts(): void {
  remembered.clear();
  known.clear();
}

/** The scripts that were read so far, for the build to keep. */
export function keepRemembered(): readonly KeptScript[] {
  return [...remembered].map(([text, { written, asked, commands }]) => ({
    text,
    ...(written === text ? {} : { written }),
    asked: [...asked].map(([name, value]) => [name, value ?? null] as const),
    commands,
  }));
}

/** Reads the script of a node, `text` with its expressions filled in; one that was read before with the same values is not read again. */
export function readRemembered(text: string, node: LocatedNode, lookup: Lookup): readonly ShellCommand[] {
  const first = node.lineAt(0);
  const before = remembered.get(text) ?? recall(text, lookup);
  if (before !== undefined && before.written === node.text && meansTheSame(before, lookup))
    return before.commands.map((command) => moveBy(command, first));
  const asked = new Map<string, string | undefined>();
  const commands = readShell(
    text,
    node.lineAt,
    (name) => {
      const value = lookup(name);
      asked.set(name, value);
      return value;
    },
    // GitHub, GitLab and CircleCI all begin with it.
    true,
  );
  if (text.length <= longest) {
    const [oldest] = remembered.keys();
    if (remembered.size >= most && oldest !== undefined) remembered.delete(oldest);
    const moved = commands.map((command) => moveBy(command, -first));
    remembered.set(text, { written: node.text ?? '', asked, commands: moved });
  }
  return commands;
}

function recall(text: string, lookup: Lookup): Remembered | undefined {
  const own = lookup('IMAGE');
  for (const { written = text, asked: kept, commands, image } of known.get(text) ?? []) {
    const asked = new Map(kept.map(([name, value]) => [name, value ?? undefined]));
    if (!meansTheSame({ asked }, lookup)) continue;
    if (image === undefined) return { written, asked, commands };
    if (own !== undefined && imageName.test(own)) return { written, asked, commands: rename(commands, image, own) };
  }
  return undefined;
}

/** The commands of another image. Neither name holds anything that JSON spells in another way. */
function rename(commands: readonly ShellCommand[], image: string, own: string): readonly ShellCommand[] {
  return JSON.parse(JSON.stringify(commands).replaceAll(image, own)) as readonly ShellCommand[];
}

function meansTheSame({ asked }: Pick<Remembered, 'asked'>, lookup: Lookup): boolean {
  return [...asked].every(([name, value]) => lookup(name) === value);
}

function moveBy(command: ShellCommand, lines: number): ShellCommand {
  const { stdin } = command;
  return {
    ...command,
    line: command.line + lines,
    ...(stdin === undefined ? {} : { stdin: { ...stdin, line: stdin.line + lines } }),
  };
}
