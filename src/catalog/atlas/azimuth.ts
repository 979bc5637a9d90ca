import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'azimuth',
  title: 'Azimuth and SeuratData',
  language: 'r',
  imports: ['Azimuth', 'SeuratData'],
  packages: { cran: ['Azimuth', 'SeuratData'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['Azimuth::RunAzimuth'],
      argument: named('reference'),
      does: 'downloads a reference by its name',
    },
    { on: 'always', effect: 'installs', calls: ['SeuratData::InstallData'], does: 'installs a data package' },
    { on: 'always', effect: 'fetches', calls: ['SeuratData::AvailableData'], does: 'asks for the list of data' },
  ],
  stage: {
    outside: 'download the folder of the reference and the table of homologs',
    inside: 'RunAzimuth(x, reference = "/safe_data/pbmcref", homolog.table = "/safe_data/homologs.rds")',
  },
  examples: {
    asks: 'library(Azimuth)\nx <- RunAzimuth(x, reference = "pbmcref")',
    local: 'library(Azimuth)\nx <- RunAzimuth(x, reference = "/safe_data/pbmcref")',
  },
  seen: {
    version: 'satijalab/azimuth 0.5.0',
    date: '2026-11-25',
    how: 'source',
    where: 'R/azimuth.R:57-61; R/helpers.R:16-25',
  },
});
