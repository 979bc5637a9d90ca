import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { alsoUnknown, judge, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';
import { judgeUnseenScripts } from './shared/reach/unseen-scripts.ts';
import { countOf } from '../shared/count-of.ts';
import { findDependencies } from './shared/dependencies/find-dependencies.ts';
import { rewriteRefused } from './shared/image/refused-packages.ts';
import { findDoubts } from './shared/dependencies/find-doubts.ts';
import { listSome } from '../shared/list-some.ts';
import { describeUnpinned } from './shared/dependencies/describe-unpinned.ts';
import { packageOfModule } from './shared/dependencies/package-lists.ts';

export default defineRule({
  kind: 'checked',
  id: 'dependencies-pinned',
  group: 'software',
  severity: 'note',
  force: 'may',
  summary: 'Every package that is installed has a version, or an upper bound at least',
  rationale:
    'A package without a version is another one next month: what was tested and approved cannot be built again. Repositories are named at a commit. The newest pip (pip install -U pip) counts too, the one of the base does not. Asked of packages of Python, R, Julia, conda, npm, Go, Rust and Ruby; packages of the system (apt, dnf, apk) are not, since their archives keep no older ones. A list is the one that lies where its RUN looks, not one of the same name in another folder or stage. What a lock holds has its version.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const { named: all, locks, dated, missing } = findDependencies({ image, dockerfile, facts });
    // A version is one whether or not there is such a package.
    const isUnread = ({ refused, text }: (typeof all)[number]): boolean =>
      refused !== undefined && packageOfModule(text) === undefined;
    const named = all.filter((each) => !isUnread(each));
    const findings = describeUnpinned(named.filter(({ pinned }) => !pinned));
    const [absent] = missing;
    const stopped = all.find(isUnread);
    const open =
      absent !== undefined
        ? unknown(
            `what ${absent.path} names could not be looked at: ${absent.why ?? 'there is no such file among what is copied'}`,
            absent.location,
          )
        : stopped !== undefined
          ? unknown(
              `${stopped.text} ${stopped.refused ?? ''}`,
              { file: stopped.file, line: stopped.line },
              `correct that line first: ${rewriteRefused(stopped.text)}`,
            )
          : judgeUnseenScripts(facts.reach.get(dockerfile.path));
    const [fault, ...others] = findings;
    if (open !== undefined)
      return fault === undefined ? open : alsoUnknown({ verdict: 'fail', findings: [fault, ...others] }, open);
    const doubts = findings.length === 0 ? findDoubts({ image, dockerfile, facts }) : [];
    if (named.length + locks.length + dated.length === 0 && doubts.length === 0)
      return notApplicable(
        'no package is installed by name (Python, R, Julia, conda, npm, Go, Rust, Ruby), no repository is cloned, and no script is run as it is fetched',
      );
    const fixed = [
      ...(named.length === 0 ? [] : [`${countOf(named.length, 'package')} with a version, bound or dated repository`]),
      ...locks.map((path) => `what ${path} locks`),
      ...dated.map(({ file }) => `what ${file} lists, from a repository of one day`),
    ];
    const [first] = [...named, ...dated];
    const location =
      first === undefined
        ? { file: dockerfile.path, line: image.stage.line }
        : { file: first.file, line: first.line ?? 1 };
    const [doubt] = doubts;
    if (doubt === undefined) return judge(findings, { text: fixed.join('; '), location }, 'file');
    const unsure = `whether the same comes tomorrow is not sure: ${listSome(
      doubts.map(({ text }) => text),
      2,
      '; ',
    )}`;
    return pass([...fixed, unsure].join('; '), doubt.location, 'none-found');
  }),
  good: [
    {
      title: 'versions',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt scipy==1.17.0\n',
        'requirements.txt': 'pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'in the Dockerfile',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install pandas\n' },
    },
    {
      title: 'in the requirements',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\n',
        'requirements.txt': 'pandas>=2\n',
      },
    },
    {
      title: 'a clone of whatever is newest',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nRUN git clone https://github.com/org/tool /opt/tool\n',
      },
    },
    {
      title: 'a repository without a commit',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install git+https://github.com/org/tool\n' },
    },
  ],
});
