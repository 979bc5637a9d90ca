import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:verify`: say whether a bundle is as it was packed. */
export default class VerifyGenerator extends TreGenerator {
  protected override readonly command = 'verify';
}
