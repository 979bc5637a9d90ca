import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'wandb',
  title: 'Weights & Biases',
  language: 'python',
  imports: ['wandb'],
  packages: { pypi: ['wandb'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['wandb.init', 'wandb.login', 'wandb.Api', 'wandb.sweep', 'wandb.agent'],
      commands: ['wandb login', 'wandb sync', 'wandb sweep', 'wandb agent'],
      does: 'logs to a web service, which gets settings and results',
      unless: [
        { argument: named('mode'), is: [/^(?:offline|disabled|dryrun)$/] },
        { variable: 'WANDB_MODE', is: /offline|disabled|dryrun/ },
        { variable: 'WANDB_DISABLED', is: /true|1/i },
      ],
    },
  ],
  settings: [
    { name: 'WANDB_MODE', value: 'offline', kind: 'switch', why: 'runs are kept in files, not sent', needed: true },
    { name: 'WANDB_DIR', value: '/safe_outputs/wandb', kind: 'output', why: 'where they are kept', needed: true },
    { name: 'WANDB_ERROR_REPORTING', value: 'false', kind: 'switch', why: 'no reports of errors' },
  ],
  caches: [{ place: '~/.cache/wandb', movedBy: ['WANDB_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  writes: [{ place: './wandb', calls: ['wandb.init'], movedBy: ['WANDB_DIR'], unless: [named('dir')] }],
  hosts: ['api.wandb.ai', 'forge.coreweave.com'],
  stage: {
    outside: 'nothing',
    inside: 'ENV WANDB_MODE=offline WANDB_DIR=/safe_outputs/wandb; wandb sync outside later, where that is allowed',
  },
  examples: {
    asks: 'import wandb\nwandb.init(project="x")',
    local: 'import wandb\nwandb.init(project="x", mode="offline")',
  },
  seen: { version: 'wandb 0.31.0', date: '2026-11-26', how: 'run', where: 'env.py:24-78,157-169,405-438' },
});
