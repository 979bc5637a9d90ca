import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:assess`: say whether an image is worse than its base. */
export default class AssessGenerator extends TreGenerator {
  protected override readonly command = 'assess';
}
