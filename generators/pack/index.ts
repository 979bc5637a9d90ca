import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:pack`: put what Governance decides on into one folder that can be checked. */
export default class PackGenerator extends TreGenerator {
  protected override readonly command = 'pack';
}
