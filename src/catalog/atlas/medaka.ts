import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'medaka',
  title: 'medaka and dorado',
  language: 'program',
  imports: ['medaka', 'medaka_consensus', 'dorado'],
  packages: { pypi: ['medaka'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['medaka tools download_models', 'dorado download'],
      does: 'downloads models',
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['dorado basecaller'],
      does: 'downloads a model by its name',
      unless: [{ option: '--models-directory' }],
      reported: true,
    },
  ],
  caches: [{ place: '~/.medaka', movedBy: [] }],
  stage: {
    outside: 'dorado download --model NAME',
    inside: 'dorado basecaller /safe_data/models/NAME /safe_data/pod5',
  },
  examples: {
    asks: 'dorado download --model dna_r10.4.1_e8.2_400bps_hac@v5.0.0',
    local: 'medaka_consensus -m /safe_data/model.tar.gz -i /safe_data/x.fq',
  },
  seen: {
    version: 'nanoporetech/medaka 366ff49',
    date: '2026-11-25',
    how: 'source',
    where: 'options.py:223-226; models.py:40-130',
  },
});
