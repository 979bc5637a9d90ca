import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** Installers that ask before they install, with the words that answer. */
const asking: readonly { readonly program: RegExp; readonly answered: RegExp }[] = [
  // conda and zypper take no answer for a yes.
  { program: /^apt(?:-get|itude)?$/, answered: /^-[a-zA-Z]*y|^-qq|^-q=2$|^--(?:yes|assume-yes|force-yes)$|Assume-Yes/ },
  { program: /^(?:dnf|yum|microdnf|tdnf)$/, answered: /^-[a-zA-Z]*y|^--assumeyes$/ },
];
const installing = /^(?:install|upgrade|dist-upgrade|full-upgrade|update)$/;

/** Installs in a RUN that wait for a yes: nobody is there to give it. */
export function findAskingInstalls({ instructions }: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  const isAnswered = instructions.some(
    ({ keyword, text }) => /^(?:RUN|ENV)$/.test(keyword) && answeredForAll.test(text),
  );
  if (isAnswered) return [];
  return instructions.flatMap((instruction) =>
    instruction.keyword === 'RUN' ? instruction.commands.flatMap((command) => judge(command, instruction, path)) : [],
  );
}

/** Settings that answer every question of an installer. */
const answeredForAll = /Assume-Yes|assumeyes=/i;

function judge(command: ShellCommand, { commands }: Instruction, file: string): readonly Finding[] {
  const { program, words, line, pipeline } = command;
  const found = asking.find((each) => each.program.test(program));
  const verb = words.slice(1).find((word) => !word.startsWith('-'));
  // `apt-get update` reads lists.
  const installs = installing.test(verb ?? '') && (verb !== 'update' || !program.startsWith('apt'));
  if (found === undefined || !installs || words.some((word) => found.answered.test(word))) return [];
  if (words.some((word) => /^(?:--help|--dry-run|-s|--download-only|-d)$/.test(word))) return [];
  // `yes | apt-get install x`
  if (commands.some((each) => each.pipeline === pipeline && /^(?:yes|echo|printf)$/.test(each.program))) return [];
  return [
    {
      message: `${program} ${verb ?? ''} asks before it installs, and nobody answers a build: it ends there`,
      location: { file, line },
      fix: 'add -y',
    },
  ];
}
