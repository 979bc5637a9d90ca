import type { Verdict } from '../../../model/check/rule.ts';
import { joinUnknown, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';

/** A program that is there to fetch data. */
interface Tool {
  /** The words, options and their values taken off, that fetch. */
  readonly brings: RegExp;
  /** Options whose value is the next word. */
  readonly valued?: RegExp;
}

const anything: Tool = { brings: /./ };

/** Whose options are few: those without a value. */
const ofAws =
  /^--(?!(?:no-[\w-]+|recursive|dryrun|quiet|only-show-errors|follow-symlinks|force-glacier-transfer|ignore-glacier-warnings|delete|exact-timestamps|size-only|debug)$)[\w-]+$/;
const ofRclone =
  /^--(?:config|transfers|checkers|bwlimit|include|include-from|exclude|exclude-from|filter|filter-from|files-from|log-file|log-level|backup-dir|compare-dest|copy-dest|cache-dir|temp-dir|retries|max-age|min-age|max-size|min-size|timeout|stats|(?:s3|gcs|drive|azureblob|webdav|sftp)-[\w-]+)$/;
/** A place of a store, or a variable that may name one, and then one that is none. */
const fromStore = (scheme: string): string =>
  String.raw`(?:${scheme}|[$])\S*(?: (?:${scheme})\S*)* (?!(?:${scheme}))\S+$`;
const copying = (verbs: string, scheme: string): RegExp => new RegExp(`^${verbs} ${fromStore(scheme)}`);
/** `name:path`, and no letter of a drive or address. */
const remote = String.raw`:?[\w.+-]{2,}(?:,[^\s:]*)?:(?!//)`;

const tools: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ['dvc', { brings: /^(?:pull|fetch|checkout|get|import|import-url|get-url|repro)\b/, valued: /^--cd$/ }],
  ['git', { brings: /^(?:lfs (?:pull|fetch|checkout)|annex get)\b/, valued: /^-[Cc]$/ }],
  ['git-lfs', { brings: /^(?:pull|fetch|checkout)\b/ }],
  ['datalad', { brings: /^(?:get|install|clone)\b/, valued: /^-[Cc]$/ }],
  ['kaggle', { brings: /^(?:datasets|competitions) download\b/ }],
  ['synapse', { brings: /^get\b/, valued: /^-[up]$/ }],
  ['osf', { brings: /^(?:clone|fetch)\b/, valued: /^-[pu]$|^--(?:project|username)$/ }],
  ['zenodo_get', anything],
  ['openneuro', { brings: /^download\b/ }],
  ['openneuro-py', { brings: /^download\b/ }],
  ['dandi', { brings: /^download\b/ }],
  ['gdc-client', { brings: /^download\b/ }],
  ['pyega3', { brings: /(?:^| )fetch\b/ }],
  ['prefetch', anything],
  ['fasterq-dump', anything],
  ['fastq-dump', anything],
  ['iget', anything],
  ['aws', { brings: new RegExp(`^s3 (?:cp|sync|mv) ${fromStore('s3:')}|^s3api get-object\\b`), valued: ofAws }],
  [
    's3cmd',
    { brings: copying('(?:get|sync)', 's3:'), valued: /^-c$|^--(?:config|access_key|secret_key|region|host)$/ },
  ],
  ['s5cmd', { brings: copying('(?:cp|mv|sync)', 's3:'), valued: /^--(?:endpoint-url|profile|numworkers)$/ }],
  ['gsutil', { brings: copying('(?:cp|mv|rsync)', 'gs:|s3:'), valued: /^-[ohuazxLijy]$/ }],
  [
    'gcloud',
    {
      brings: new RegExp(`^(?:(?:alpha|beta) )?storage (?:cp|mv|rsync) ${fromStore('gs:|s3:')}`),
      valued: /^--(?:project|account|configuration|billing-project|impersonate-service-account|verbosity|format)$/,
    },
  ],
  ['azcopy', { brings: copying('(?:cp|copy|sync)', 'https?:') }],
  ['az', { brings: /^storage (?:blob|file|fs file|fs directory) download(?:-batch)?\b/ }],
  [
    'rclone',
    {
      brings: new RegExp(`^(?:copy|copyto|sync|move|moveto|bisync) (?:${remote}|[$])\\S* (?!${remote})|^copyurl `),
      valued: ofRclone,
    },
  ],
]);

/** Functions of packages that fetch data by what they are called: `nhdplusTools::download_vaa`, `sklearn.datasets.fetch_openml`. Models are asked for elsewhere. */
const fetchesData =
  /^\w+(?:\.\w+)?::(?:download_(?!model|file)\w+|get_data\w*)$|^(?:sklearn|nilearn)\.datasets\.fetch_\w+$|^(?:datasets|seaborn)\.load_dataset$|\.download_(?:data|dataset)s?$/;

/** Programs that run a tool which they install for it. */
const runsTool = /^(?:uvx|pipx run|uv tool run) /;

/** Program and its words, without options, of what is run: also by `python -m`, and by `uvx`. */
function readTool(program: string, words: readonly string[]): { name: string; rest: readonly string[] } {
  const isModule = words[1] === '-m' && words[2] !== undefined && /(?:^|\/)python[\d.]*$/.test(words[0] ?? '');
  if (isModule) return { name: program === 'awscli' ? 'aws' : program, rest: words.slice(3) };
  const runner = runsTool.exec(`${[program, ...words.slice(1, 3)].join(' ')} `)?.[0];
  if (runner === undefined) return { name: program, rest: words.slice(1) };
  let at = runner.trim().split(' ').length;
  while (words[at]?.startsWith('-') === true)
    at += /^(?:--(?:from|with|spec|python)|-p)$/.test(words[at] ?? '') ? 2 : 1;
  return { name: (words[at] ?? '').replace(/@.*$/s, ''), rest: words.slice(at + 1) };
}

function bringsData(program: string, words: readonly string[]): boolean {
  const { name, rest } = readTool(program, words);
  const tool = tools.get(name);
  if (tool === undefined || rest.some((word) => /^--?(?:help|version|h)$/.test(word))) return false;
  const names = rest.filter(
    (word, at) => !word.startsWith('-') && !(at > 0 && tool.valued?.test(rest[at - 1] ?? '') === true),
  );
  return tool.brings.test(names.join(' ').slice(0, 2000));
}

/** Data that a RUN fetches with a tool that names no file: what comes lies in the image, and nobody looked at it. */
export function judgeFetchedByTool(
  image: FinalImage,
  { path }: DockerfileFacts,
  reach: Reach | undefined,
): Verdict | undefined {
  const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
  const scripts = (reach?.programs ?? []).filter((each) => each.class === 'built' && each.place !== undefined);
  const all = [
    ...runs.map(({ commands }) => ({ file: path, commands })),
    ...scripts.map(({ program: { path: file, commands } }) => ({ file, commands })),
  ];
  const called = (reach?.programs ?? []).flatMap(({ class: kind, program: { path: file, calls } }) =>
    kind === 'built'
      ? calls.flatMap(({ callee, line, file: own }) =>
          own === undefined && fetchesData.test(callee) ? [{ callee, file, line }] : [],
        )
      : [],
  );
  const byCall = called.map(({ callee, file, line }) =>
    unknown(
      `${callee} runs in the build and fetches what is not among the files, which is data as its name says: a person must look`,
      { file, line },
      'stage it in the project data and read it from /safe_data',
    ),
  );
  return joinUnknown([
    ...byCall,
    ...all.flatMap(({ file, commands }) =>
      commands
        .filter(({ program, words }) => bringsData(program, words))
        .map(({ words, line }) => {
          // What follows the address may sign it.
          const said = words.map((word) => word.replace(/\?.*$/s, '')).join(' ');
          return unknown(
            `${said.slice(0, 80)} brings what is not among the files, and a tool that is there to fetch data brings data as a rule: a person must look`,
            { file, line },
            'stage it in the project data and read it from /safe_data',
          );
        }),
    ),
  ]);
}
