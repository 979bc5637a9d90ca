import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { pushesOfCommands } from '../../../parse/pipelines/run-images.ts';
import { isScan } from './image-scans.ts';
import { spell } from './open-values.ts';
import { remadeAfter } from './remade.ts';
import { repositoryOf, tagsOf } from '../../../parse/pipelines/pushes/image-names.ts';
import { type OtherPush, otherPushesOf } from '../../../parse/pipelines/pushes/other-pushes.ts';
import { isOfAnother, scannedBy } from './scanned-name.ts';
import { inputOf, optionOf, silencedBy } from './silent-options.ts';

interface Scan {
  readonly command: number;
  readonly name: string | undefined;
  readonly silenced: string | undefined;
  readonly isForgiven: boolean;
}

/**
 * Makes of a step that scans a function that says of a push why the step's scans say nothing of what is pushed; nothing where one of them does. `at`: its place
 * among the steps.
 */
export function objectionsTo(
  step: PipelineStep,
  at: number,
  pipeline: PipelineFacts,
): (push: PipelineStep, place: number) => string | undefined {
  const scans = scansOf(step);
  return (push, place) => {
    const command = push.commands.findIndex((each) => pushesOfCommands([each]).length > 0);
    const objections = scans.map((scan) => {
      if (scan.isForgiven) return 'and the push goes on where that fails';
      if (scan.silenced !== undefined) return scan.silenced;
      const texts = push.pushes.map(({ text }) => text);
      const { name } = scan;
      if (name !== undefined && texts.length > 0 && texts.every((text) => isOfAnother(name, text, pipeline, at)))
        return `but it is ${spell(name)} that is scanned`;
      const [other] = name === undefined ? [] : otherPushesOf(push).filter((each) => isUnscanned(each, name, pipeline));
      if (other !== undefined) return `and ${other.by} in line ${String(other.line)} pushes another image after that`;
      const remade = texts.flatMap(
        (text) =>
          remadeAfter(
            { step: at, command: scan.command },
            { step: place, command: Math.max(command, 0), text },
            pipeline,
          ) ?? [],
      )[0];
      return remade === undefined ? undefined : `and made another image after that, in line ${String(remade)}`;
    });
    return objections.every((each) => each !== undefined) ? objections[0] : undefined;
  };
}

/** Whether what is copied is by its name neither what was scanned nor what the pipeline builds; what is made of files never was. */
function isUnscanned({ from, isMade }: OtherPush, scanned: string, { steps }: PipelineFacts): boolean {
  if (from === undefined || /[$%]/.test(`${from}${scanned}`)) return isMade === true;
  const own = steps.flatMap(({ commands }) => commands.flatMap(({ words }) => tagsOf(words)));
  return ![scanned, ...own].map(repositoryOf).includes(repositoryOf(from));
}

function scansOf(step: PipelineStep): readonly Scan[] {
  const commands = step.commands.flatMap((command, at) => (isScan(command) ? [describe(command, at)] : []));
  if (commands.length > 0) return commands;
  const name = step.inputs['image-ref'] ?? step.inputs['image'];
  const silenced = silencedBy(inputOf(step), 'image');
  return [{ command: 0, name: name === '' ? undefined : name, silenced, isForgiven: false }];
}

function describe(command: ShellCommand, at: number): Scan {
  return {
    command: at,
    name: scannedBy(command),
    silenced: silencedBy(optionOf(command), 'image'),
    isForgiven: command.forgiven === 'always',
  };
}
