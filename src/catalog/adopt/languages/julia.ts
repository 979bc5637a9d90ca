import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { usualInJulia } from '../../software/julia-names.ts';
import { juliaStandard } from '../libraries.ts';

/** Julia, as repositories have it. */
export const julia: AdoptedLanguage = {
  name: 'julia',
  label: 'Julia',
  start: ['julia', '--project=.', '{path}'],
  scripts: ['jl'],
  entry: { by: 'calls', moreThan: 2 },
  inDocuments: { sign: /^[ \t]*```\{julia|"language":\s*"julia"/m },
  imports: { language: 'julia', separator: '.', standard: juliaStandard, usual: usualInJulia, ownFiles: true },
  adopt: {
    tools: ['julia'],
    ownList: 'install_packages.jl',
    script: {
      whole: { installer: 'julia', file: 'Manifest.toml', takesMore: false },
      // Bounded: it searches a Dockerfile that was rendered here.
      place: { folder: '/opt/julia-project', line: /^COPY --chmod=0444 Project\.toml [^\n]*\n/m },
    },
    takesDockerfile: false,
    // JULIA_PROJECT names the project, wherever the program is started.
    saidByImage: /^--project(?:=[.@]*)?$/,
  },
};
