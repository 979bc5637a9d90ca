import { defineRule, type Finding } from '../model/check/rule.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { buildGuide } from '../model/check/sources.ts';
import { isOwnUser } from './shared/users/home.ts';
import { judge, onImages, unknown } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'no-fixed-uid',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'No user is tied to a fixed uid',
  rationale:
    'The TRE decides which uid a container runs as: podman maps it, apptainer takes that of the caller, the GPU cluster gives a high one. A uid written into the image meets files of another owner there.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    for (const instruction of image.instructions) {
      for (const command of instruction.commands) {
        if (instruction.keyword !== 'RUN') continue;
        const written = uidWritten(command);
        if (written !== undefined)
          findings.push({
            message: `a line of /etc/passwd gives the fixed uid ${written}`,
            location: { file: dockerfile.path, line: command.line },
            fix: 'make the user with useradd --system app, and leave the uid to it',
          });
        if (!/^(?:useradd|adduser|usermod)$/.test(command.program)) continue;
        const value = uidGiven(command);
        if (value !== undefined && /^\d+$/.test(value) && value !== '0')
          findings.push({
            message: `${command.program} gives the fixed uid ${value}`,
            location: { file: dockerfile.path, line: command.line },
            fix: 'leave the uid out: useradd --system app',
          });
      }
    }
    const user = image.user;
    const numeric = /^(\d+)(?::|$)/.exec(user?.value ?? '')?.[1];
    if (user !== undefined && numeric !== undefined && Number(numeric) !== 0)
      findings.push({
        message: `USER ${user.value} is a fixed uid`,
        location: { file: dockerfile.path, line: user.instruction.line },
        fix: 'name the user instead of its number',
      });
    const ofBase = user !== undefined && isOwnUser(image, user.value.split(':')[0] ?? '');
    const [open] = ofBase ? [] : (user?.unresolved ?? []);
    if (findings.length === 0 && user !== undefined && open !== undefined)
      return unknown(`USER ${user.value} takes what ${open} is at the build, a name or a number`, {
        file: dockerfile.path,
        line: user.instruction.line,
      });
    const isNumberOfBase = user !== undefined && user.unresolved.length > 0;
    return judge(
      findings,
      {
        text:
          user === undefined
            ? 'no uid is written down'
            : `USER ${user.value}${isNumberOfBase ? ', whose number the base has chosen' : ''}`,
        location: { file: dockerfile.path, line: user?.instruction.line ?? image.stage.line },
      },
      user === undefined || isNumberOfBase ? 'none-found' : 'file',
    );
  }),
  good: [
    {
      title: 'a user by name',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nRUN useradd --system --no-create-home app\nUSER app\n',
      },
    },
  ],
  bad: [
    { title: 'a number', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nUSER 1000:1000\n' } },
    {
      title: 'a user made with a number',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN useradd -u 1001 app\nUSER app\n' },
    },
  ],
});

/** `echo 'app:x:1001:0::/opt/app:/bin/sh' >> /etc/passwd` */
function uidWritten({ program, words, writes }: ShellCommand): string | undefined {
  const isWritten = writes.includes('/etc/passwd') && /^(?:echo|printf)$/.test(program);
  const uid = isWritten ? words.map((word) => /^[\w.-]+:[^:\s]*:(\d+):/.exec(word)?.[1]).find(Boolean) : undefined;
  return uid === '0' ? undefined : uid;
}

/** `useradd -u 1001 app`, `usermod --uid=1001 app` */
function uidGiven({ words }: ShellCommand): string | undefined {
  const at = words.findIndex((word) => /^(?:-\w*u|--uid)(?:$|=)/.test(word));
  return at < 0 ? undefined : (/=(.+)/.exec(words[at] ?? '')?.[1] ?? words[at + 1]);
}
