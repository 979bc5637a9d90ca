import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tdc',
  title: 'Therapeutics Data Commons',
  language: 'python',
  imports: ['tdc'],
  packages: { pypi: ['PyTDC', 'pytdc'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['tdc.single_pred.*', 'tdc.multi_pred.*', 'tdc.generation.*', 'tdc.Oracle', 'tdc.benchmark_group.*'],
      does: 'downloads a data set that is not in its folder',
      unless: [{ argument: named('path'), is: ['staged'] }],
    },
  ],
  caches: [{ place: './data', movedBy: [], argument: named('path') }],
  stage: { outside: 'ADME(name="Caco2_Wang", path="tdc")', inside: 'ADME(name="Caco2_Wang", path="/safe_data/tdc")' },
  examples: {
    asks: 'from tdc.single_pred import ADME\nd = ADME(name="Caco2_Wang")',
    local: 'from tdc.single_pred import ADME\nd = ADME(name="Caco2_Wang", path="/safe_data/tdc")',
  },
  seen: { version: 'PyTDC of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
