import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'snpeff',
  title: 'SnpEff',
  language: 'program',
  imports: ['snpEff', 'snpeff', 'SnpSift'],
  packages: { conda: ['snpeff', 'snpsift'] },
  triggers: [
    {
      on: 'start',
      effect: 'sends',
      commands: ['snpEff', 'snpeff'],
      does: 'sends all its arguments, names of files among them, and the name of the user to a server',
      unless: [{ option: '-noLog' }, { option: '-nolog' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['snpEff', 'snpeff'],
      does: 'downloads the data base that is missing',
      unless: [
        { option: '-nodownload' },
        { option: '-noDownload' },
        { option: '-dataDir' },
        { option: 'build' },
        { madeBy: 'build' },
      ],
    },
  ],
  hosts: ['dnaminer.com'],
  stage: {
    outside: 'snpEff download -dataDir snpeff GRCh38.105',
    inside:
      'snpEff -noLog -nodownload -dataDir /safe_data/snpeff -stats /safe_outputs/x.html GRCh38.105 /safe_data/x.vcf',
  },
  examples: {
    asks: 'snpEff GRCh38.105 /safe_data/x.vcf',
    local: 'snpEff -noLog -nodownload -dataDir /safe_data/snpeff GRCh38.105 /safe_data/x.vcf',
  },
  seen: {
    version: 'pcingola/SnpEff 5.4c',
    date: '2026-11-25',
    how: 'source',
    where: 'SnpEff.java:111,174,510-517,955-1028,1186-1192; logStatsServer/LogStats.java:38-90',
  },
});
