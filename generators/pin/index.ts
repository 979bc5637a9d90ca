import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:pin`: pin every image by digest. */
export default class PinGenerator extends TreGenerator {
  protected override readonly command = 'pin';
}
