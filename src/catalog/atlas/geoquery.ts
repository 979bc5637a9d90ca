import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'geoquery',
  title: 'GEOquery',
  language: 'r',
  imports: ['GEOquery'],
  packages: { bioconductor: ['GEOquery'] },
  triggers: [
    { on: 'name', effect: 'fetches', calls: ['GEOquery::getGEO'], argument: at(0, 'GEO'), does: 'downloads from NCBI' },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['GEOquery::getGEO'],
      argument: named('filename'),
      when: [{ argument: named('filename'), is: ['path'] }],
      does: 'downloads the platform of a local file',
      unless: [{ argument: named('getGPL'), is: ['false'] }],
      reported: true,
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'GEOquery::getGEOfile',
        'GEOquery::getGEOSuppFiles',
        'GEOquery::getGSEDataTables',
        'GEOquery::getRNASeqData',
      ],
      does: 'downloads from NCBI',
    },
  ],
  hosts: ['ncbi.nlm.nih.gov'],
  stage: {
    outside: 'getGEO("GSE1", destdir = "geo")',
    inside: 'getGEO(filename = "/safe_data/GSE1_series_matrix.txt.gz", getGPL = FALSE)',
  },
  examples: {
    asks: 'library(GEOquery)\ng <- getGEO("GSE1")',
    local: 'library(GEOquery)\ng <- getGEO(filename = "/safe_data/GSE1_series_matrix.txt.gz", getGPL = FALSE)',
  },
  seen: {
    version: 'seandavi/GEOquery 2.73.5',
    date: '2026-11-25',
    how: 'source',
    where: 'R/getGEO.R:117-145; R/getGEOfile.R; R/parseGEO.R:476',
  },
});
