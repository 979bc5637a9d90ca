import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:check`: judge a project by the requirements of the TRE. */
export default class CheckGenerator extends TreGenerator {
  protected override readonly command = 'check';
}
