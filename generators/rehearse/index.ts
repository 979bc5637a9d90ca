import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:rehearse`: build the container and run it as the TRE will. */
export default class RehearseGenerator extends TreGenerator {
  protected override readonly command = 'rehearse';
}
