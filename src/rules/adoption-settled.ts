import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, notApplicable } from '../model/check/verdicts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { parseStateFile } from '../parse/records/state-file.ts';

export default defineRule({
  kind: 'checked',
  id: 'adoption-settled',
  group: 'governance',
  severity: 'note',
  force: 'should',
  summary: 'What adopt left to a person is settled, and the Dockerfile that it read is as it was',
  rationale:
    'A repository that was there before shows much, but not which file is data, which version is meant or what replaces a service. Each such point is a box in the README of the adopted folder; whoever signs for the image relies on it.',
  source: testingGuide('Install and copy project code into container'),
  check: (facts) => {
    const folder = adoptedFolder(facts);
    if (folder === undefined) return notApplicable('the project was not made by adopt');
    const readme = `${folder}README.md`;
    const findings: Finding[] = openBoxes(facts.byPath.get(readme)?.text ?? '').map(({ text, line }) => ({
      message: `open: ${text}`,
      location: { file: readme, line },
      fix: 'settle it, then tick the box',
    }));
    if (facts.changedOriginal !== undefined)
      findings.push({
        message: `${facts.changedOriginal} has changed since adopt read it, and ${folder}Dockerfile was made from what it was`,
        location: { file: facts.changedOriginal },
        fix: 'survey it anew, which keeps your edits: tre-container adopt',
      });
    return judge(findings, { text: `no box of ${readme} is open`, location: { file: readme } }, 'file');
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

/** The folder that adopt wrote, with its closing slash; empty where the project is that folder itself. */
function adoptedFolder({ files }: ProjectFacts): string | undefined {
  for (const { path, text } of files) {
    const folder = /^((?:tre[a-z0-9-]*\/)?)\.yo-rc\.json$/.exec(path)?.[1];
    if (folder === undefined || text?.includes('"adopted"') !== true) continue;
    try {
      if (parseStateFile(text)?.adopted !== undefined) return folder;
    } catch {
      // What is wrong with a record, the commands that read it say.
    }
  }
  return undefined;
}

/** Open boxes of the list that comes first, up to the next heading. */
function openBoxes(text: string): readonly { readonly text: string; readonly line: number }[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^## To do\s*$/.test(line));
  if (start < 0) return [];
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('#'));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).flatMap((line, at) => {
    const found = /^[-*] \[ \] (\S.*)$/.exec(line)?.[1];
    return found === undefined ? [] : [{ text: found.slice(0, 300), line: start + 2 + at }];
  });
}

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
