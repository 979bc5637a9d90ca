import { defineRule, type Finding } from '../model/check/rule.ts';
import { couldNotRead, judge, notApplicable, withOpen } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';

export default defineRule({
  kind: 'checked',
  id: 'no-conflict-markers',
  group: 'build',
  severity: 'error',
  force: 'must',
  summary: 'No file holds the markers of an unfinished merge',
  rationale:
    'After a merge or an upgrade with conflicts both versions stand in the file, between markers. Until a person has chosen, the file means nothing.',
  source: {
    document: 'Git documentation',
    heading: 'How conflicts are presented',
    link: 'https://git-scm.com/docs/git-merge#_how_conflicts_are_presented',
  },
  check: ({ files, dockerfiles }) => {
    const findings: Finding[] = [];
    const read = files.filter((file) => file.text !== undefined);
    for (const { path, text = '' } of read) {
      if (!text.includes('<<<<<<< ') || !text.includes('>>>>>>> ')) continue;
      const lines = text.split('\n');
      const open = lines.findIndex((line) => /^<{7} \S/.test(line));
      if (
        open >= 0 &&
        lines.some((line, index) => index > open && /^={7}\r?$/.test(line)) &&
        lines.some((line, index) => index > open && /^>{7} \S/.test(line))
      )
        findings.push({
          message: 'holds the markers of an unfinished merge',
          location: { file: path, line: open + 1 },
          fix: 'choose between the versions and delete the markers',
        });
    }
    const unread = dockerfiles.find((dockerfile) => dockerfile.unread !== undefined);
    const open = unread === undefined ? undefined : couldNotRead(unread.path, unread.unread ?? '');
    if (read.length === 0 && open === undefined) return notApplicable('there is no text file');
    return withOpen(judge(findings, { text: `no markers in ${countOf(read.length, 'file')}` }), open);
  },
  good: [{ title: 'a finished merge', files: { Dockerfile: 'FROM docker.io/library/python:3.13\n' } }],
  bad: [
    {
      title: 'an unfinished one',
      files: {
        Dockerfile:
          '<<<<<<< yours\nFROM docker.io/library/python:3.12\n=======\nFROM docker.io/library/python:3.13\n>>>>>>> new template\n',
      },
    },
  ],
});
