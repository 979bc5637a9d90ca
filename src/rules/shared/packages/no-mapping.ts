import type { Finding } from '../../../model/check/rule.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { locateFile } from '../dependencies/locate-file.ts';
import { linesOf } from '../lines-of.ts';

/** A list that conda makes an environment of and that names nothing: a bare text, which a link becomes where it is stored as a file. */
export function findNoMapping(subject: Subject): readonly Finding[] {
  const { image, facts } = subject;
  return image.instructions.flatMap((run) => {
    if (run.keyword !== 'RUN') return [];
    return run.commands.flatMap((command) => {
      const install = readInstall(command);
      if (install?.kind !== 'conda' || !command.words.includes('env')) return [];
      return install.files.flatMap((written) => {
        const path = /\.ya?ml$/.test(written) ? locateFile(written, run, subject) : undefined;
        const lines = (linesOf(facts.byPath.get(path ?? '')) ?? []).map((line) => line.trim());
        const first = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
        if (path === undefined || first < 0 || lines.some((line) => /[:{]/.test(line))) return [];
        return [
          {
            message: `is no list that conda reads: it holds the text ${(lines[first] ?? '').slice(0, 60)} and no key, so that ${command.words.slice(0, 3).join(' ')} ends the build`,
            location: { file: path, line: first + 1 },
            fix: 'write the list itself into it (name:, channels:, dependencies:); a link that git made a file of is copied as its text',
          },
        ];
      });
    });
  });
}
