import type { Adoption } from '../../model/adopt/adoption.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** What the template's job says of its results: each job has a folder of its own, which starters read from a variable. */
const ownFolder = {
  begin: '            # /safe_outputs is one folder for all of your jobs there, so ',
  end: '              value: /safe_outputs/$(JOB_POD)\n',
  variable: 'TRE_SAFE_OUTPUTS',
};

/** In its place, where no program reads that variable. */
const shared = [
  '            # /safe_outputs is one folder for all of your jobs there, and files of one name replace each other: bring results',
  '            # away before the next job, or let the program name them by job.',
  '',
].join('\n');

/** No data file of a starter is named, and no run-local.sh, which is not there: a rehearsal runs the image. */
export function adaptRun(text: string, { folder }: Adoption, repository: readonly ProjectFile[]): string {
  return withOutputs(text, { folder }, repository)
    .replace(/^ +args:\n +- measurements\.csv\n/m, '')
    .replace('elsewhere use ces/run-local.sh.', () => `elsewhere: npx generator-tre-container rehearse ${folder}`);
}

function withOutputs(text: string, { folder }: Pick<Adoption, 'folder'>, repository: readonly ProjectFile[]): string {
  const begin = text.indexOf(ownFolder.begin);
  const end = begin < 0 ? -1 : text.indexOf(ownFolder.end, begin);
  const isRead = repository.some(
    ({ path, text: own }) => !path.startsWith(`${folder}/`) && own?.includes(ownFolder.variable) === true,
  );
  return end < 0 || isRead ? text : `${text.slice(0, begin)}${shared}${text.slice(end + ownFolder.end.length)}`;
}
