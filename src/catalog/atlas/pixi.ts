import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pixi',
  title: 'pixi',
  language: 'program',
  imports: ['pixi'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['pixi run', 'pixi shell'],
      does: 'brings the environment up to date before the program starts',
      unless: [
        { option: '--frozen' },
        { option: '--no-install' },
        { option: '--as-is' },
        { variable: 'PIXI_NO_INSTALL', is: /true|1/i },
        { variable: 'PIXI_FROZEN', is: /true|1/i },
        { variable: 'PIXI_OFFLINE', is: /true|1/i },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      commands: ['pixi install', 'pixi add', 'pixi update', 'pixi global', 'pixi exec', 'pixi self-update'],
      does: 'installs packages',
    },
  ],
  settings: [
    {
      name: 'PIXI_FROZEN',
      value: 'true',
      kind: 'switch',
      why: 'the lock file is taken as it is',
      afterInstall: true,
      needed: true,
    },
    {
      name: 'PIXI_NO_INSTALL',
      value: 'true',
      kind: 'switch',
      why: 'the environment is taken as it is',
      afterInstall: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/rattler', movedBy: ['PIXI_CACHE_DIR', 'RATTLER_CACHE_DIR'] }],
  stage: {
    outside: 'commit pixi.lock',
    inside: 'RUN pixi install --locked; ENTRYPOINT ["/opt/app/.pixi/envs/default/bin/python", ...]',
  },
  examples: {
    asks: 'pixi run main',
    local: 'pixi run main',
    environment: { PIXI_FROZEN: 'true', PIXI_NO_INSTALL: 'true' },
  },
  seen: {
    version: 'prefix-dev/pixi 0.77.0',
    date: '2026-11-25',
    how: 'source',
    where: 'crates and docs/reference/cli',
  },
});
