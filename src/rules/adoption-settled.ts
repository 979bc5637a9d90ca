import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, notApplicable } from '../model/check/verdicts.ts';
import { readToDos, withoutBox } from '../parse/adopt/read-to-dos.ts';
import { cutWords } from './shared/adopted/cut-words.ts';
import { findAdopted } from './shared/adopted/find-adopted.ts';
import { findPartedLists } from './shared/adopted/parted-lists.ts';

export default defineRule({
  kind: 'checked',
  id: 'adoption-settled',
  group: 'governance',
  severity: 'note',
  force: 'should',
  summary: 'What adopt left to a person is settled, and the Dockerfile that it read is as it was',
  rationale:
    'A repository that was there before shows much, but not which file is data, which version is meant or what replaces a service. Each such point is a box in the README of the adopted folder; whoever signs for the image relies on it. A package that the project names since, and the copied list lacks, is open as well.',
  source: testingGuide('Install and copy project code into container'),
  check: (facts) => {
    const adopted = findAdopted(facts);
    if (adopted === undefined) return notApplicable('the project was not made by adopt');
    const { folder, toDo, packages } = adopted;
    const readme = `${folder}README.md`;
    const boxes = readToDos(facts.byPath.get(readme)?.text ?? '');
    const pipeline = facts.pipelines.find(({ path }) => path === `${folder}gitlab-ci.yml`);
    const isStarted = pipeline !== undefined && pipeline.unread === undefined;
    const findings: Finding[] = (boxes ?? [])
      .filter(
        ({ isTicked, text }) => !isTicked && !(isStarted && text.startsWith('add the job that stands at the head')),
      )
      .map(({ text, line }) => ({
        message: `open: ${cutWords(text, 300)}`,
        location: { file: readme, line },
        fix: `settle it, then tick the box in ${readme}`,
      }));
    for (const { text } of withoutBox(
      toDo.filter(({ id }) => !judgedElsewhere.has(id)),
      boxes,
    ))
      findings.push({
        message: `open, and not in the list of ${readme}: ${cutWords(text, 300)}`,
        location: { file: readme },
        fix: 'settle it, and write it back into that list with its box ticked: - [x]',
      });
    if (pipeline?.unread !== undefined)
      findings.push({
        message: `open: ${pipeline.unread.reason}`,
        location: { file: pipeline.path },
        fix: 'GitLab starts nothing of it without that job',
      });
    if (facts.changedOriginal !== undefined)
      findings.push({
        message: `${facts.changedOriginal} has changed since adopt read it, and ${folder}Dockerfile was made from what it was`,
        location: { file: facts.changedOriginal },
        fix: 'survey it anew, which keeps your edits: tre-container adopt',
      });
    findings.push(...findPartedLists(facts, folder, packages));
    // Whoever wrote the page and its record ticked them: that is their word, and no proof.
    return judge(findings, {
      text: `no box of ${readme} is open: so say those who ticked them`,
      location: { file: readme },
    });
  },
  good: [
    {
      title: 'every box is ticked',
      files: {
        'tre/.yo-rc.json': record(),
        'tre/README.md': '# X\n\n## To do\n\n- [x] Python 3.12 or 3.9\n\n## Next\n\n- [ ] of somebody else\n',
      },
    },
  ],
  bad: [
    {
      title: 'a box is open',
      files: { 'tre/.yo-rc.json': record(), 'tre/README.md': '# X\n\n## To do\n\n- [ ] Python 3.12 or 3.9\n' },
    },
  ],
});

/** Of what an answer settles, and of GitLab's pipeline, the files themselves show whether it is done. */
const judgedElsewhere: ReadonlySet<string> = new Set(['safe-haven-project', 'registry', 'pipeline', 'versions']);

/** The record of a folder for the examples. */
function record(): string {
  const adopted = {
    context: '..',
    folder: 'tre',
    mode: 'batch',
    program: { start: ['run.py'], atRun: false },
    packages: { tool: 'pip', with: [], lines: [], from: '', ofBase: [] },
    goesIn: [],
    links: { data: [], outputs: [] },
    toDo: [],
    reasons: {},
  };
  return JSON.stringify({ 'generator-tre-container': { version: '0.2.0', answers: {}, adopted } });
}
