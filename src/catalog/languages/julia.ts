import type { Language } from '../../model/render/language.ts';

/** Julia. A Project.toml or Manifest.toml may stand in place of a list. */
export const julia: Language = {
  name: 'julia',
  label: 'Julia',
  interpreter: 'julia',
  ending: 'jl',
  starter: 'main.jl',
  loaderFile: '',
  starterUsesPackages: true,
  manifestEnding: '.toml',
  listing: {
    locks: /^Manifest[\w.-]*\.toml$/,
    lock: 'Manifest.toml',
    installsLock: 'Pkg.instantiate',
    project: 'Project.toml',
    resolvesAtBuild: true,
  },
};
