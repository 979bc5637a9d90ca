import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';

/** Whether a program has a setting (`NAME=value`): from its surroundings, from the image, or by itself. */
export function isSetFor(
  setting: string,
  program: ProgramFacts,
  environment: ReachedProgram['environment'],
  image: FinalImage,
): boolean {
  const [name = '', wanted = ''] = setting.split('=');
  const inProgram = program.variables.filter((each) => each.name === name).map(({ value }) => textOf(value));
  return [environment.get(name), image.environment.get(name)?.value, ...inProgram].some(
    (value) => value?.toLowerCase() === wanted.toLowerCase(),
  );
}
