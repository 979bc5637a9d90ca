import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'translators',
  title: 'Translation by services, and models of languages (deep-translator, trankit)',
  language: 'python',
  imports: ['deep_translator', 'trankit'],
  packages: { pypi: ['deep-translator', 'trankit'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['deep_translator.*Translator', 'deep_translator.*.*Translator'],
      does: 'sends the text to a service that translates it',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['trankit.Pipeline', 'trankit.pipeline.Pipeline'],
      does: 'downloads the model of a language where it is not in the cache',
      unless: [{ argument: at(1, 'cache_dir'), is: ['staged'] }],
    },
  ],
  caches: [{ place: './cache/trankit', movedBy: [], argument: named('cache_dir') }],
  stage: {
    outside: 'Pipeline("english", cache_dir="cache/trankit"), and stage the folder; translate outside',
    inside: 'Pipeline("english", cache_dir="/safe_data/trankit")',
  },
  examples: {
    asks: 'from deep_translator import GoogleTranslator\nt = GoogleTranslator(source="auto", target="en").translate(x)',
    local: 'from trankit import Pipeline\np = Pipeline("english", cache_dir="/safe_data/trankit")',
  },
  seen: {
    version: 'deep-translator 1.11.4, trankit 1.1.2',
    date: '2026-11-30',
    how: 'source',
    where: 'google.py:22-67; pipeline.py:46-72,156',
  },
});
