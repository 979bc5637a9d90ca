import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'models-staged',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'The manifest of models is complete: commit, licence, and every file with size and SHA-256',
  rationale:
    'What is loaded offline must be exactly what was fetched and approved. The manifest proves it, and shows at once what a transfer has lost.',
  source: testingGuide('Test the container for TRE use'),
  check: ({ manifest }) => {
    if (manifest === undefined) return notApplicable('the project has no models/models.json');
    if (manifest.unread !== undefined) return couldNotRead(manifest.path, manifest.unread);
    const { models, path } = manifest;
    if (models.length === 0) return notApplicable('the manifest lists no model');
    if (manifest.problems.length === 0 && models.every((model) => model.files + model.incompleteFiles === 0))
      return notApplicable('no model has been fetched yet: run python models/fetch_models.py on a connected machine');
    const findings: Finding[] = manifest.problems.map((message) => ({
      message,
      location: { file: path },
      fix: 'correct it in the manifest: until then no model is loaded',
    }));
    for (const model of models) {
      const location = { file: path, line: model.line };
      const fix = 'run python models/fetch_models.py, which completes the manifest';
      if (model.unfetched !== undefined)
        findings.push({ message: `"${model.name}": ${model.unfetched}`, location, fix });
      if (model.incompleteFiles > 0)
        findings.push({
          message: `${String(model.incompleteFiles)} files of "${model.name}" have no size or no SHA-256`,
          location,
          fix,
        });
      if (model.licence === '')
        findings.push({
          message: `"${model.name}" has no licence`,
          location,
          fix: 'write down the licence that the model came with',
        });
    }
    return judge(
      findings,
      {
        text: `${String(models.length)} models with every file, commit and licence`,
        location: { file: path },
      },
      'file',
    );
  },
  good: [
    {
      title: 'complete',
      files: {
        'models/models.json': JSON.stringify({
          version: 1,
          models: [
            {
              name: 'bert',
              target: 'models/bert',
              licence: 'apache-2.0',
              source: {
                repository: 'google-bert/bert-base-uncased',
                revision: '86b5e0934494bd15c9632b12f734a8a67f723594',
              },
              files_from: '86b5e0934494bd15c9632b12f734a8a67f723594',
              files: [
                {
                  path: 'config.json',
                  size: 570,
                  sha256: '7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b',
                },
              ],
            },
          ],
        }),
      },
    },
  ],
  bad: [
    {
      title: 'one of two fetched',
      files: {
        'models/models.json': JSON.stringify({
          version: 1,
          models: [
            {
              name: 'bert',
              target: 'models/bert',
              licence: 'apache-2.0',
              source: { repository: 'google-bert/bert-base-uncased', revision: 'main' },
              files: [{ path: 'config.json' }],
            },
            { name: 'other', target: 'models/other', licence: '', files: [] },
          ],
        }),
      },
    },
  ],
});
