import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';

/** What every RUN has in its environment without an ARG: https://docs.docker.com/reference/dockerfile/#predefined-args */
const predefined = /^(?:https?|ftp|no|all)_proxy$/i;

/** Whether `NAME=value` of a build, or a NAME of which the environment has the value, makes the image another one than the defaults of its Dockerfile: a label alone does not. */
export function makesAnother(given: string, { instructions }: DockerfileFacts): boolean {
  const [name, value] = splitPair(given);
  if (predefined.test(name)) return instructions.some(({ keyword }) => keyword === 'RUN');
  const declared = instructions.flatMap((each, index) => {
    const word = each.keyword === 'ARG' ? each.words.find(({ value: text }) => splitPair(text)[0] === name) : undefined;
    return word === undefined ? [] : [{ each, index, preset: splitPair(word.value)[1] }];
  });
  const shared = declared.find(({ each }) => each.stage === -1)?.preset;
  return declared.some(({ each, index, preset = shared }) => {
    const isSame = value !== undefined && value === preset;
    return !isSame && instructions.slice(index + 1).some((later) => uses(later, each.stage, name));
  });
}

function splitPair(text: string): readonly [string, string?] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A RUN has every ARG of its stage that stands before it in its environment; others name it. */
function uses(later: Instruction, stage: number, name: string): boolean {
  const names = (): boolean => [...later.text.matchAll(/\$\{?(\w+)/g)].some(([, found]) => found === name);
  if (later.keyword === 'LABEL') return false;
  if (stage === -1) return later.keyword === 'FROM' && names();
  return later.stage === stage && (later.keyword === 'RUN' || names());
}
