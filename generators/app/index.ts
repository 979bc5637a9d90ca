import { createDefinition } from '../../src/commands/create-definition.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container`: make a container project from answers. */
export default class CreateGenerator extends TreGenerator {
  protected override readonly definition = createDefinition;

  protected override load(): ReturnType<TreGenerator['load']> {
    return import('../../src/commands/create.ts');
  }
}
