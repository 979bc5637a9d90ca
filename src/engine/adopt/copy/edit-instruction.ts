import type { FinalImage, Instruction, Stage, Word } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ImageReference } from '../../../model/dockerfile/image-reference.ts';
import { isSecretName } from '../../../parse/text/secret-name.ts';
import type { Edit } from './copied-dockerfile.ts';

/** What an edit has to know beside the instruction. */
export interface EditPlace {
  readonly text: string;
  readonly stages: readonly Stage[];
  readonly final: FinalImage;
}

/** The name of an image as it is written in a FROM: with its registry, and its digest where it has one. */
export function fullName({ canonicalRegistry, canonicalRepository, tag, digest }: ImageReference): string {
  const name = `${canonicalRegistry}/${canonicalRepository}`;
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Why a FROM has another text, where its image is the same. */
export const nameInFull = 'base-image-qualified: the name in full.';

/** What becomes of an instruction that brings nothing of the build context; nothing where it stays as it is. */
export function editInstruction(instruction: Instruction, place: EditPlace): Edit | undefined {
  const { keyword, stage } = instruction;
  if (keyword === 'FROM') return editFrom(instruction, place);
  if (keyword === 'ENV' || keyword === 'ARG') return editSettings(instruction, place.text);
  if (keyword === 'RUN') return editRun(instruction, place.text);
  if (!place.final.stage.lineage.includes(stage)) return undefined;
  if (keyword === 'USER') {
    const user = instruction.words[0]?.value ?? '';
    if (/^(?:root|0)(?::.*)?$/.test(user)) return undefined;
    return { instruction, why: 'nothing-in-home: all is installed for every user, and the user stands at the end.' };
  }
  const why = dropped[keyword];
  return why === undefined ? undefined : { instruction, why };
}

const dropped: Readonly<Record<string, string>> = {
  ENTRYPOINT: 'starts-without-interaction: the start stands at the end.',
  CMD: 'starts-without-interaction: the start stands at the end.',
  EXPOSE: 'interactive-port-exposed: nobody connects to a batch job.',
  HEALTHCHECK: 'a batch job ends by itself: there is nothing to poll.',
  MAINTAINER: 'no-maintainer: the label at the end says who answers for the image.',
};

function editFrom(instruction: Instruction, { stages }: EditPlace): Edit | undefined {
  const from = stages.find(({ index }) => index === instruction.stage)?.from;
  if (from?.image === undefined) return undefined;
  const name = stages[instruction.stage]?.name;
  const wanted = fullName(from.image);
  if (from.word.text === wanted && from.platform === undefined) return undefined;
  const why = [
    ...(from.word.text === wanted ? [] : [nameInFull]),
    ...(from.platform === undefined ? [] : ['platform-amd64: the platform is named where the image is built.']),
  ].join(' ');
  return { instruction, why, text: `FROM ${wanted}${name === undefined ? '' : ` AS ${name}`}` };
}

function isProxy(name: string, value: string): boolean {
  return /^(?:https?|ftp|all|no)_proxy$/i.test(name) && value !== '';
}

function splitSetting({ value }: Word): readonly [name: string, value: string] {
  const at = value.indexOf('=');
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

/** Why a setting may not stay. */
function whyNot(word: Word): string | undefined {
  const [name, value] = splitSetting(word);
  if (isProxy(name, value))
    return `${name} names a proxy of another place, and may hold a password, so that it is not repeated here`;
  if (value !== '' && isSecretName(name))
    return `no-secrets: ${name} is by its name a secret, which everybody who has the image could read`;
  return undefined;
}

function editSettings(instruction: Instruction, source: string): Edit | undefined {
  const { keyword, words } = instruction;
  const reasons = words.flatMap((word) => whyNot(word) ?? []);
  if (reasons.length === 0) return undefined;
  const kept = words.flatMap((word) => {
    const [name, value] = splitSetting(word);
    if (whyNot(word) === undefined) return [source.slice(word.start, word.end)];
    // The build may still be given one.
    return keyword === 'ARG' && !isProxy(name, value) ? [name] : [];
  });
  const why = `${reasons.join('; ')}.`;
  return {
    instruction,
    why,
    isSecret: true,
    ...(kept.length === 0 ? {} : { text: `${keyword} ${kept.join(' \\\n    ')}` }),
  };
}

/** `pip install --user` puts packages where the TRE's user does not look. */
function editRun(instruction: Instruction, source: string): Edit | undefined {
  const installs = instruction.commands.some(
    ({ program, words }) => /^(?:pip|python)/.test(program) && words.includes('install') && words.includes('--user'),
  );
  if (!installs) return undefined;
  const before = source.slice(instruction.start, instruction.end);
  const text = before.split('\n').map(withoutUser()).join('\n');
  if (text === before) return undefined;
  return { instruction, why: 'nothing-in-home: for every user, not below a home directory.', text };
}

/** Takes `--user` out of one line after the other, where the command that it belongs to, which may begin on a line above, installs by pip. */
function withoutUser(): (line: string) => string {
  let [program, word, isContinued] = [false, undefined as string | undefined, false];
  return (line) => {
    if (!isContinued) [program, word] = [false, undefined];
    let installs = word === 'install';
    for (const each of line.split(/\s+/)) {
      if (/^(?:\S*\/)?pip[\d.]*$/.test(each)) [program, word] = [true, undefined];
      else if (program && word === undefined && each !== '' && !/^[-\\]/.test(each)) word = each;
      installs ||= word === 'install';
    }
    isContinued = line.endsWith('\\');
    return installs ? line.replaceAll(/[ \t]--user(?=\s|$)/g, '') : line;
  };
}
