import { tellNote } from '../../src/program.ts';
import { nameMeant } from '../name-meant.ts';
import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container`: make a container project from answers. */
export default class CreateGenerator extends TreGenerator {
  protected override readonly command = 'create';

  override async writing(): Promise<void> {
    const meant = nameMeant(this.args);
    if (meant === undefined) return super.writing();
    tellNote(meant, this.createEnvironment());
    process.exitCode = 2;
  }
}
