import { checkDefinition } from '../../src/commands/check-definition.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:check`: judge a project by the requirements of the TRE. */
export default class CheckGenerator extends TreGenerator {
  protected override readonly definition = checkDefinition;

  protected override load(): ReturnType<TreGenerator['load']> {
    return import('../../src/commands/check.ts');
  }
}
