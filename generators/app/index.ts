import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container`: make a container project from answers. */
export default class CreateGenerator extends TreGenerator {
  protected override readonly command = 'create';
}
