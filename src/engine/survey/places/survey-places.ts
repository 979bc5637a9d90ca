import type { PlaceFact } from '../../../model/adopt/repository-facts.ts';
import { argumentOf, type Call, type ProgramFacts } from '../../../model/programs/program-facts.ts';
import { startOf, textOf } from '../../../model/programs/value.ts';
import { absoluteKind } from '../../../parse/programs/elsewhere.ts';
import { withNamingLine } from './named-there.ts';
import { withOwnFolder } from './places-of-documents.ts';
import { rendersByPandoc } from '../../../parse/programs/files/renders-by-pandoc.ts';
import { argumentsWritten, placesOfCall } from './places-of-calls.ts';

/** Where programs read, write, load models and ask a network, as far as literal texts tell. */
export interface Places {
  readonly places: readonly PlaceFact[];
  readonly reads: readonly PlaceFact[];
  readonly writes: readonly PlaceFact[];
  readonly writesTo: readonly PlaceFact[];
  readonly models: readonly PlaceFact[];
  readonly network: readonly PlaceFact[];
  readonly pages: readonly PlaceFact[];
  readonly tools: readonly PlaceFact[];
}

/** Reads everything that one look at each program tells. `systemPrograms`: names of those that no plain image has. */
export function findPlaces(
  programs: readonly ProgramFacts[],
  systemPrograms: { readonly has: (name: string) => boolean },
): Places {
  const found = {
    places: [] as PlaceFact[],
    reads: [] as PlaceFact[],
    writes: [] as PlaceFact[],
    writesTo: [] as PlaceFact[],
    models: [] as PlaceFact[],
    network: [] as PlaceFact[],
    pages: [] as PlaceFact[],
    tools: [] as PlaceFact[],
  };
  const own = new Set(programs.flatMap(({ functions }) => functions.map(({ name }) => name)));
  for (const program of programs) {
    for (const call of program.calls) readCall(program, call, own, found);
    found.pages.push(...pagesOf(program));
    const entered = new Set(
      program.calls.flatMap((call) => (/^(?:setwd|os\.chdir)$/.test(call.callee) ? call.line : [])),
    );
    for (const { text, line, onlyWhenStarted } of program.texts) {
      const kind = absoluteKind(text);
      // That one the TRE has too.
      if (kind !== undefined && !text.startsWith('/scratch/'))
        found.places.push({
          what: `${text.slice(0, 120)} (${kind})`,
          ...(entered.has(line) ? { isEntered: true } : {}),
          ...(onlyWhenStarted === true ? { isMain: true } : {}),
          location: { file: program.path, line },
        });
    }
    readCommands(program, systemPrograms, found);
  }
  const ofDocument = withOwnFolder(programs);
  const byName = withNamingLine(programs);
  return {
    ...found,
    places: unique(found.places),
    reads: unique(found.reads.map(ofDocument)).map(byName),
    writes: unique(found.writes.map(ofDocument)).map(byName),
    models: unique(found.models),
    network: unique(found.network),
    tools: unique(found.tools),
  };
}

/** What a program serves, by its first call that does. */
function pagesOf({ path, calls }: ProgramFacts): readonly PlaceFact[] {
  const served = calls.find(({ callee }) => servesPages.test(callee) || ofR.some(([each]) => each.test(callee)));
  if (served === undefined) return [];
  const what = ofR.find(([callee]) => callee.test(served.callee))?.[1] ?? /^\w+/.exec(served.callee)?.[0] ?? '';
  return [{ what, location: { file: path, line: served.line } }];
}

/** Commands that fetch, and programs of the system. */
function readCommands(
  { path, commands }: ProgramFacts,
  systemPrograms: { readonly has: (name: string) => boolean },
  found: { readonly tools: PlaceFact[]; readonly network: PlaceFact[] },
): void {
  for (const { program, words, line } of commands) {
    const location = { file: path, line };
    // Of git there is nothing in an image that it could ask.
    if (program !== 'git' && systemPrograms.has(program)) found.tools.push({ what: program, location });
    if (
      /^(?:wget|curl|aws|gsutil)$/.test(program) ||
      (program === 'git' && words.includes('clone')) ||
      (program === 'pip' && words.includes('install'))
    )
      found.network.push({ what: words.slice(0, 6).join(' '), location });
  }
}

/** Calls of a program that is a page, or an application whose routes somebody asks: others use such a library too, as for the settings of an application elsewhere. */
const servesPages =
  /^(?:streamlit|gradio|dash|nicegui|chainlit|fastapi)\.|^(?:flask|quart|bottle|sanic)\.(?:\w+\(\)\.)?(?:run|route|get|post|add_url_rule|register_blueprint)$/;
/** The same in R, with what it is called: an application is started by printing it. */
const ofR: readonly (readonly [RegExp, string])[] = [
  [/^(?:shiny::)?(?:runApp|shinyApp(?:Dir|File)?)$/, 'Shiny'],
  [/^(?:plumber::)?(?:pr_run|(?:plumb|pr)\(\)\.run)$/, 'plumber'],
];

function readCall(
  program: ProgramFacts,
  call: Call,
  /** Functions of the repository: their names say nothing of what they do. */
  own: ReadonlySet<string>,
  found: { readonly [key in 'reads' | 'writes' | 'writesTo' | 'models' | 'network' | 'tools']: PlaceFact[] },
): void {
  const main = call.onlyWhenStarted ? { isMain: true as const } : {};
  const at = { ...main, location: { file: program.path, line: call.line } };
  if (rendersByPandoc(call, program)) found.tools.push({ what: 'pandoc', ...at });
  const model = modelOf(call, program);
  if (model !== undefined) found.models.push({ what: model, ...at });
  const network = own.has(call.callee) ? undefined : networkOf(call);
  if (network !== undefined) found.network.push({ what: network, ...at });
  const { reads, writes } = placesOfCall(call, program.language);
  found.reads.push(...reads.map((each) => ({ ...each, ...at })));
  found.writes.push(...writes.map((each) => ({ ...each, ...at })));
  found.writesTo.push(...argumentsWritten(call, program.language).map((what) => ({ what, ...at })));
}

/** What a call loads from a hub of models, by its name. */
function modelOf(call: Call, program: ProgramFacts): string | undefined {
  const { callee } = call;
  const first = textOf(argumentOf(call, 0, ['pretrained_model_name_or_path', 'model_name_or_path', 'name', 'model']));
  if (
    /\.from_pretrained$|(?:^|\.)SentenceTransformer$|(?:^|\.)spacy\.load$|(?:^|\.)snapshot_download$|(?:^|\.)hf_hub_download$|(?:^|\.)PartOfSpeech$|(?:^|\.)load_model$|(?:^|\.)timm\.create_model$/.test(
      callee,
    )
  ) {
    if (first === undefined || first === '' || /^[./~]|\.(?:pt|pth|pkl|h5|keras|bin|joblib)$/.test(first))
      return undefined;
    return `${first} (${callee.slice(callee.lastIndexOf('.') + 1)})`;
  }
  if (isPipeline(call, program)) {
    const named = textOf(argumentOf(call, 1, ['model']));
    const task = textOf(argumentOf(call, 0, ['task']));
    if (named !== undefined && /^\w[\w.-]*(?:\/[\w.-]+)?$/.test(named) && task !== undefined)
      return `${named} (pipeline)`;
    // Without a name it is the one that the library has for the task.
    return task !== undefined &&
      !call.named.has('model') &&
      call.positional.length === 1 &&
      /^[a-z]+(?:-[a-z]+)+$/.test(task)
      ? `the default of the task ${task} (pipeline)`
      : undefined;
  }
  const pretrained = call.named.get('pretrained');
  const weights = call.named.get('weights');
  if (
    /torchvision\.models|(?:^|\.)(?:resnet|densenet|vgg|efficientnet|vit|swin|mobilenet|inception|convnext)\w*$/.test(
      callee,
    )
  ) {
    const wanted = weights?.kind === 'symbol' ? weights.name : (textOf(weights) ?? '');
    if ((pretrained?.kind === 'constant' && pretrained.value === true) || wanted !== '')
      return `${callee.slice(callee.lastIndexOf('.') + 1)} ${wanted} (torchvision downloads its weights)`.replace(
        '  ',
        ' ',
      );
  }
  return undefined;
}

/** Hugging Face's, by where it was imported from: others have pipelines too. */
function isPipeline({ callee, file }: Call, { imports }: ProgramFacts): boolean {
  if (/^transformers\.(?:\w+\.)*pipeline$/.test(callee)) return true;
  return (
    callee === 'pipeline' &&
    file === undefined &&
    imports.some(({ name, members }) => name === 'transformers' && members.includes('*'))
  );
}

function networkOf(call: Call): string | undefined {
  const { callee } = call;
  // What is done with an answer asks nobody: `requests.get().json().get`.
  const [asked = '', ...then] = callee.split('()');
  if (then.length > 0 && networkOf({ ...call, callee: asked, positional: [], named: new Map() }) !== undefined)
    return undefined;
  if (
    /^(?:requests|httpx|urllib\.request|urllib3|aiohttp|wget|gdown)\b/.test(callee) &&
    (/\.(?:get|post|put|patch|head|options|delete)$/.test(callee) ||
      /\.(?:urlopen|urlretrieve|download|request|download_folder)$/.test(callee))
  )
    return callee;
  if (
    /^(?:utils::)?download\.file$|^Downloads\.download$|^(?:httr::)?GET$|^(?:curl::)?curl_download$|^download$/.test(
      callee,
    )
  )
    return callee;
  if (/(?:^|\.)(?:load_dataset|fetch_\w+|nltk\.download|wandb\.init|fetch_ucirepo)$/.test(callee)) return callee;
  const address = startOf(argumentOf(call, 0));
  return /^(?:https?|s3|ftp):\/\//.test(address) &&
    /read|load|open|get/i.test(callee.slice(callee.lastIndexOf('.') + 1))
    ? `${callee} of ${address.slice(0, 80)}`
    : undefined;
}

/** The first place of each file, or the first that counts also where the file is imported. */
function unique(facts: readonly PlaceFact[]): PlaceFact[] {
  const seen = new Map<string, PlaceFact>();
  for (const fact of facts) {
    const key = `${fact.what}\n${fact.location.file}`;
    const known = seen.get(key);
    if (known === undefined || (known.isMain === true && fact.isMain !== true)) seen.set(key, fact);
  }
  return [...seen.values()];
}
