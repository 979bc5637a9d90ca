import pc from 'picocolors';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { Location } from '../../model/check/rule.ts';
import { formatPlace } from '../check/format-place.ts';
import { inert } from '../../model/text/inert.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { shellWords } from '../../shared/shell-words.ts';
import { listQuestions, otherThan, type SurveyHead } from './survey-points.ts';
import { countOf } from '../../shared/count-of.ts';
import { seenFrom } from '../../shared/parent-folder.ts';

/** A survey as a person reads it: what was found, what is proposed and why, what stays open. Each fact with the place that shows it. */
export function formatSurvey(facts: RepositoryFacts, proposal: Proposal, head: SurveyHead, colour: boolean): string {
  const { bold } = pc.createColors(colour);
  const from = head.source === 'git' ? 'tracked by git, or not ignored' : 'in the folder';
  return [
    `${bold(inert(head.folder))}: ${countOf(facts.files.all, 'file')} ${from}, ${String(facts.files.own)} of them yours. Nothing of yours is changed.`,
    ...(facts.incomplete === undefined ? [] : [`Not everything was seen: ${inert(facts.incomplete)}`]),
    bold('Found'),
    ...listFacts(facts, head.paths),
    bold('Proposed'),
    ...listProposal(proposal, head, isImageOpen(facts)),
    ...listQuestions(proposal, head, colour),
    '',
  ].join('\n');
}

const width = 11;

function row(label: string, text: string, place?: Location): string {
  const shown = place === undefined ? '' : `   ${formatPlace(place)}`;
  return `  ${label.padEnd(width)}${inert(text)}${inert(shown)}`;
}

function rows(label: string, facts: readonly PlaceFact[], most: number): string[] {
  const lines = facts.slice(0, most).map(({ what, location }, index) => row(index === 0 ? label : '', what, location));
  return facts.length > most ? [...lines, row('', `and ${String(facts.length - most)} more`)] : lines;
}

function listFacts(facts: RepositoryFacts, paths: ReadonlySet<string> | undefined): string[] {
  const { languages, versions, orchestrators, commands, models, tools, network, services, places, leftOut, dataFiles } =
    facts;
  const named = languages.map(({ language, files }) => `${language} (${String(files)})`);
  const conducted = orchestrators.map(({ kind, path, line }) => ({ what: kind, location: { file: path, line } }));
  const typed = commands.map(({ words, location }) => {
    const what = shellWords(words);
    return { what: what.length > 160 ? `${what.slice(0, 160)}...` : what, location };
  });
  const data = dataFiles.map(({ path, goes, why, readAt }) => ({
    what: `${path} ${goes === 'in' ? 'goes in, which check asks your word for' : 'stays out'}: ${why}`,
    location: readAt ?? { file: path },
  }));
  const foreign = leftOut.map(({ folder, why }) => ({ what: why, location: { file: `${folder}/` } }));
  return [
    row('languages', named.length === 0 ? 'no program' : named.join(', ')),
    ...rows(
      'versions',
      versions.map(({ language, version, location }) => ({ what: `${language} ${version}`, location })),
      3,
    ),
    ...rows('packages', listPackages(facts), 10),
    ...rows('images', listImages(facts), 4),
    ...rows('started by', [...conducted, ...typed], 6),
    ...rows('data', [...listAbsent(facts, paths), ...data], 8),
    ...rows('models', models, 5),
    ...rows(
      'programs',
      tools.map(({ what, location }) => ({ what: `${what} is started, which no plain image has`, location })),
      5,
    ),
    ...rows('network', network, 5),
    ...rows('services', services, 5),
    ...rows('places', places, 6),
    ...rows('left out', [...foreign, ...listJobs(facts)], 6),
  ];
}

/** Files that programs read by a relative name, that none of them writes, and that are not there: the data that somebody has, and keeps out of the repository. */
function listAbsent({ reads, writes }: RepositoryFacts, paths: ReadonlySet<string> | undefined): PlaceFact[] {
  const written = new Set(writes.map(({ what, own = what }) => plain(own)));
  // What is named by where its program lies is seen from the root.
  const seen = reads.map((fact) => ({ ...fact, what: fact.own ?? fact.what }));
  const known = paths === undefined ? undefined : new Set([...paths, ...[...paths].flatMap(foldersOf)]);
  const absent = seen
    .map((fact) => ({ ...fact, what: namedFolder(fact.what) }))
    .filter(
      ({ what, location: { file } }) =>
        /^(?:\.\/|(?:\.\.\/)+)?\w[^:]*(?:\.\w+|\/)$/.test(what) &&
        !written.has(plain(what)) &&
        // It may be started in its own folder.
        ['', file.slice(0, Math.max(0, file.lastIndexOf('/')))].every(
          (folder) => known?.has(seenFrom(folder, what) ?? '') === false,
        ),
    );
  const first = absent.filter(({ what }, at) => absent.findIndex((other) => plain(other.what) === plain(what)) === at);
  return first.map(({ what, location }) => ({
    what: `${plain(what)} is read, and is not in the repository: in the TRE it comes from /safe_data`,
    location,
  }));
}

/** Of a place of which a program computes the rest the folder: `data/scans/` of `data/scans/...`. */
function namedFolder(what: string): string {
  const at = what.indexOf('...');
  return at < 0 || /^\.\.\.|^\.\.\/\.\.\./.test(what) ? what : what.slice(0, what.lastIndexOf('/', at) + 1);
}

/** `a`, `a/b` of `a/b/c.csv`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Scripts that stay out, unless one of them is what starts. */
function listJobs({ jobs = [] }: RepositoryFacts): PlaceFact[] {
  return jobs.map(({ what, location }) => ({
    what: `a script for ${what}, which the TRE does not have: it stays out unless it is what starts`,
    location,
  }));
}

function plain(what: string): string {
  return what.replace(/^(?:\.\/+)+/, '');
}

function listPackages({ lists, lacking }: RepositoryFacts): PlaceFact[] {
  return [
    ...lists
      .filter(({ isSide, packages }) => !isSide && packages.length > 0)
      .map(({ path, installer, packages, locked, lock }) => ({
        what: `${countOf(packages.length, 'package')} (${installer}${locked ? `, locked${lock === undefined ? '' : ` by ${lock}`}` : ''})`,
        location: { file: path },
      })),
    ...lists.flatMap(({ problems }) => problems),
    ...lacking.map((use) => ({
      what: `${use.name} is imported, and ${use.isExtra === true ? 'only an optional dependency of the list' : 'in no list'}`,
      location: use.location,
    })),
  ];
}

function listImages({ dockerfiles }: RepositoryFacts): PlaceFact[] {
  return dockerfiles.map(({ path, from, fromLine, isWorkplace, users }) => {
    const named = users.length > 0 ? `, used by ${users.map(({ what }) => what).join(', ')}` : '';
    return {
      what: `from ${from ?? 'nothing known'}${isWorkplace ? ', a workplace' : ''}${named}`,
      location: { file: path, line: fromLine },
    };
  });
}

/** Whether no image of the repository says what it is. */
function isImageOpen({ dockerfiles }: RepositoryFacts): boolean {
  return !dockerfiles.some(({ isWorkplace, family }) => !isWorkplace && family !== undefined);
}

function listProposal(proposal: Proposal, { next, packages }: SurveyHead, isOpen: boolean): string[] {
  const { base, mode, program, manifest, goesIn, staysOut, reasons, version, isNewest } = proposal;
  const why = (key: string): string => {
    const reason = reasons[key];
    const [first] = reason?.evidence ?? [];
    return reason === undefined ? '' : `${reason.why}${first === undefined ? '' : ` (${formatPlace(first)})`}`;
  };
  const formatPlaces = (key: string): string => (reasons[key]?.evidence ?? []).slice(0, 1).map(formatPlace).join();
  // The reason for the base may be that for its version: it is said once.
  const reason = reasons['version']?.why ?? '';
  const isSaid = reason !== '' && reasons['base']?.why.includes(reason) === true;
  const other = next === undefined ? '' : `; ${next}`;
  return [
    row('base', `${base === 'none' ? 'none of ours' : base}   ${why('base')}${other}`),
    row('runs as', `${mode === 'batch' ? 'a batch job' : 'a session'}   ${why('mode')}`),
    row('starts', `${program.start.length === 0 ? 'nothing is certain' : spell(program.start)}   ${why('program')}`),
    ...(program.ask ? listOthers(program).map((candidate) => row('', `or ${candidate}`)) : []),
    row('packages', `${manifest.path ?? 'no list'}   ${packages ?? why('manifest')}`),
    ...(version === undefined
      ? base === 'none' || !isOpen
        ? []
        : [
            row(
              'version',
              'not said   no lock, Dockerfile, project file, README or head of a program names one, so that the image is the one that new projects get',
            ),
          ]
      : [
          row(
            'version',
            `${version}${isNewest === true ? ' or older' : ''}   ${isSaid ? formatPlaces('version') : why('version')}`,
          ),
        ]),
    row('goes in', shorten(goesIn)),
    row('stays out', shorten(staysOut)),
  ];
}

/** As it is typed; one that a person named stays as they typed it. */
function spell(start: readonly string[]): string {
  return start.length === 1
    ? start.join('')
    : start.map((word) => (/^-[\w-]*(?:=[\w./:-]*)?$/.test(word) ? word : shellWord(word))).join(' ');
}

/** What else could be started than what is proposed. */
function listOthers({ start, candidates }: Proposal['program']): readonly string[] {
  return otherThan(start, candidates).slice(0, 8);
}

function shorten(paths: readonly string[]): string {
  const most = 12;
  const shown = paths.length === 0 ? 'nothing' : paths.slice(0, most).join('  ');
  return paths.length > most ? `${shown}  and ${String(paths.length - most)} more` : shown;
}
