import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable, unknown } from '../model/check/verdicts.ts';
import type { ModelFact } from '../model/sources/source-facts.ts';
import { findStrayLinks } from './shared/stray-links.ts';
import { findUnlistedModels } from './shared/unlisted-models.ts';
import { fixOf } from './shared/files/complete-manifest.ts';
import { countOf } from '../shared/count-of.ts';

/** `listed`: the repositories that the manifest names. */
function judgeModel(
  model: ModelFact,
  listed: ReadonlySet<string | undefined>,
  { path, fix }: { readonly path: string; readonly fix: string },
): readonly Finding[] {
  const location = { file: path, line: model.line };
  const missing = (model.needs ?? []).filter((need) => !listed.has(need));
  const found = [
    model.unfetched === undefined ? undefined : { message: `"${model.name}": ${model.unfetched}`, fix },
    model.incompleteFiles === 0
      ? undefined
      : {
          message: `${countOf(model.incompleteFiles, 'file')} of "${model.name}" ${model.incompleteFiles === 1 ? 'has' : 'have'} no size or no SHA-256`,
          fix,
        },
    model.licence === '' && model.unfetched === undefined
      ? { message: `"${model.name}" has no licence`, fix: 'write down the licence that the model came with' }
      : undefined,
    ...missing.map((need) => ({ message: `"${model.name}" needs ${need}, which the manifest does not list`, fix })),
  ];
  return found.filter((finding) => finding !== undefined).map((finding) => ({ ...finding, location }));
}

const manifestOf = (...models: readonly object[]): string => JSON.stringify({ version: 1, models });
const commit = '86b5e0934494bd15c9632b12f734a8a67f723594';
const bert = {
  name: 'bert',
  target: 'models/bert',
  licence: '',
  source: { repository: 'google-bert/bert-base-uncased', revision: commit },
  files: [],
};
const fetched = {
  licence: 'apache-2.0',
  files_from: commit,
  files: [
    { path: 'config.json', size: 570, sha256: '7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b' },
  ],
  needs: [],
};

export default defineRule({
  kind: 'checked',
  id: 'models-staged',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary:
    'The manifest of models is complete: commit, licence, every file with size and SHA-256, and every other model that it needs',
  rationale:
    'What is loaded offline must be exactly what was fetched and approved. The manifest proves it, and shows at once what a transfer has lost. A model whose files name another one does not load without it.',
  source: testingGuide('Test the container for TRE use'),
  check: (facts) => {
    const { manifest, files, byPath } = facts;
    const strays = [...findStrayLinks(files), ...findUnlistedModels(facts)];
    if (manifest === undefined)
      return strays.length === 0
        ? notApplicable('the project has no models/models.json')
        : judge(strays, { text: 'no link leads out of a hub cache' });
    if (manifest.unread !== undefined && byPath.get(manifest.path)?.text === undefined)
      return couldNotRead(manifest.path, manifest.unread);
    if (manifest.unread !== undefined)
      return judge(
        [
          {
            message: `cannot be read: ${manifest.unread}; no model is loaded with it`,
            location: { file: manifest.path },
            fix: 'correct it, or take the file back from your version control',
          },
        ],
        { text: '' },
      );
    const { models, path, problems } = manifest;
    if (models.length === 0 && problems.length + strays.length === 0)
      return notApplicable('the manifest lists no model');
    const findings: Finding[] = problems.map((message) => ({
      message,
      location: { file: path },
      fix: 'correct it in the manifest: until then no model is loaded',
    }));
    const listed = new Set(models.map(({ repository }) => repository));
    const how = { path, fix: fixOf(facts, path) };
    findings.push(...strays, ...models.flatMap((model) => judgeModel(model, listed, how)));
    const unseen = models.filter(({ needs }) => needs === undefined).map(({ name }) => `"${name}"`);
    if (findings.length === 0 && unseen.length > 0)
      return unknown(
        `nobody looked whether the files of ${unseen.join(', ')} name other models, which do not load then: ${fixOf(facts, path)}`,
        { file: path },
      );
    const text = `${countOf(models.length, 'model')} with every file, commit and licence, and what they need`;
    return judge(findings, { text, location: { file: path } }, 'file');
  },
  good: [{ title: 'complete', files: { 'models/models.json': manifestOf({ ...bert, ...fetched }) } }],
  bad: [
    { title: 'named, and not fetched', files: { 'models/models.json': manifestOf(bert) } },
    {
      title: 'one of two fetched',
      files: {
        'models/models.json': manifestOf(
          { ...bert, licence: 'mit', source: { ...bert.source, revision: 'main' }, files: [{ path: 'config.json' }] },
          { name: 'other', target: 'models/other', licence: '', files: [] },
        ),
      },
    },
    {
      title: 'an adapter without its base',
      files: { 'models/models.json': manifestOf({ ...bert, ...fetched, needs: ['acme/base-7b'] }) },
    },
  ],
});
