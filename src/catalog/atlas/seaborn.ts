import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'seaborn',
  title: 'seaborn',
  language: 'python',
  imports: ['seaborn'],
  packages: { pypi: ['seaborn'] },
  brings: ['matplotlib'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['seaborn.load_dataset', 'seaborn.get_dataset_names', 'seaborn.dogplot'],
      does: 'downloads an example data set',
      unless: [{ argument: named('data_home'), is: ['staged'] }, { filled: 'SEABORN_DATA' }],
    },
  ],
  caches: [{ place: '~/.cache/seaborn', movedBy: ['SEABORN_DATA', 'XDG_CACHE_HOME'], argument: named('data_home') }],
  stage: {
    outside: 'sns.load_dataset("penguins").to_csv("penguins.csv")',
    inside: 'pd.read_csv("/safe_data/penguins.csv")',
  },
  examples: {
    asks: 'import seaborn as sns\nd = sns.load_dataset("penguins")',
    local: 'import seaborn as sns\nsns.scatterplot(data=d, x="a", y="b")',
  },
  seen: { version: 'seaborn 0.13.2', date: '2026-11-26', how: 'run', where: 'utils.py:499-580' },
});
