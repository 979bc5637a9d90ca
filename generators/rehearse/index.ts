import { rehearseDefinition } from '../../src/commands/rehearse-definition.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:rehearse`: build the container and run it as the TRE will. */
export default class RehearseGenerator extends TreGenerator {
  protected override readonly definition = rehearseDefinition;

  protected override load(): ReturnType<TreGenerator['load']> {
    return import('../../src/commands/rehearse.ts');
  }
}
