import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** What a family of images brings to install with, and words by which another image may have come by it. */
const installers: readonly { readonly programs: RegExp; readonly words: RegExp; readonly family: string }[] = [
  { programs: /^(?:conda|mamba)$/, words: /conda|mamba|forge|pixi/i, family: 'images of conda' },
  {
    programs: /^(?:fix-permissions|start-notebook\.(?:sh|py))$/,
    words: /fix-permissions|start-notebook|docker-stacks/,
    family: 'the Jupyter Docker Stacks',
  },
  { programs: /^(?:install2\.r|installGithub\.r)$/, words: /littler|docopt|rocker/i, family: "Rocker's images" },
];

/** What may have brought anything. */
const mayBring = /\b(?:bash|sh|curl|wget|make|tar)\b/;

/** Installers of another family of images than a plain image of a language belongs to: the build stops at them. */
export function findAbsentInstallers(image: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  const { known, from } = image;
  const name = from.image?.canonicalRepository;
  // Rocker's r-ver is an image of a language too, and has its own.
  if (known?.kind !== 'language' || name === undefined || !name.startsWith('library/')) return [];
  const before: string[] = [];
  return image.instructions.flatMap((instruction) => {
    const found = instruction.keyword === 'RUN' ? findIn(instruction, before) : undefined;
    const { text, flags, heredocs } = instruction;
    before.push(text, ...Object.values(flags), ...heredocs.map((each) => each.text));
    if (found === undefined) return [];
    return [
      {
        message: `RUN calls ${found.program}, which ${found.family} bring and ${from.image?.text ?? name} does not: the image does not build`,
        location: { file: path, line: found.line },
        fix: `start FROM one of those images, or install with what this one has`,
      },
    ];
  });
}

function findIn(
  { commands }: Instruction,
  before: readonly string[],
): { readonly program: string; readonly line: number; readonly family: string } | undefined {
  for (const [at, { program, line }] of commands.entries()) {
    const installer = installers.find(({ programs }) => programs.test(program));
    if (installer === undefined) continue;
    const sooner = commands.slice(0, at).map(({ words }) => words.join(' '));
    if (![...before, ...sooner].some((each) => installer.words.test(each) || mayBring.test(each)))
      return { program, line, family: installer.family };
  }
  return undefined;
}
