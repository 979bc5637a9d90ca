import type { Location } from '../../../model/check/rule.ts';
import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { comparisonOf } from '../dependencies/is-compared.ts';
import { fetchedTo, isFetch } from '../fetches.ts';
import { spell } from './open-values.ts';

/** The first program that a step fetches and that is no action and no image: from an address, unless a checksum is compared, or by npx and its kind without a version. */
export function findFetched(
  pipelines: readonly PipelineFacts[],
): { readonly text: string; readonly location: Location } | undefined {
  for (const { path, steps } of pipelines)
    for (const { commands, file = path } of steps)
      for (const command of commands) {
        const text = describe(command, commands);
        if (text !== undefined) return { text: spell(text), location: { file, line: command.line } };
      }
  return undefined;
}

const shells = /^(?:ba|da|z|k)?sh$|^(?:sudo|python[\d.]*|perl|node)$/;

function describe(command: ShellCommand, all: readonly ShellCommand[]): string | undefined {
  const { program, words, pipeline } = command;
  if (isFetch(command)) {
    const address = words.find((word) => /^https?:\/\/\S/.test(word) && !/^https?:\/\/(?:localhost|127\.)/.test(word));
    if (address === undefined) return undefined;
    const isRun = all.some((each) => each.pipeline === pipeline && shells.test(each.program));
    const isKept = fetchedTo(command).some((name) => !/^(?:\/dev\/null|-)$/.test(name));
    const comparison = isKept ? comparisonOf(command, all) : 'yes';
    if (isRun || comparison === 'no') return `what ${address} gives is compared with no checksum`;
    return comparison === 'unseen'
      ? `whether what ${address} gives is among what is compared with a checksum is not seen`
      : undefined;
  }
  if (!/^(?:npx|pnpx|bunx|uvx|pipx)$/.test(program)) return undefined;
  const name = words.slice(1).find((word) => !word.startsWith('-') && word !== 'run');
  return name === undefined || /[^@]@\d|==\d|^[./]/.test(name)
    ? undefined
    : `${program} ${name} fetches what is newest`;
}
