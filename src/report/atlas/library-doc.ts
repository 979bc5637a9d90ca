import {
  type Argument,
  type AtlasEntry,
  type Condition,
  type Effect,
  type Form,
  type Trigger,
  withoutUpload,
} from '../../model/atlas/atlas-entry.ts';
import { languageNames, type LanguageName } from '../../model/render/language.ts';

/** What languages are called. */
export type LanguageLabels = Readonly<Record<LanguageName, { readonly label: string }>>;

const effects: Readonly<Record<Effect, string>> = {
  sends: '**Sends data**',
  installs: 'Installs',
  fetches: 'Fetches',
  reports: 'Reports its use',
  asks: 'Asks on the terminal',
  'licence-server': 'Asks a licence server',
  licence: 'Needs a licence',
  page: 'Makes pages that fetch where they are opened',
};
const proofs = {
  run: 'run here',
  source: 'read in its source',
  documented: 'from its documentation',
  reported: 'only reported: it makes nothing fail and nothing pass',
} as const;

/** The page of a library in Markdown: what it asks of a network, what keeps it off, and how to bring along what it needs. */
export function formatLibraryDoc(entry: AtlasEntry, languages: LanguageLabels): string {
  const { title, language, imports, packages, brings = [], settings = [], caches = [], stage, note, seen } = entry;
  const names = Object.entries(packages).map(([index, list]) => `${index}: ${list.join(', ')}`);
  return [
    `# ${title}`,
    '',
    `${language === 'program' ? 'Program' : languages[language].label}: \`${imports.join('`, `')}\`${names.length > 0 ? ` (${names.join('; ')})` : ''}.${brings.length > 0 ? ` Brings ${brings.join(', ')}.` : ''}`,
    '',
    '## Bring it along',
    '',
    `Outside: ${stage.outside}`,
    '',
    `Inside: ${stage.inside}`,
    '',
    ...(note === undefined ? [] : [note, '']),
    '## What it asks of a network',
    '',
    ...(entry.triggers.length === 0 ? ['Nothing that is known.', ''] : [...entry.triggers.map(formatTrigger), '']),
    ...(settings.length === 0
      ? []
      : [
          '## Variables',
          '',
          '| variable | value | why |',
          '| --- | --- | --- |',
          ...settings.map(({ name, value, why }) => `| \`${name}\` | \`${value}\` | ${why} |`),
          '',
        ]),
    ...(caches.length === 0
      ? []
      : [
          '## Where it keeps what it fetched',
          '',
          ...caches.map(
            ({ place, movedBy }) =>
              `- \`${place}\`${movedBy.length > 0 ? `, moved by ${movedBy.join(', then ')}` : ', which no variable moves'}`,
          ),
          '',
        ]),
    '## Examples',
    '',
    ...formatExample('Uses the network:', entry, entry.examples.asks),
    ...formatExample(inEnvironment(entry), entry, entry.examples.local),
    `Seen in ${seen.version} on ${seen.date} (${proofs[seen.how]}): ${seen.where}.`,
    '',
  ].join('\n');
}

function inEnvironment({ examples: { environment = {} } }: AtlasEntry): string {
  const set = Object.entries(environment).map(([name, value]) => `\`${name}=${value}\``);
  return set.length === 0 ? 'Does not:' : `Does not, with ${set.join(' and ')}:`;
}

function formatExample(title: string, { language }: AtlasEntry, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const fence = language === 'program' || !/\b(?:import|using)\b|\(/.test(text) ? 'sh' : language;
  return [title, '', `\`\`\`${fence}`, text, '```', ''];
}

function formatTrigger({
  on,
  effect,
  calls = [],
  commands = [],
  naming,
  argument,
  when = [],
  does,
  unless = [],
  reported,
  uploads,
}: Trigger): string {
  const named = [...calls, ...commands].map((name) => `\`${name}\``);
  const what = on === 'start' && named.length === 0 ? 'its import' : named.join(', ');
  const form =
    on === 'name' && !when.some((each) => nameOf(each.argument) === nameOf(argument))
      ? `, when ${nameOf(argument)} is a name`
      : on === 'default'
        ? `, unless ${nameOf(argument)} says otherwise`
        : on === 'host'
          ? `, when ${nameOf(argument)} names another machine`
          : naming === undefined
            ? ''
            : ', when its words name another machine';
  const only = when.map((each) => `${nameOf(each.argument)} is ${each.is.map(formatValue).join(' or ')}`);
  const off =
    unless.length === 0 ? ' Nothing keeps it off.' : ` Kept off by ${unless.map(formatCondition).join(', or ')}.`;
  const condition = only.length === 0 ? '' : `, only when ${only.join(' and ')}`;
  const notes = `${reported === true ? ' Only reported.' : ''}${uploads === true ? ` Instead: ${withoutUpload}.` : ''}`;
  return `- ${effects[effect]}: ${what}${form}${condition}: ${does}.${off}${notes}`;
}

function nameOf(argument: Argument | undefined): string {
  return argument === undefined ? 'its argument' : `\`${argument.names[0] ?? 'its first argument'}\``;
}

function formatCondition(condition: Condition): string {
  if ('option' in condition) return `the option \`${condition.option}\``;
  if ('madeBy' in condition) return `\`${condition.madeBy}\` of the same name before`;
  if ('variable' in condition) return `\`${condition.variable}\` (${formatForm(condition.is)})`;
  if ('filled' in condition) return `a filled \`${condition.filled}\``;
  if ('elsewhere' in condition)
    return `${condition.every === true ? 'only such ' : ''}\`${condition.elsewhere.join('`, `')}\` before`;
  return `${nameOf(condition.argument)} (${condition.is.map(formatForm).join(', ')})`;
}

/** A form that an argument has, after "is". */
function formatValue(form: Form): string {
  if (form instanceof RegExp) return `like ${formatForm(form)}`;
  return form === 'address' ? 'an address' : form;
}

function formatForm(form: Form): string {
  return form instanceof RegExp ? `\`${form.source}\`` : form;
}

/** The index of the pages, by language; the number is that of libraries. */
export function formatLibraryIndex(atlas: readonly AtlasEntry[], languages: LanguageLabels): string {
  const list = (language: AtlasEntry['language']): readonly string[] =>
    atlas
      .filter((entry) => entry.language === language)
      .toSorted((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1))
      .map(({ name, title, triggers }) => {
        const does = new Set(triggers.map(({ effect }) => effect));
        const mark = does.has('sends') ? ' (sends data)' : does.has('page') ? ' (its pages fetch when opened)' : '';
        return `- [${title}](${name}.md)${mark}`;
      });
  return [
    '# Libraries',
    '',
    `What ${String(atlas.length)} libraries and programs ask of a network, what keeps them off, and how to bring along what they need. \`tre-container check --explain NAME\` prints the same.`,
    '',
    ...[...languageNames, 'program' as const].flatMap((language) => [
      `## ${language === 'program' ? 'Programs' : languages[language].label}`,
      '',
      ...list(language),
      '',
    ]),
  ].join('\n');
}
