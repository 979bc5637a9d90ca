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
export function inFolder(report: CheckReport, { project, adopted }: CheckTarget, cwd: string): CheckReport {
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
  const results = report.results.map((result) => {
    const placed = mapFixes(result, place);
    return result.rule === 'adoption-settled'
      ? { ...placed, message: retypeFolder(result.message, name, folder) }
      : placed;
  });
  return { ...report, results };
}
