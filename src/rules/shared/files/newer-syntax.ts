import { securityReleases } from '../../../catalog/releases.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Finding } from '../../../model/check/rule.ts';
import { showWay, type Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linesWithinTexts } from '../../../parse/text/lines-within-texts.ts';
import { compareRelease, versionOfTag } from '../image/compare-release.ts';
import { linesOf } from '../lines-of.ts';

/** What a language takes from a release on, as it looks in a line of code. */
interface Novelty {
  readonly since: string;
  readonly what: string;
  /** No quote and no `#` may stand before it: it could be part of a text or a remark. */
  readonly line: RegExp;
  /** A line that follows at once, where the first alone says too little. */
  readonly next?: RegExp;
}

const novelties: Readonly<Record<'python' | 'r', readonly Novelty[]>> = {
  python: [
    { since: '3.8', what: ':=', line: /^[^'"#]{0,200}\(\s?\w{1,80} := / },
    { since: '3.10', what: 'match', line: /^\s{0,80}match [^'"#=]{1,200}:\s*$/, next: /^\s{1,80}case .{1,200}:/ },
    { since: '3.11', what: 'except*', line: /^\s{0,80}except\* ?\w/ },
    { since: '3.12', what: 'type', line: /^type [A-Z]\w{0,80} = / },
  ],
  r: [
    { since: '4.1.0', what: '|>', line: /^[^'"#`]{0,200}\|>/ },
    { since: '4.1.0', what: String.raw`\(x)`, line: /^[^'"#`]{0,200}[(,=]\s?\\\(/ },
  ],
};

/** Programs of the start that are written for a newer release of their language than the one that the tag of the base names. */
export function findNewerSyntax(
  { from, stage, instructions }: FinalImage,
  reach: Reach | undefined,
  { byPath }: ProjectFacts,
): readonly Finding[] {
  const { image } = from;
  const name = `${image?.canonicalRegistry ?? ''}/${image?.canonicalRepository ?? ''}`;
  const known = securityReleases.find(({ repositories }) => repositories.includes(name));
  const tag = image?.tag ?? '';
  const version = known?.inTag === undefined ? versionOfTag(tag) : known.inTag.exec(tag)?.[1];
  const language = { Python: 'python', R: 'r' }[known?.program ?? ''];
  // An interpreter of another release may come with conda, or from another image.
  const isPlain =
    stage.lineage.length === 1 && !instructions.some(({ text }) => /conda|mamba|deadsnakes|pyenv/.test(text));
  if (version === undefined || (language !== 'python' && language !== 'r') || !isPlain) return [];
  const later = novelties[language].filter(({ since }) => compareRelease(version, since) === 'older');
  if (later.length === 0) return [];
  const seen = new Set<string>();
  return (reach?.programs ?? []).flatMap(({ program, class: kind, way }) => {
    if (kind !== 'started' || program.language !== language || seen.has(program.path)) return [];
    seen.add(program.path);
    const file = byPath.get(program.path);
    const lines = linesOf(file) ?? [];
    if (file?.text === undefined || !/\.(?:py|[rR])$/.test(program.path)) return [];
    let within: ReadonlySet<number> | undefined;
    for (const [index, text] of lines.entries()) {
      const found = later.find(
        ({ line, next }) => line.test(text) && (next === undefined || next.test(lines[index + 1] ?? '')),
      );
      if (found === undefined) continue;
      within ??= linesWithinTexts(file.text, language);
      if (within.has(index)) continue;
      return [
        {
          message: `${program.path} is started (${showWay(way)}), and ${known?.program ?? ''} ${version} of the base does not take ${found.what}, which is of ${found.since}: the program stops before its first line runs`,
          location: { file: program.path, line: index + 1 },
          fix: `start from an image of ${known?.program ?? ''} ${found.since} or later`,
        },
      ];
    }
    return [];
  });
}
