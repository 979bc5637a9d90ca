import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:upgrade`: take over what is new in the templates, keeping every edit. */
export default class UpgradeGenerator extends TreGenerator {
  protected override readonly command = 'upgrade';
}
