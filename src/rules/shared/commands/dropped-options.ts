import type { Finding } from '../../../model/check/rule.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { listInstructions, type Subject } from '../dependencies/find-dependencies.ts';
import { mustSucceed } from '../image/must-succeed.ts';

interface DroppedWords {
  /** The words behind the tool, joined by blanks. */
  readonly command: RegExp;
  readonly what: string;
  readonly instead: string;
  /** What in the Dockerfile brings it back. */
  readonly unless?: RegExp;
}

interface Dropped {
  /** How the Dockerfile may say that it takes an older one. */
  readonly older: RegExp;
  readonly words: readonly DroppedWords[];
}

/** What the newest releases no longer know (tried with poetry 2.5.1 and pipenv 2026.10.3); each ends with an error there. */
const tools: ReadonlyMap<string, Dropped> = new Map([
  [
    'poetry',
    {
      older: /poetry(?:\[\w+\])?["']? ?(?:[=<~@])|POETRY_VERSION|--version\b/i,
      words: [
        { command: /^install\b.* --no-dev\b/, what: '--no-dev', instead: 'write --only main' },
        { command: /^install\b.* --dev-only\b/, what: '--dev-only', instead: 'write --only dev' },
        { command: /^install\b.* --remove-untracked\b/, what: '--remove-untracked', instead: 'write --sync' },
        { command: /^lock\b.* --no-update\b/, what: '--no-update', instead: 'leave it out' },
        {
          command: /^export\b/,
          what: 'the command export',
          instead: 'install poetry-plugin-export with it',
          unless: /plugin-export/,
        },
      ],
    },
  ],
  [
    'pipenv',
    {
      older: /pipenv["']? ?[=<~@]/i,
      words: [
        { command: /^lock\b.* (?:-r|--requirements)\b/, what: 'lock -r', instead: 'write pipenv requirements' },
        { command: /^(?:install|lock)\b.* --keep-outdated\b/, what: '--keep-outdated', instead: 'leave it out' },
        { command: /^install\b.* --sequential\b/, what: '--sequential', instead: 'leave it out' },
      ],
    },
  ],
]);

/** Options and commands that the tool had once, where a RUN installs the tool without a version: the build ends there. */
export function findDroppedOptions(subject: Subject): readonly Finding[] {
  const { path, text } = subject.dockerfile;
  return [...tools].flatMap(([tool, { older, words }]) => {
    if (!text.includes(tool) || older.test(text)) return [];
    const runs = listInstructions(subject).filter(mustSucceed);
    const isNewest = runs.some(({ commands }) =>
      commands.some((command) => readInstall(command)?.packages.includes(tool) === true),
    );
    return (isNewest ? runs : []).flatMap(({ commands }) =>
      commands.flatMap(({ program, words: said, line }) => {
        const given = program === tool ? said.slice(1).join(' ') : '';
        return words
          .filter(({ command, unless }) => command.test(given) && unless?.test(text) !== true)
          .map(({ what, instead }) => ({
            message: `${tool} is installed without a version, and the newest no longer knows ${what}: the build ends there`,
            location: { file: path, line },
            fix: `${instead}, or install the version of ${tool} that you use: ${tool}==VERSION`,
          }));
      }),
    );
  });
}
