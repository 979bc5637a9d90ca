import type { RuleResult } from '../../model/check/check-report.ts';
import type { KeptVerdicts, RuleHead, Verdicts } from '../../model/check/kept-verdicts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Answers of which nothing in the verdicts hangs, as long as they are plain; of a registry the part behind the host, of a project's id that behind `nsh-`. */
export interface FreeValues {
  readonly description: string;
  readonly contact: string;
  readonly owner: string;
  readonly project: string;
  readonly name: string;
}

type Free = keyof FreeValues;

/** In the order in which they are looked for: what may hold another one comes first. */
const order: readonly Free[] = ['description', 'contact', 'owner', 'project', 'name'];

/** What stands for them in a form: plain itself, and in no file of a project. */
export function standInsFor({ owner }: Pick<FreeValues, 'owner'>): FreeValues {
  return {
    description: 'Keptdescription of nothing',
    contact: 'Kepta Keptb <keptc@keptd.org>',
    owner: owner.includes('/') ? 'keptgroup/keptpart' : 'keptowner',
    project: 'keptproject',
    name: 'keptname',
  };
}

const words = '[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,8}';
/** No more than letters, digits and the marks of a sentence or an address: no language of any file makes anything else of them. */
const plain: Readonly<Record<Free, RegExp>> = {
  description: /^[A-Z][A-Za-z0-9,.' -]{0,300}$/,
  contact: /^(?:[A-Z][A-Za-z'-]{0,40} ){1,4}<[a-z0-9.-]{1,60}@[a-z0-9.-]{1,60}>$/,
  owner: new RegExp(`^${words}(?:/${words})?$`),
  project: new RegExp(`^${words}$`),
  name: new RegExp(`^${words}$`),
};

/**
 * Programs by whose name a pipeline's step is known for what it does: an image that is called so may be taken for one of theirs. Of all words
 * that stand in the patterns and names of rules and parsers (6,304), each tried once in every free answer, `trivy` alone made a difference.
 */
const meaningful =
  /(?:^|[-/])(?:buildah|buildx|cosign|docker|dockle|grype|hadolint|kaniko|podman|skopeo|syft|trivy)(?:$|[-/])/;

/** The free answers; nothing where one is not plain. `registry`: host and what is behind it. */
export function freeValuesOf(
  answers: Pick<FreeValues, 'description' | 'contact' | 'project' | 'name'> & { readonly registry: string },
): FreeValues | undefined {
  const { description, contact, project, name, registry } = answers;
  const owner = registry.slice(registry.indexOf('/') + 1);
  const values = { description, contact, project: project.replace(/^nsh-/, ''), name, owner };
  return order.every((free) => isPlain(free, values)) ? values : undefined;
}

function isPlain(free: Free, values: FreeValues): boolean {
  const value = values[free];
  if (!plain[free].test(value) || (free !== 'description' && free !== 'contact' && meaningful.test(value)))
    return false;
  // Who uses a stand-in in another place would get something else back.
  return Object.values(standInsFor(values)).every((standIn) => standIn === value || !value.includes(standIn));
}

/** The files as one text, with stand-ins for the free answers. Where one of these stands in a file by chance, the text is that of no form. */
export function formOf(files: readonly ProjectFile[], values: FreeValues): string {
  const text = JSON.stringify(files.map(({ path, executable, text: content }) => [path, executable, content]));
  return replaceAll(text, values, standInsFor(values));
}

/** What was said of a form, said of a project with these answers; nothing of a form that is not kept. */
export function recallVerdicts(kept: KeptVerdicts, form: string, values: FreeValues): Verdicts | undefined {
  const found = Object.hasOwn(kept.forms, form) ? kept.forms[form] : undefined;
  if (found === undefined) return undefined;
  const rules = found.rules.flatMap((at) => kept.rules[at] ?? []);
  const results = `[${found.results.map((at) => kept.results[at]).join(',')}]`;
  return { rules, results: JSON.parse(replaceAll(results, standInsFor(values), values)) as readonly RuleResult[] };
}

/** Plain texts are written in JSON as they are. */
function replaceAll(text: string, from: FreeValues, to: FreeValues): string {
  let replaced = text;
  for (const free of order) replaced = replaced.replaceAll(from[free], () => to[free]);
  return replaced;
}

/** Puts what was said of forms into one table, everything once. */
export function keepVerdicts(said: ReadonlyMap<string, Verdicts>): KeptVerdicts {
  const [rules, results] = [new Map<string, number>(), new Map<string, number>()];
  const forms = [...said].map(([form, verdicts]) => [
    form,
    {
      rules: verdicts.rules.map(({ id, force, summary }) => placeIn(rules, { id, force, summary })),
      results: verdicts.results.map((result) => placeIn(results, result)),
    },
  ]);
  return {
    rules: [...rules.keys()].map((text) => JSON.parse(text) as RuleHead),
    results: [...results.keys()],
    forms: Object.fromEntries(forms) as KeptVerdicts['forms'],
  };
}

function placeIn(places: Map<string, number>, each: object): number {
  const text = JSON.stringify(each);
  const place = places.get(text) ?? places.size;
  places.set(text, place);
  return place;
}
