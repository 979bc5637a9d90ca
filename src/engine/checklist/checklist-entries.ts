import type { RuleResult } from '../../model/check/check-report.ts';
import type { ChecklistEntries, ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion, KnownProject } from '../../model/checklist/governance-question.ts';
import { groupBy } from '../../shared/group-by.ts';
import { asGenerated, printCell, printPlace, printProse } from './checklist-text.ts';
import { listSome } from '../../shared/list-some.ts';

/** How a row begins that a run of the pipeline answers. */
export const waitsForPipeline = 'Push, so that [the pipeline][pipeline] runs';

/** Pieces of evidence or findings that one row shows; the rest is counted. */
const shown = 3;

/**
 * What verdicts say about the rows of a checklist: every rule, and every question whose answer they decide.
 * `project` adds what the answers say; without it (a project that we did not generate) those words stay as they are.
 */
export function checklistEntries(
  results: readonly RuleResult[],
  questions: readonly GovernanceQuestion[],
  project?: KnownProject,
): ChecklistEntries {
  const byRule = groupBy(results, (result) => result.rule);
  const entries = new Map<string, ChecklistEntry>();
  for (const [rule, own] of byRule) entries.set(`rule:${rule}`, describeRule(own));
  for (const question of questions) {
    const faults = (byRule.get(question.sameAs ?? '') ?? []).filter(({ verdict }) => verdict === 'fail');
    const standing = judgeRules(question, byRule);
    const isOutdated = isAgainst(question, byRule);
    const known =
      project === undefined
        ? decideOnly(question, standing, isOutdated, byRule)
        : describeQuestion(question, standing, project, isOutdated, byRule);
    // What files show against an answer comes before all that is asked of people.
    const entry = faults.length > 0 ? describeRule(faults) : known;
    if (entry !== undefined) entries.set(`question:${question.number}`, entry);
  }
  return entries;
}

function describeRule(results: readonly RuleResult[]): ChecklistEntry {
  const worst =
    order.map((verdict) => results.filter((result) => result.verdict === verdict)).find((own) => own.length > 0) ?? [];
  const [first] = worst;
  if (first === undefined) return { state: 'person' };
  const reason = printCell(first.reason ?? '');
  switch (first.verdict) {
    case 'pass':
      return describePass(worst);
    case 'fail':
      return { state: 'mend', text: `**To do:** ${list(worst.map(printFinding))}` };
    case 'unknown':
      return {
        state: 'mend',
        text: `**Not known:** ${list(worst.map((result) => printAt(result.reason ?? '', result.location)))}`,
      };
    case 'waived':
      return { state: 'aside', text: `Accepted: ${printCell(first.message)}. ${reason}` };
    case 'notApplicable':
      return { state: 'aside', text: `Does not apply: ${reason}` };
    default:
      return { state: 'person', text: `${printCell(first.message)} — ${reason}` };
  }
}

/** Ticked only where each image of the project is proved right; what was merely not found is said in the tool's own words. */
function describePass(results: readonly RuleResult[]): ChecklistEntry {
  const unproved = results.filter(({ proof }) => proof === 'none-found');
  if (unproved.length > 0)
    return {
      state: 'looked',
      text: `Nothing found: ${list(unproved.map((result) => printAt(result.message, result.location)))}`,
    };
  const evidence = results.flatMap((result) => result.evidence ?? []);
  return { state: 'met', text: list(evidence.map(({ text, location }) => printAt(text, location))) };
}

/** A rule with several findings stands where its worst one stands. */
const order = ['fail', 'unknown', 'waived', 'human', 'pass', 'notApplicable'] as const;

function printFinding(result: RuleResult): string {
  return `${printAt(result.message, result.location)}${result.fix === undefined ? '' : `; ${printCell(result.fix)}`}`;
}

function printAt(text: string, location: RuleResult['location']): string {
  return `${location === undefined ? '' : `${printPlace(location)} `}${printCell(text)}`;
}

const list = (items: readonly string[]): string => listSome(items, shown, '; ');

type Judged = ReadonlyMap<string, readonly RuleResult[]>;

/** How the rules that bear on a question stand together; `aside` when none of them applies. */
interface Standing {
  readonly state: 'met' | 'looked' | 'mend' | 'aside';
  /** One sentence, or nothing where no rule bears on it. */
  readonly text: string;
}

function judgeRules({ rules }: GovernanceQuestion, byRule: Judged): Standing {
  if (rules === undefined) return { state: 'mend', text: '' };
  const judged = rules.map((rule) => ({ rule, results: byRule.get(rule) ?? [] }));
  const name = (found: typeof judged): string => found.map((each) => each.rule).join(', ');
  const open = judged.filter(
    ({ results }) =>
      results.length === 0 || results.some(({ verdict }) => verdict !== 'pass' && verdict !== 'notApplicable'),
  );
  if (open.length > 0) return { state: 'mend', text: `See ${name(open)}.` };
  const looked = judged.filter(({ results }) => results.some(({ proof }) => proof === 'none-found'));
  const proved = judged.filter(
    (each) => !looked.includes(each) && each.results.some(({ verdict }) => verdict === 'pass'),
  );
  const sentences = [
    proved.length === 0 ? '' : `Rules that hold: ${name(proved)}.`,
    looked.length === 0 ? '' : `Rules that found nothing, which proves nothing: ${name(looked)}.`,
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0
    ? { state: 'aside', text: `Does not apply: ${rules.join(', ')}.` }
    : { state: looked.length === 0 ? 'met' : 'looked', text: sentences.join(' ') };
}

/** Only what the project's files decide by themselves, and what they no longer bear out; proofs of runs and people's answers are not ours to change. */
function decideOnly(
  question: GovernanceQuestion,
  standing: Standing,
  isOutdated: boolean,
  byRule: Judged,
): ChecklistEntry | undefined {
  if (question.answeredBy === 'files') return showFiles(question, standing, byRule);
  return isOutdated ? { state: question.answeredBy, standing: nameRules(question), isOutdated } : undefined;
}

/** What the rules saw that is the answer itself, and how all stand that bear on it: nothing of it is from the answers, which the files may have left behind. */
function showFiles(
  { shows = [], force, rules }: GovernanceQuestion,
  { state, text }: Standing,
  byRule: Judged,
): ChecklistEntry {
  // A must is asked of every image: where no rule had anything to look at, nobody has looked.
  if (state === 'aside' && force === 'must')
    return {
      state: 'looked',
      text: `Nothing in the files tells: ${rules?.join(', ') ?? 'no rule'} had nothing to look at.`,
    };
  const seen = shows
    .flatMap((rule) => byRule.get(rule) ?? [])
    .flatMap(({ evidence = [] }) => evidence.map((each) => printAt(each.text, each.location)));
  return { state, text: seen.length === 0 ? text : `${list(seen)}. ${text}` };
}

/** Whether a rule denies what was true when the project was made, cannot tell, or was told to accept it: then it is no answer to show to anybody. */
function isAgainst({ rules, known, answeredBy, saidOnce }: GovernanceQuestion, byRule: Judged): boolean {
  if (saidOnce === true) return true;
  if (rules === undefined || known === undefined || answeredBy !== 'person') return false;
  return rules
    .flatMap((rule) => byRule.get(rule) ?? [])
    .some(({ verdict }) => verdict === 'fail' || verdict === 'unknown' || verdict === 'waived');
}

function nameRules({ rules }: GovernanceQuestion): string {
  return rules === undefined ? '' : `See ${rules.join(', ')}.`;
}

function describeQuestion(
  question: GovernanceQuestion,
  standing: Standing,
  project: KnownProject,
  isOutdated: boolean,
  byRule: Judged,
): ChecklistEntry {
  if (question.answeredBy === 'files') return showFiles(question, standing, byRule);
  const known = isOutdated ? undefined : question.known?.(project);
  // These words stay when files change; what the files say now is for the rules to say. What is of the project itself no file changes.
  const since = question.restsOn?.every((name) => name === 'project') === true ? '' : asGenerated;
  const sentences = [
    known === undefined ? '' : `${since}${printKnown(known.replace(/\.$/, ''), project)}.`,
    // What a run or a person answers is renewed by those alone: a verdict in its words would outlive the files that it was of.
    nameRules(question),
    describeProof(question, project),
  ];
  const text = sentences.filter((sentence) => sentence !== '').join(' ');
  return { state: question.answeredBy, text };
}

function describeProof({ proof }: GovernanceQuestion, { answers }: KnownProject): string {
  if (proof === undefined) return '';
  if (proof.by === 'pipeline' && answers.ci === 'none')
    return '**No pipeline** was asked for: run the scanners by hand and keep their reports.';
  const alone = answers.ci !== 'none' && !answers.rehearse ? ' (the pipeline does not: `rehearse` is false)' : '';
  const how = proof.by === 'rehearsal' ? `Run \`tre-container rehearse\`${alone}` : waitsForPipeline;
  return `${how}: ${printCell(proof.where)}.`;
}

/** Answers stay text. The address of the base's documentation, which is ours, stays an address, and the image can be read as it is written. */
function printKnown(known: string, { base, answers: { image } }: KnownProject): string {
  const text = printProse(known).replaceAll(printProse(base.source), base.source);
  return /^[\w./:@-]+$/.test(image) ? text.replaceAll(printProse(image), `\`${image}\``) : text;
}
