import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readInstall } from '../shell/installs.ts';

/** A package of R in the folder where the command runs. */
const ofR =
  /^(?:R CMD INSTALL (?:--?\S+ )*\.?\/?$|(?:Rscript|R) .*(?:devtools::install|remotes::install_local|pak::local_install)\()/;

/** Whether a command installs the project itself, beside what it needs: `pip install -e .`, `poetry install`, `R CMD INSTALL .`. */
export function installsProject(command: ShellCommand): boolean {
  const install = readInstall(command);
  return (
    (install !== undefined &&
      (install.projects.length > 0 || install.ownProject) &&
      !command.words.some((word) => /^--no-(?:root|install-project)$/.test(word))) ||
    (command.program === 'python' &&
      /^(?:install|develop)$/.test(command.words[2] ?? '') &&
      command.words[1] === 'setup.py') ||
    ofR.test(command.words.join(' '))
  );
}
