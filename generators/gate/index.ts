import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:gate`: say whether a pipeline may go on. */
export default class GateGenerator extends TreGenerator {
  protected override readonly command = 'gate';
}
