import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'annotationhub',
  title: 'AnnotationHub',
  language: 'r',
  imports: ['AnnotationHub'],
  packages: { bioconductor: ['AnnotationHub'] },
  brings: ['biocfilecache'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['AnnotationHub::AnnotationHub', 'AnnotationHub::refreshHub'],
      does: 'asks the hub for its data base',
      unless: [
        { variable: 'ANNOTATION_HUB_LOCAL', is: /true/i },
        { argument: named('localHub'), is: ['true'] },
      ],
    },
  ],
  settings: [
    { name: 'ANNOTATION_HUB_LOCAL', value: 'TRUE', kind: 'switch', why: 'no server is asked', needed: true },
    {
      name: 'ANNOTATION_HUB_CACHE',
      value: '/scratch/annotationhub',
      kind: 'cache',
      why: 'its data base is opened for writing',
    },
  ],
  caches: [{ place: '~/.cache/R/AnnotationHub', movedBy: ['ANNOTATION_HUB_CACHE', 'R_USER_CACHE_DIR'] }],
  stage: {
    outside: 'saveRDS(AnnotationHub()[["AH12345"]], "ah.rds")',
    inside: 'readRDS("/safe_data/ah.rds"); or copy the whole cache to /scratch and ANNOTATION_HUB_LOCAL=TRUE',
  },
  examples: {
    asks: 'library(AnnotationHub)\nah <- AnnotationHub()',
    local: 'library(AnnotationHub)\nah <- AnnotationHub(localHub = TRUE)',
  },
  seen: {
    version: 'Bioconductor/AnnotationHub 3.11.3',
    date: '2026-11-25',
    how: 'source',
    where: 'R/zzz.R:1-45; R/AnnotationHub-class.R:20-57; R/Hub-utils.R:1-55',
  },
});
