import { withoutMarkdown } from './without-markdown.ts';
import type { HandoverProof, HandoverSummary } from '../../model/handover/summary.ts';
import { buildTables, countLevels, markOf, type PageTables } from './build-page-tables.ts';
import { describeUnknowns } from './describe-unknowns.ts';
import { countOf } from '../../shared/count-of.ts';
import { capitalise, cut, shorten } from './fit-text.ts';

/** What the page shows: only text, flags and lists, cut to what two sheets of A4 hold. The appendices have all of it. */
export interface PageView extends PageTables {
  readonly title: string;
  readonly summary: HandoverSummary;
  readonly description: string;
  readonly image: string;
  readonly base: string;
  readonly safeHavenProject: string;
  readonly contact: string;
  readonly packed: string;
  readonly built: string;
  /** Page of the pipeline's run; empty where none is known. */
  readonly run: string;
  readonly isDraft: boolean;
  readonly draftReasons: readonly string[];
  readonly kind: string;
  readonly command: string;
  readonly user: string;
  readonly ports: string;
  readonly opensPorts: boolean;
  readonly reach: string;
  readonly size: string;
  readonly worse: string;
  readonly hasCounts: boolean;
  readonly bar: {
    readonly added: number;
    readonly inherited: number;
    readonly fixed: number;
    readonly inheritedAt: number;
    readonly fixedAt: number;
  };
  /** Of those of the base that nobody accepted, the worst by level; empty where none is. */
  readonly inheritedLevels: string;
  readonly counts: { readonly added: string; readonly inherited: string; readonly fixed: string };
  readonly worst: readonly { readonly id: string; readonly text: string }[];
  readonly worseNotes: readonly string[];
  /** What was compared, by what and when; empty where nothing was. */
  readonly scans: string;
  /** How many of the rows that only a run shows stand on the sheet. */
  readonly proofCount: string;
  readonly proofs: readonly {
    readonly mark: string;
    readonly isProved: boolean;
    readonly title: string;
    readonly text: string;
  }[];
  readonly rehearsal: string;
  readonly unknowns: readonly string[];
  readonly hasAccepted: boolean;
  readonly hasSecrets: boolean;
  readonly changes: readonly string[];
  readonly people: readonly { readonly who: string; readonly questions: string }[];
  readonly deciders: string;
}

/** Puts a summary into the words and the room of the page. */
export function buildPage(given: HandoverSummary): PageView {
  const summary = withoutMarkdown(given);
  const { project, image, base, vulnerabilities, proofs } = summary;
  const first = proofs.filter(({ force }) => force === 'must' || force === 'should').slice(0, 6);
  return {
    title: cut(`${project.name} ${summary.tag}`, 60),
    summary,
    description: cut(project.description === '' ? 'The project has no description.' : project.description, 200),
    image: cut(image.reference, 160),
    base: cut(base.reference === '' ? 'not known' : base.reference, 160),
    safeHavenProject: cut(project.safeHavenProject === '' ? 'not named' : project.safeHavenProject, 60),
    contact: cut(project.contact === '' ? 'nobody has been named' : project.contact, 80),
    packed: `${summary.packedAt.slice(0, 10)} by ${summary.tool.name} ${summary.tool.version}`,
    built: describeBuild(summary),
    run: summary.build.run,
    isDraft: summary.isDraft,
    draftReasons: shorten(summary.open, 3, 100),
    kind: kinds[project.kind],
    ...describeStart(summary),
    worse: cut(capitalise(vulnerabilities.line), 200),
    ...describeBar(summary),
    worst: vulnerabilities.added
      .filter(({ accepted }) => !accepted)
      .slice(0, 2)
      .map(({ id, package: name, severity, sentence }) => ({
        id: cut(id, 30),
        text: cut(`${name}, ${severity.toLowerCase()}. ${sentence}`, 160),
      })),
    worseNotes: shorten(vulnerabilities.notes.map(withoutOption), 1, 120),
    scans: describeScans(summary),
    proofCount: `${String(first.length)} of ${String(proofs.length)}`,
    proofs: first.map((proof) => ({
      mark: markOf(proof),
      isProved: proof.isProved,
      title: cut(proof.title, 60),
      text: tellProof(proof),
    })),
    rehearsal: describeRehearsal(summary),
    unknowns: describeUnknowns(summary),
    hasSecrets: (summary.secrets ?? []).length > 0,
    hasAccepted: (summary.accepted ?? []).length > 0,
    changes: describeChanges(summary),
    ...describePeople(summary),
    ...buildTables(summary),
  };
}

/** What nobody looked at comes first: the end of a long line is cut. */
function tellProof({ text, unseen }: HandoverProof): string {
  if (unseen === undefined) return cut(text || 'No run has shown it.', 150);
  return `${capitalise(cut(unseen, 100)).replace(/(?<!\.)$/, '.')} ${cut(text, 90)}`;
}

const kinds: Readonly<Record<HandoverSummary['project']['kind'], string>> = {
  batch: 'A batch program: it is started, reads the data, writes its results and ends by itself. Nobody types into it.',
  interactive:
    'An interactive session: a person works in it through a port of the container, for as long as they like.',
  'not known': 'Whether it is a batch program or an interactive session is not known.',
};

function describeBuild({ build: { source, revision } }: HandoverSummary): string {
  if (source === '' && revision === '') return 'not known: the image has no label that says it';
  return cut(`${source || 'an unnamed repository'}, commit ${revision.slice(0, 12) || 'not known'}`, 140);
}

function describeStart({
  facts,
  proofs,
  image,
}: HandoverSummary): Pick<PageView, 'command' | 'user' | 'ports' | 'opensPorts' | 'reach' | 'size'> {
  const unseen = 'not known: the image was not scanned';
  const isSeen = image.configDigest !== '';
  const [user = ''] = facts.user.entries;
  const network = proofs.find(({ key }) => key === 'question:24');
  return {
    command: isSeen ? cut(facts.command.entries.join(' ') || 'none: the image names no command', 150) : unseen,
    user: isSeen
      ? user === 'root'
        ? 'root, unless it is started as another user'
        : `${cut(user, 40)}, as the image says; apptainer and Kubernetes start it as a user of their own`
      : unseen,
    ports: isSeen ? cut(facts.ports.entries.join(', ') || 'none', 60) : unseen,
    opensPorts: facts.ports.entries.length > 0,
    reach:
      network?.isProved === true
        ? cut(`It was run without a network. ${network.text}`, 200)
        : 'That it runs without a network, and tries to reach nobody, has not been proved.',
    size:
      image.size === 0
        ? 'not known'
        : `${image.size < 1e6 ? 'less than 1' : (image.size / 1e6).toFixed(0)} MB, as the scanner counts it`,
  };
}

/** What a command of the program is given is of no use to who reads the page. */
const withoutOption = (note: string): string => note.replace(/ \(--[a-z-]{1,20}\)/, '');

function describeBar({
  vulnerabilities,
}: HandoverSummary): Pick<PageView, 'hasCounts' | 'bar' | 'counts' | 'inheritedLevels'> {
  const { counts } = vulnerabilities;
  const [added, inherited, fixed] = [counts.added ?? 0, counts.inherited ?? 0, counts.fixed ?? 0];
  const total = Math.max(1, added + inherited + fixed);
  // What there is can be seen, however little it is.
  const width = (count: number): number => (count === 0 ? 0 : Math.max(8, Math.round((count / total) * 560)));
  const bar = { added: width(added), inherited: width(inherited), fixed: width(fixed) };
  return {
    hasCounts: counts.added !== null,
    bar: { ...bar, inheritedAt: bar.added, fixedAt: bar.added + bar.inherited },
    counts: { added: String(added), inherited: String(inherited), fixed: String(fixed) },
    inheritedLevels: countLevels(vulnerabilities).replace(/^(?=.)/, '; '),
  };
}

function describeRehearsal({ isDraft, rehearsal }: HandoverSummary): string {
  const { verdict, date, runs, engine, doubts = [] } = rehearsal;
  if (verdict === 'none') return 'The image was not rehearsed: nothing of how it runs has been seen.';
  const passed = doubts.length > 0 ? 'passed, which does not prove all' : 'passed';
  const how = { pass: passed, fail: 'failed', unknown: 'could not be judged in every run' }[verdict];
  // Of another image than the one that was scanned and pushed, only a draft is packed.
  const what = isDraft ? 'Rehearsed' : 'The image that is named above was rehearsed';
  return cut(`${what} on ${date.slice(0, 10)} with ${engine}, as the TRE runs it: ${String(runs)} runs, ${how}.`, 190);
}

function describeScans({ vulnerabilities: { scans } }: HandoverSummary): string {
  const each = scans.map(
    ({ of, scanner, date }) =>
      `the ${of} with ${scanner === '' ? 'a scanner that its report does not name' : scanner}${date === '' ? '' : ` on ${date.slice(0, 10)}`}`,
  );
  return each.length === 0 ? '' : cut(`Scanned: ${each.join(', ')}.`, 160);
}

const approval = 'Whether that bundle was approved, the page does not know.';

function describeChanges({ changes }: HandoverSummary): readonly string[] {
  if (changes === undefined)
    return [
      'Not looked at: nobody named an earlier bundle to compare with (pack --previous). Whether there was an approval, the page does not know.',
    ];
  const before = changes.answers === 0 ? `${changes.since}, in which nobody had answered anything` : changes.since;
  if (changes.changes.length === 0)
    return [cut(`Nothing that answers rest on has changed since ${before}.`, 160), approval];
  const ended = changes.void.length;
  return [
    cut(`Since ${before}:`, 140),
    ...shorten(
      changes.changes.map(
        ({ fact, added, removed }) =>
          `${fact}: ${String(added.length)} new or changed, ${String(removed.length)} gone or changed`,
      ),
      6,
      100,
    ),
    ended === 0
      ? 'No earlier answer is void.'
      : `${String(ended)} earlier ${ended === 1 ? 'answer is' : 'answers are'} void: see tre-container diff.`,
  ];
}

function describePeople({ unanswered, answers }: HandoverSummary): Pick<PageView, 'people' | 'deciders'> {
  const roles = ['Information Governance', 'principal investigator', 'research coordinator', 'project'];
  const people = roles.flatMap((who) => {
    const own = unanswered.filter((answer) => answer.who === who);
    if (own.length === 0) return [];
    const must = own.filter(({ force }) => force === 'must').map(({ title }) => title);
    const first = (must.length > 0 ? must : own.map(({ title }) => title)).slice(0, 5).map((title) => cut(title, 60));
    const rest = own.length - first.length;
    return [
      {
        who: capitalise(who),
        isAwaited: must.length > 0,
        questions: `${must.length > 0 ? `${String(must.length)} must be answered first: ` : 'None must be answered first. Also open: '}${first.join('; ')}.${rest > 0 ? ` And ${String(rest)} more, in the appendices on screen.` : ''}`,
      },
    ];
  });
  const awaited = people.filter(({ isAwaited }) => isAwaited).map(({ who }) => who);
  return {
    people,
    deciders: `Information Governance decides. ${awaited.length === 0 ? 'No question is left that must be answered first.' : `Questions that must be answered first are left to: ${awaited.join(', ')}.`} ${tellSigned(answers.length)}`,
  };
}

/** Answers are what stands in a file that everybody may edit. */
function tellSigned(count: number): string {
  if (count === 0) return 'Nobody has answered anything in the checklist yet.';
  return `${countOf(count, 'answer')} of people ${count === 1 ? 'stands' : 'stand'} in the checklist, ticked and written by hand: nothing shows by whom (appendices).`;
}
