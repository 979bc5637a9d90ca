import { upgradeDefinition } from '../../src/commands/upgrade-definition.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container:upgrade`: take over what is new in the templates, keeping every edit. */
export default class UpgradeGenerator extends TreGenerator {
  protected override readonly definition = upgradeDefinition;

  protected override load(): ReturnType<TreGenerator['load']> {
    return import('../../src/commands/upgrade.ts');
  }
}
