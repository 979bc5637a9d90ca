import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

interface Installer {
  readonly programs: RegExp;
  readonly words: RegExp;
  readonly family: string;
}

/** What a family of images brings to install with, and words by which another image may have come by it. */
const installers: readonly Installer[] = [
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
  const name = from.named?.canonicalRepository;
  // Rocker's r-ver and r-base are images of a language too, and have their own.
  if (known?.kind !== 'language' || name === undefined || !/^library\/(?!r-base$)/.test(name)) return [];
  const brought = new Set<Installer>();
  return image.instructions.flatMap((instruction) => {
    const found = instruction.keyword === 'RUN' ? findIn(instruction, brought) : undefined;
    const { text, flags, heredocs } = instruction;
    for (const each of [text, ...Object.values(flags), ...heredocs.map((heredoc) => heredoc.text)]) note(each, brought);
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

/** Notes whose installers a text may have brought. */
function note(text: string, brought: Set<Installer>): void {
  const all = mayBring.test(text);
  for (const each of installers) if (all || (!brought.has(each) && each.words.test(text))) brought.add(each);
}

function findIn(
  { commands }: Instruction,
  before: ReadonlySet<Installer>,
): { readonly program: string; readonly line: number; readonly family: string } | undefined {
  const brought = new Set(before);
  for (const { program, line, words } of commands) {
    const installer = installers.find(({ programs }) => programs.test(program));
    if (installer !== undefined && !brought.has(installer)) return { program, line, family: installer.family };
    note(words.join(' '), brought);
  }
  return undefined;
}
