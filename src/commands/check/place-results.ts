import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { Location } from '../../model/check/rule.ts';
import { nameFolder, retypeFolder } from '../../model/text/name-folder.ts';
import { pathFrom } from '../../io/project/find-projects.ts';
import { mapFixes } from '../../model/check/map-fixes.ts';
import { shellWord } from '../../shared/shell-word.ts';
import type { CheckTarget } from './open-project-folder.ts';

/** A report whose places are as they are seen from where the command was typed. */
export function atLabel(report: CheckReport, { label, notJudged }: CheckTarget): CheckReport {
  const place = <T extends { readonly location?: Location }>(item: T): T =>
    item.location === undefined ? item : { ...item, location: { ...item.location, file: label(item.location.file) } };
  return {
    ...report,
    ...(notJudged === undefined ? {} : { notJudged }),
    results: report.results.map((result): RuleResult => ({
      ...place(result),
      ...(result.evidence === undefined ? {} : { evidence: result.evidence.map(place) }),
      ...(result.others === undefined ? {} : { others: result.others.map(place) }),
    })),
    waiverProblems: report.waiverProblems.map(place),
  };
}

/** Fixes that are commands on the project name its folder, where they are typed from another one. */
export function inFolder(
  report: CheckReport,
  { project, adopted, files, label }: CheckTarget,
  cwd: string,
): CheckReport {
  const folder = pathFrom(cwd, project.root);
  const name = project.root.slice(project.root.lastIndexOf('/') + 1);
  // What a page of the project says is typed at the root of its repository, and so is what the rules say of an adopted folder.
  const typed = (fix: string): string => (adopted === undefined ? fix : retypeFolder(fix, adopted, folder));
  // The scripts find the project by their own place.
  const place = (fix: string): string =>
    folder === '.'
      ? typed(fix)
      : nameFolder(typed(fix), folder).replace(/\bpython3? models\/(?=fetch_models\.py)/, (run) =>
          run.replace('models/', `${shellWord(folder)}/models/`),
        );
  const paths = new Set(files.map((file) => file.path));
  const results = report.results.map((result) => {
    const placed = mapFixes(result, (fix) => labelFiles(place(fix), paths, label));
    return result.rule === 'adoption-settled'
      ? { ...placed, message: retypeFolder(result.message, name, folder) }
      : placed;
  });
  return { ...report, results };
}

/** A fix whose files are named as they are seen from where the command was typed: another file of that name may lie there. What is to be written into a file stays. */
function labelFiles(fix: string, paths: ReadonlySet<string>, label: CheckTarget['label']): string {
  return fix.replaceAll(/(?<=\b(?:at|in|to) )[\w.][\w./-]{0,200}(?=:\d|[\s,;)]|$)/g, (word) =>
    paths.has(word) ? label(word) : word,
  );
}
