import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:diff`: say what differs between two bundles. */
export default class DiffGenerator extends TreGenerator {
  protected override readonly command = 'diff';
}
