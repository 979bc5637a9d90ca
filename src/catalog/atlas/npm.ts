import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'npm',
  title: 'npm, npx, yarn and pnpm',
  language: 'program',
  imports: ['npm', 'npx', 'yarn', 'pnpm', 'corepack'],
  packages: { apt: ['npm'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['npx', 'npm exec', 'npm create', 'pnpm dlx', 'yarn dlx', 'bunx'],
      does: 'downloads a package when it is not there',
      unless: [
        { option: '--no-install' },
        { option: '--no' },
        { option: '--offline' },
        { variable: 'npm_config_offline', is: /true/i },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'npm install',
        'npm ci',
        'npm i',
        'npm update',
        'yarn install',
        'yarn add',
        'pnpm install',
        'pnpm add',
        'corepack enable',
      ],
      does: 'installs packages',
      unless: [{ option: '--offline' }, { variable: 'npm_config_offline', is: /true/i }],
    },
  ],
  settings: [
    { name: 'npm_config_offline', value: 'true', kind: 'switch', why: 'only the cache is used', afterInstall: true },
    { name: 'npm_config_update_notifier', value: 'false', kind: 'switch', why: 'no look for a newer version' },
    { name: 'npm_config_cache', value: '/scratch/npm', kind: 'cache', why: 'cache and logs are written there' },
  ],
  caches: [{ place: '~/.npm', movedBy: ['npm_config_cache'] }],
  stage: { outside: 'commit package-lock.json', inside: 'RUN npm ci; start with node, not npm' },
  examples: { asks: 'npx http-server', local: 'node /opt/app/main.js' },
  seen: { version: 'npm 11.19.1', date: '2026-11-25', how: 'run', where: 'config ls -l; documentation of corepack' },
});
