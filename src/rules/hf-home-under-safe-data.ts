import { isUnder, resolvePath } from '../model/dockerfile/container-path.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { doubtVariable, passUnless } from './shared/undone/doubtful-variables.ts';
import { findUndone } from './shared/undone/undone-variables.ts';
import { addVariable, bringsOneOf, librariesOf } from './shared/atlas/libraries-of.ts';

export default defineRule({
  kind: 'checked',
  id: 'hf-home-under-safe-data',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'HF_HOME is a directory under /safe_data where a Hugging Face library is used',
  rationale:
    'The default is ~/.cache/huggingface: in the TRE the home directory is empty, another one, or not writable, so models that were put there are not found. Asked where a Hugging Face library is imported or installed, as in offline-variables-set.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const atlas = facts.atlas ?? [];
    const library = librariesOf(dockerfile, facts).find(({ entry }) => bringsOneOf(entry, ['huggingface-hub'], atlas));
    const setting = image.environment.get('HF_HOME');
    if (setting === undefined) {
      if (library === undefined) return notApplicable('no Hugging Face library is used');
      const last = image.instructions.findLast((instruction) => instruction.keyword === 'ENV');
      return fail({
        message: `${library.written} is used (${library.location.file}:${String(library.location.line ?? 1)}), but HF_HOME is not set`,
        location: { file: dockerfile.path, line: last?.line ?? image.stage.line },
        ...addVariable({ name: 'HF_HOME', value: '/safe_data/huggingface' }, image, dockerfile.path),
      });
    }
    const location = { file: dockerfile.path, line: setting.instruction.line };
    if (isRight(setting.value)) {
      const kept = { name: 'HF_HOME', value: setting.value, isRight };
      const undone = findUndone(kept, image, dockerfile, facts);
      const doubt = doubtVariable(kept, image, dockerfile, facts);
      return undone === undefined ? passUnless(doubt, `HF_HOME=${setting.value}`, location) : fail(undone);
    }
    if (setting.unresolved.length > 0) return unknown(`HF_HOME depends on ${setting.unresolved.join(', ')}`, location);
    return fail({
      message: `HF_HOME is "${setting.value}", not under /safe_data`,
      location,
      fix: 'set HF_HOME=/safe_data/huggingface',
    });
  }),
  good: [
    {
      title: 'under the project folder',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN pip install transformers==5.23.0\nENV HF_HOME=/safe_data/nsh-2024-001/huggingface\n',
      },
    },
  ],
  bad: [
    {
      title: 'not set',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install sentence-transformers\n' },
    },
    {
      title: 'in a home directory',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENV HF_HOME=/root/.cache/huggingface\n' },
    },
  ],
});

function isRight(value: string): boolean {
  return isUnder(resolvePath(value, undefined), '/safe_data');
}
