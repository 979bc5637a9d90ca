import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';

const libraries = new Set([
  'huggingface-hub',
  'transformers',
  'datasets',
  'sentence-transformers',
  'diffusers',
  'tokenizers',
  'accelerate',
  'peft',
  'timm',
  'setfit',
  'evaluate',
  'trl',
]);

export default defineRule({
  kind: 'checked',
  id: 'offline-variables-set',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'HF_HUB_OFFLINE is 1 where a Hugging Face library is used',
  rationale:
    'Without it the library tries to reach the Hub on every load; in the TRE each attempt waits for a time-out (minutes behind a firewall that drops packets) and then fails.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const library = facts.libraries.find((candidate) => libraries.has(candidate.name));
    const setting = image.environment.get('HF_HUB_OFFLINE');
    if (setting === undefined) {
      if (library === undefined) return notApplicable('no Hugging Face library is used');
      const last = image.instructions.findLast((instruction) => instruction.keyword === 'ENV');
      return fail({
        message: `${library.name} is used (${library.location.file}:${String(library.location.line ?? 1)}), but HF_HUB_OFFLINE is not set`,
        location: { file: dockerfile.path, line: last?.line ?? image.stage.line },
        fix: 'add the line: ENV HF_HUB_OFFLINE=1 (after any model is fetched at build)',
      });
    }
    const location = { file: dockerfile.path, line: setting.instruction.line };
    if (setting.unresolved.length > 0)
      return unknown(`HF_HUB_OFFLINE depends on ${setting.unresolved.join(', ')}`, location);
    if (!/^(?:1|true|yes|on)$/i.test(setting.value))
      return fail({
        message: `HF_HUB_OFFLINE is "${setting.value}", which leaves the library online`,
        location,
        fix: 'set HF_HUB_OFFLINE=1',
      });
    return pass(`HF_HUB_OFFLINE=${setting.value}`, location);
  }),
  good: [
    {
      title: 'set',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install transformers==5.23.0\nENV HF_HUB_OFFLINE=1\n',
      },
    },
  ],
  bad: [
    {
      title: 'not set',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install transformers==5.23.0\n' },
    },
    {
      title: 'set to something else',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENV HF_HUB_OFFLINE=0\n' },
    },
  ],
});
