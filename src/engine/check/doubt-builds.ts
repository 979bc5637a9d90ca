import type { CheckedRule, RuleGroup, Verdict } from '../../model/check/rule.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import { foreignFrontend } from '../../parse/dockerfile/foreign-frontend.ts';

/** What these rules ask about is not what a build makes of a Dockerfile. */
const besides: ReadonlySet<RuleGroup> = new Set(['pipeline', 'run', 'governance']);

/**
 * Takes no yes about an image whose Dockerfile is read by somebody else's program: what its lines mean there, nobody here knows. What is wrong in
 * them stays said.
 */
export function doubtBuilds(verdict: Verdict, rule: CheckedRule, { dockerfiles }: ProjectFacts): Verdict {
  if (besides.has(rule.group)) return verdict;
  for (const { path, text } of dockerfiles) {
    const frontend = foreignFrontend(text);
    if (frontend !== undefined) return withoutYes(verdict, path, frontend.slice(0, 200));
  }
  return verdict;
}

function withoutYes(verdict: Verdict, file: string, frontend: string): Verdict {
  if (verdict.verdict === 'several')
    return { verdict: 'several', verdicts: verdict.verdicts.map((each) => withoutYes(each, file, frontend)) };
  if (verdict.verdict !== 'pass') return verdict;
  return {
    verdict: 'unknown',
    reason: `${file} is built by ${frontend}, which may take its lines for anything`,
    location: { file, line: 1 },
    fix: 'leave "# syntax=" out, or name docker/dockerfile there',
  };
}
