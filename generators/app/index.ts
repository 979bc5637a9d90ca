import { TreGenerator } from '../tre-generator.ts';

/** `yo tre-container`: make a container project from answers. */
export default class CreateGenerator extends TreGenerator {
  protected override readonly command = 'create';

  /** `yo tre-container help` is a person who looks for help, not for a project in a folder of that name. */
  override async writing(): Promise<void> {
    if (this.args.length === 1 && this.args[0] === 'help') process.stdout.write(this.help());
    else await super.writing();
  }
}
