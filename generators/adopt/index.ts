import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:adopt`: start from a repository that exists already. */
export default class AdoptGenerator extends TreGenerator {
  protected override readonly command = 'adopt';
}
