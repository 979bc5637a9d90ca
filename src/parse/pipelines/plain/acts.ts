import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { containerPrograms } from '../../shell/vocabulary.ts';
import { imagesOfCommands } from '../run-images.ts';
import { isIdle } from './idle-commands.ts';
import { readPlainBuild } from './plain-build.ts';
import { plainVariable } from './plain-variables.ts';
import { type Look, lookOf, scanOf } from './plain-looks.ts';

/** What a command or an action of known form does, as far as images and Dockerfiles go. */
export type Act = { readonly line: number; readonly program: string } & (
  | { readonly kind: 'idle' | 'end' }
  | { readonly kind: 'build' | 'sent' | 'pull'; readonly names: readonly string[] }
  | { readonly kind: 'tag'; readonly from: string; readonly to: string }
  | { readonly kind: 'scan' | 'push' | 'run'; readonly name: string }
  | ({ readonly kind: 'look' } & Look)
);
/** An act without its place. */
export type Deed = Act extends infer T ? (T extends Act ? Omit<T, 'line' | 'program'> : never) : never;

const idle: Deed = { kind: 'idle' };

/** Acts of a step that is shell, in their order; of one that is of no known form the words in its place. */
export function actsOf({
  commands,
}: PipelineStep): readonly (Act | { readonly line: number; readonly what: string })[] {
  return commands.map((command) => {
    const deed = deedOf(command, commands);
    const { line, program } = command;
    return deed === undefined
      ? { line, what: JSON.stringify(command.words.join(' ').slice(0, 80)) }
      : { ...deed, line, program };
  });
}

function deedOf(command: ShellCommand, all: readonly ShellCommand[]): Deed | undefined {
  const { program, words, assignments } = command;
  // Of an engine it depends on each whether it is the same one.
  if (
    Object.entries(assignments).some(
      ([name, value]) => !plainVariable(name, value) || /^DOCKER_(?!BUILDKIT$)/.test(name),
    )
  )
    return undefined;
  if (program === 'exit' && (words[1] ?? '0') === '0') return { kind: 'end' };
  const scan = scanOf(command);
  if (scan !== undefined) return { kind: 'scan', name: scan };
  const look = lookOf(command);
  if (look !== undefined) return { kind: 'look', ...look };
  if (containerPrograms.has(program)) return ofEngine(command);
  return isIdle(command, all) ? idle : undefined;
}

const idleVerbs =
  /^(?:--version|cp|events|history|images|info|inspect|kill)$|^(?:login|logout|logs|port|ps|rm|rmi)$|^(?:start|stats|stop|top|version|wait)$/;
const idleBelow: Readonly<Record<string, RegExp>> = {
  image: /^(?:history|inspect|ls|prune|rm)$/,
  buildx: /^(?:create|du|inspect|ls|use|version)$/,
  compose: /^(?:config|down|logs|ps|version)$/,
  manifest: /^inspect$/,
  network: /^(?:create|inspect|ls|rm)$/,
  volume: /^(?:create|inspect|ls|rm)$/,
  container: /^(?:inspect|ls|rm|stop)$/,
  system: /^(?:df|info|prune)$/,
};

function ofEngine(command: ShellCommand): Deed | undefined {
  const { words } = command;
  const [, verb = '', ...rest] = words;
  if (idleVerbs.test(verb)) return idle;
  const [below = '', ...more] = rest;
  if (verb === 'buildx' && below === 'imagetools') return more[0] === 'inspect' ? idle : undefined;
  if (Object.hasOwn(idleBelow, verb) && idleBelow[verb]?.test(below) === true) return idle;
  const [act, given] = verb === 'image' || verb === 'buildx' ? [below, more] : [verb, rest];
  if (act === 'build' || act === 'bud') {
    const names = given.includes('--push') ? undefined : readPlainBuild(given, 'more');
    return names === undefined ? undefined : { kind: 'build', names };
  }
  const names = given.filter((word) => !/^(?:-q|--quiet)$/.test(word));
  const [name = '', other = ''] = names;
  const isPlain = names.every((word) => !word.startsWith('-'));
  if (act === 'push') return names.length === 1 && isPlain ? { kind: 'push', name } : undefined;
  if (act === 'tag') return names.length === 2 && isPlain ? { kind: 'tag', from: name, to: other } : undefined;
  if (act === 'pull') return { kind: 'pull', names: imagesOfCommands([command]).map(({ text }) => text) };
  if (act === 'run') return ofRun(command, rest);
  return act === 'exec' ? ofExec(command, rest) : undefined;
}

/** What reaches the engine from within a container, or lets it be another. */
const reaching = /docker\.sock|containerd|podman|--privileged|--entrypoint|--env-file|--group-add/;

/** A container that does no more than wait, or one of a scanner that is asked what it is. */
function ofRun(command: ShellCommand, rest: readonly string[]): Deed | undefined {
  const [image] = imagesOfCommands([command]);
  const at = image === undefined ? -1 : rest.indexOf(image.text);
  if (at < 0) return undefined;
  const [first = '', ...more] = rest.slice(at + 1);
  if (first === 'sleep' && more.length === 1) return idle;
  if (rest.slice(0, at).some((word) => reaching.test(word))) return undefined;
  return /(?:^|\/)(?:hadolint|trivy|grype|syft|shellcheck|actionlint|checkov|kics)(?::|@|$)/.test(image?.text ?? '')
    ? idle
    : { kind: 'run', name: image?.text ?? '' };
}

/** What is started in a container that runs already. */
function ofExec(command: ShellCommand, rest: readonly string[]): Deed | undefined {
  let at = 0;
  while (rest[at]?.startsWith('-') === true) at += /^(?:-[euw]|--(?:env|user|workdir))$/.test(rest[at] ?? '') ? 2 : 1;
  const words = rest.slice(at + 1);
  const [program = ''] = words;
  const { stdin } = command;
  const isShell = /^(?:ba)?sh$/.test(program) && words.slice(1).every((word) => /^-[eux]+$/.test(word));
  const inner =
    isShell && stdin !== undefined ? readShell(stdin.text, () => command.line) : [{ ...command, program, words }];
  return inner.length > 0 && inner.every((each) => isIdle(each, inner)) ? idle : undefined;
}
