import { pinDefinition } from '../../src/commands/pin-definition.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:pin`: pin every image by digest. */
export default class PinGenerator extends TreGenerator {
  protected override readonly definition = pinDefinition;

  protected override load(): ReturnType<TreGenerator['load']> {
    return import('../../src/commands/pin.ts');
  }
}
