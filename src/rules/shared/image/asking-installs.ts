import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
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
export function findAskingInstalls(image: FinalImage, dockerfile: DockerfileFacts): readonly Finding[] {
  return listAsking(image, dockerfile).flatMap(({ finding, isSure }) => (isSure ? [finding] : []));
}

/** apt asks only where it installs more than what is named, which a small package may not need. */
export function judgeAskingInstalls(image: FinalImage, dockerfile: DockerfileFacts): Verdict | undefined {
  const [first] = listAsking(image, dockerfile).filter(({ isSure }) => !isSure);
  return first === undefined
    ? undefined
    : unknown(
        first.finding.message.replace(/ asks .*/, ' asks where the package needs others, and nobody answers a build'),
        first.finding.location,
        first.finding.fix,
      );
}

interface Asking {
  readonly finding: Finding;
  readonly isSure: boolean;
}

function listAsking({ instructions }: FinalImage, { path }: DockerfileFacts): readonly Asking[] {
  const isAnswered = instructions.some(
    ({ keyword, text }) => /^(?:RUN|ENV)$/.test(keyword) && answeredForAll.test(text),
  );
  if (isAnswered) return [];
  return instructions.flatMap((instruction) =>
    instruction.keyword === 'RUN' ? instruction.commands.flatMap((command) => judge(command, instruction, path)) : [],
  );
}

/** Packages that need next to nothing beside the library of C. */
const alone: ReadonlySet<string> = new Set([
  'bzip2',
  'less',
  'make',
  'nano',
  'sed',
  'sudo',
  'tini',
  'unzip',
  'xz-utils',
  'zip',
]);

/** Settings that answer every question of an installer. */
const answeredForAll = /Assume-Yes|assumeyes=/i;

function judge(command: ShellCommand, { commands }: Instruction, file: string): readonly Asking[] {
  const { program, words, line, pipeline } = command;
  const found = asking.find((each) => each.program.test(program));
  const verb = words.slice(1).find((word) => !word.startsWith('-'));
  // `apt-get update` reads lists.
  const installs = installing.test(verb ?? '') && (verb !== 'update' || !program.startsWith('apt'));
  if (found === undefined || !installs || words.some((word) => found.answered.test(word))) return [];
  if (words.some((word) => /^(?:--help|--dry-run|-s|--download-only|-d)$/.test(word))) return [];
  // `yes | apt-get install x`
  if (commands.some((each) => each.pipeline === pipeline && /^(?:yes|echo|printf)$/.test(each.program))) return [];
  const named = words.slice(words.indexOf(verb ?? '') + 1).filter((word) => !word.startsWith('-'));
  const finding = {
    message: `${program} ${verb ?? ''} asks before it installs, and nobody answers a build: it ends there`,
    location: { file, line },
    fix: 'add -y',
  };
  return [
    { finding, isSure: !(program.startsWith('apt') && verb === 'install' && named.every((each) => alone.has(each))) },
  ];
}
