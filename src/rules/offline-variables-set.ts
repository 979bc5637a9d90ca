import { defineRule, type Finding, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { findDatasetsOnline, lateOf, switchesOf, valueOf } from './shared/atlas/value-of.ts';
import { findReports, placeFor } from './shared/atlas/find-reports.ts';
import { doubtVariable, passUnless } from './shared/undone/doubtful-variables.ts';
import { findUndone } from './shared/undone/undone-variables.ts';
import { indexAtlas } from './shared/atlas/index-atlas.ts';
import { addVariable, bringsOneOf, librariesOf } from './shared/atlas/libraries-of.ts';

const HUB = 'huggingface-hub';

export default defineRule({
  kind: 'checked',
  id: 'offline-variables-set',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'The variables that keep the libraries in use off the network are set',
  rationale:
    'Without HF_HUB_OFFLINE=1 a Hugging Face library tries to reach the Hub on every load; others look for a newer version or report their use (Streamlit, Gradio, MLflow, nipype, albumentations, ultralytics and more: `check --explain NAME` says of each with which variable). In the TRE each attempt waits for a time-out, minutes behind a firewall that drops packets. A library counts that a program of the image imports, or that the build installs by its name or from a list; one that only reports its use, such as Streamlit, where something starts or imports it.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const atlas = facts.atlas ?? [];
    const libraries = librariesOf(dockerfile, facts).filter(({ entry }) => bringsOneOf(entry, [HUB], atlas));
    const hub = indexAtlas(atlas).byName(HUB);
    const wanted = [...(hub === undefined ? [] : [hub]), ...libraries.map(({ entry }) => entry)].flatMap(switchesOf);
    const findings: Finding[] = [];
    let doubt: string | undefined;
    for (const [name, { setting, is }] of new Map(wanted.map((each) => [each.setting.name, each]))) {
      const given = valueOf(name, image, dockerfile, facts);
      if (given?.open !== undefined) return unknown(`${name} depends on ${given.open}`, given.location);
      if (given === undefined && libraries.length === 0) continue;
      const isRight = (value: string): boolean => new RegExp(`^(?:${is.source})$`, is.flags).test(value);
      if (given !== undefined && isRight(given.value)) {
        const kept = { name, value: given.value, isRight };
        const undone = findUndone(kept, image, dockerfile, facts);
        if (undone !== undefined) findings.push(undone);
        doubt ??= doubtVariable(kept, image, dockerfile, facts);
        continue;
      }
      const user = libraries[0];
      const message =
        given !== undefined
          ? `${name} is "${given.value}", which leaves the library online`
          : `${user?.written ?? ''} is used (${user?.location.file ?? ''}:${String(user?.location.line ?? 1)}), but ${name} is ${lateOf(name, dockerfile, facts) ?? 'not set'}`;
      findings.push({
        message,
        location: given?.location ?? placeFor(image, dockerfile),
        ...(given === undefined
          ? addVariable(setting, image, dockerfile.path)
          : { fix: `set ${name}=${setting.value}` }),
      });
    }
    if (libraries.some(({ entry }) => bringsOneOf(entry, ['datasets'], atlas)))
      findings.push(...findDatasetsOnline(image, dockerfile.path));
    const said = new Set(libraries.length === 0 ? [] : wanted.map(({ setting }) => setting.name));
    findings.push(...findReports(image, dockerfile, facts, said));
    const online = valueOf('HF_HUB_OFFLINE', image, dockerfile, facts);
    if (findings.length === 0 && online === undefined) return nothing(facts);
    const location = online?.location ?? placeFor(image, dockerfile);
    return findings.length > 0
      ? judge(findings, { text: '' })
      : passUnless(doubt, `HF_HUB_OFFLINE=${online?.value ?? ''}`, location);
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
      title: 'a library that asks for a newer version whenever it is imported',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'import albumentations\n',
      },
    },
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

/** No library was seen; where nobody could look, that says nothing. */
function nothing({ atlas, reach }: ProjectFacts): Verdict {
  const runs = [...reach.values()].some(({ programs }) => programs.length > 0);
  return atlas === undefined && runs
    ? unknown('the table of libraries was not read')
    : notApplicable('no library is used that asks a network by itself');
}
