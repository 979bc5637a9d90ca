import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'recount3',
  title: 'recount3',
  language: 'r',
  imports: ['recount3', 'recount'],
  packages: { bioconductor: ['recount3', 'recount'] },
  brings: ['biocfilecache'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'recount3::available_projects',
        'recount3::create_rse',
        'recount3::create_rse_manual',
        'recount3::locate_url',
        'recount3::file_retrieve',
        'recount3::available_samples',
      ],
      does: 'asks the server, even for what is cached',
      unless: [
        { argument: named('recount3_url'), is: ['path'] },
        { elsewhere: ['options'], argument: named('recount3_url'), is: ['path'] },
      ],
    },
  ],
  stage: { outside: 'saveRDS(create_rse(project), "rse.rds")', inside: 'readRDS("/safe_data/rse.rds")' },
  examples: { asks: 'library(recount3)\np <- available_projects()', local: 'r <- readRDS("/safe_data/rse.rds")' },
  seen: {
    version: 'LieberInstitute/recount3 1.11.2',
    date: '2026-11-25',
    how: 'source',
    where: 'R/file_retrieve.R:40-90; R/recount3_cache.R:20',
  },
});
