import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'system-packages',
  title: 'Package managers of the system and of languages',
  language: 'program',
  imports: ['apt-get', 'apt', 'apk', 'dnf', 'yum', 'microdnf', 'tlmgr', 'cargo', 'rustup', 'go', 'gem'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'apt-get install',
        'apt-get update',
        'apt install',
        'apt update',
        'apk add',
        'dnf install',
        'yum install',
        'microdnf install',
        'tlmgr install',
        'tlmgr update',
        'cargo install',
        'rustup install',
        'rustup update',
        'rustup toolchain',
        'go install',
        'go get',
        'go run',
        'gem install',
      ],
      does: 'installs packages',
      unless: [{ option: '--offline' }, { option: '--no-network' }, { option: '--no-download' }],
    },
  ],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: 'install them in a RUN; start the program itself',
  },
  examples: { asks: 'apt-get install curl', local: 'apt-get --version' },
  seen: { version: 'Debian 12', date: '2026-11-26', how: 'documented', where: 'manuals of the programs' },
});
