import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'childesr',
  title: 'childesr',
  language: 'r',
  imports: ['childesr'],
  packages: { cran: ['childesr'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['childesr::get_*', 'childesr::connect_to_childes'],
      does: 'asks the CHILDES database',
    },
  ],
  stage: {
    outside: 'saveRDS(childesr::get_tokens(...), "tokens.rds")',
    inside: 'readRDS("/safe_data/tokens.rds")',
  },
  examples: {
    asks: 'library(childesr)\nt <- get_tokens(token = "dog")',
    local: 't <- readRDS("/safe_data/tokens.rds")',
  },
  seen: { version: 'childesr 0.2.3', date: '2026-11-26', how: 'documented', where: 'vignette access_childes_db' },
});
