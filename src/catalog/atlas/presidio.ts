import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'presidio',
  title: 'Presidio',
  language: 'python',
  imports: ['presidio_analyzer', 'presidio_anonymizer'],
  packages: { pypi: ['presidio-analyzer', 'presidio-anonymizer'] },
  brings: ['spacy', 'tldextract'],
  triggers: [
    {
      on: 'default',
      effect: 'installs',
      calls: ['presidio_analyzer.AnalyzerEngine'],
      argument: named('nlp_engine'),
      does: 'installs the spaCy model en_core_web_lg with pip when it is missing',
    },
  ],
  stage: {
    outside: 'nothing: the model is a Python package',
    inside:
      'RUN pip install en_core_web_lg and name it to NlpEngineProvider, or AnalyzerEngine(nlp_engine=...) with a model that is there',
  },
  note: 'The recogniser of e-mail addresses asks for the list of public suffixes, see tldextract.',
  examples: {
    asks: 'from presidio_analyzer import AnalyzerEngine\na = AnalyzerEngine()',
    local:
      'from presidio_analyzer import AnalyzerEngine\nfrom presidio_analyzer.nlp_engine import NlpEngineProvider\na = AnalyzerEngine(nlp_engine=NlpEngineProvider(conf_file="/opt/app/nlp.yaml").create_engine())',
  },
  seen: {
    version: 'presidio_analyzer 2.2.366',
    date: '2026-11-25',
    how: 'source',
    where: 'nlp_engine/spacy_nlp_engine.py:60-85; predefined_recognizers/generic/email_recognizer.py:52',
  },
});
