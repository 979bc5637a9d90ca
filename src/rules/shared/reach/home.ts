import type { Call } from '../../../model/programs/program-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { Found } from './judge-reached.ts';

const home = /^(?:\/root|\/home\/[^/]+|~)(?:\/|$)/;
/** When the program runs, `~` is the home of whoever runs it, which is there. */
const ofImage = /^(?:\/root|\/home\/[^/]+)(?:\/|$)/;

/** What a program reads or writes in a home directory, by the arguments of its calls and where it works. */
export function findHome({ program, class: kind }: ReachedProgram): readonly Found[] {
  const fix = 'put it under /opt, or read it from /safe_data';
  const places = kind === 'built' ? home : ofImage;
  const calls = program.calls.flatMap((call) => {
    const path = isDeclaration(call)
      ? undefined
      : [...call.positional, ...call.named.values()]
          .map((value) => homeIn(value, places))
          .find((each) => each !== undefined);
    return path === undefined ? [] : [{ message: `uses ${path}`, line: call.line, fix }];
  });
  const commands = program.commands
    .filter(({ program: name, words }) => name === 'cd' && home.test(words[1] ?? ''))
    .map(({ words, line }) => ({
      message: `works in ${words[1] ?? ''}`,
      line,
      fix: 'work in a directory under /opt, or in /scratch',
    }));
  const named = [...program.constants, ...program.variables].flatMap(({ value, line }) => {
    const path = homeIn(value, places);
    return path === undefined ? [] : [{ message: `uses ${path}`, line, fix }];
  });
  // A path that is handed on shows in several calls of a line.
  return [
    ...new Map(
      [...named, ...calls, ...commands].map((each) => [`${String(each.line)} ${each.message}`, each]),
    ).values(),
  ];
}

/** An option's default counts where the option is used; a text that is printed is no path. */
function isDeclaration({ callee }: Call): boolean {
  return /(?:^|\.)(?:add_argument|print|info|debug|warning|error|add_option|make_option|Option|cat|message|println|get|getenv|setdefault)$/.test(
    callee,
  );
}

function homeIn(value: Value, places: RegExp): string | undefined {
  if (value.kind === 'list') return value.items.map((each) => homeIn(each, places)).find((each) => each !== undefined);
  return choicesOf(value)
    .map(startOf)
    .find((text) => places.test(text) && text.length < 300);
}

const downloads: readonly (readonly [RegExp, readonly string[], readonly string[]])[] = [
  [
    /(?:^|\.)(?:from_pretrained|snapshot_download|hf_hub_download|load_dataset)$/,
    ['cache_dir', 'local_dir'],
    ['HF_HOME', 'HF_HUB_CACHE', 'XDG_CACHE_HOME'],
  ],
  [
    /(?:^|\.)(?:SentenceTransformer|CrossEncoder)$/,
    ['cache_folder'],
    ['HF_HOME', 'SENTENCE_TRANSFORMERS_HOME', 'XDG_CACHE_HOME'],
  ],
  [/^nltk\.download$/, ['download_dir'], ['NLTK_DATA']],
  [/^torch\.hub\.load/, ['model_dir'], ['TORCH_HOME', 'XDG_CACHE_HOME']],
];

/** Models that a program of the build downloads into the cache of its home. */
export function findCached({ program, environment }: ReachedProgram): readonly Found[] {
  return program.calls.flatMap(({ callee, named, line }) => {
    const found = downloads.find(([name]) => name.test(callee));
    if (found === undefined) return [];
    const [, given, variables] = found;
    const moved =
      given.some((name) => named.has(name)) ||
      [...variables, 'HOME'].some((name) => !home.test(environment.get(name) ?? '~'));
    return moved
      ? []
      : [
          {
            message: 'a model is downloaded into ~/.cache, which is not there in the TRE',
            line,
            fix: `set ${variables[0] ?? ''}, or give ${given.join(' or ')}, outside any home directory`,
          },
        ];
  });
}

/** A command line tool that downloads a model, and does not say where to. */
export function isDownload({ program, words }: ShellCommand): boolean {
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  const downloading =
    (/^(?:huggingface-cli|hf)$/.test(program) && names[0] === 'download') || program === 'nltk.downloader';
  return (
    downloading &&
    !words.some(
      (word) =>
        /^--?(?:cache[-_]dir|local[-_]dir|cache[-_]folder|download[-_]dir)/.test(word) ||
        (word === '-d' && program === 'nltk.downloader'),
    )
  );
}
