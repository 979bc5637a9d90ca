import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { hasBuildpack } from '../dependencies/has-buildpack.ts';
import { judgeConstraints } from '../dependencies/misnamed-lists.ts';
import { judgeCommands } from './misspelt-commands.ts';
import { describeWay } from '../reach/judge-reached.ts';

/** Programs that no image of a language or a distribution brings unasked; each with words by which what installs it may be called. */
const tools: ReadonlyMap<string, RegExp> = new Map(
  [
    'bcftools bedtools bowtie2 bwa dcm2niix ffmpeg gatk mafft minimap2 pandoc picard plink plink2 salmon samtools seqtk snakemake nextflow tesseract',
    'fastqc fastp kallisto iqtree mrtrix vcftools tabix bgzip blastn blastp makeblastdb flirt fslmaths bet recon-all antsRegistration',
    'psql mysql sqlite3 git pdflatex xelatex latexmk gs convert exiftool',
  ].flatMap((line) => line.split(' ').map((name) => [name, wordsOf(name)] as const)),
);

function wordsOf(name: string): RegExp {
  if (/^(?:blastn|blastp|makeblastdb)$/.test(name)) return /blast/i;
  if (/^(?:flirt|fslmaths|bet)$/.test(name)) return /fsl/i;
  if (/latex/.test(name)) return /tex/i;
  if (name === 'gs') return /ghostscript|tex/i;
  if (name === 'convert') return /imagemagick|graphicsmagick/i;
  if (name === 'psql') return /postgres|psql/i;
  if (/^(?:tabix|bgzip)$/.test(name)) return /htslib|tabix|samtools|bcftools/i;
  if (name === 'recon-all') return /freesurfer/i;
  if (name === 'antsRegistration') return /ants/i;
  return new RegExp(name.replace(/\d$/, ''), 'i');
}

/** What the image may lack: a list that pip reads, commands of its RUNs, and of the programs that it starts. Unknown, since one may come under another name. */
export function judgeTools(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  return (
    judgeConstraints(image, dockerfile) ??
    judgeCommands(image, dockerfile, facts) ??
    judgeStartedTools(image, dockerfile, facts) ??
    judgeNamedStart(image, dockerfile, facts)
  );
}

/** Programs that come with a package of another name. */
const broughtBy: ReadonlyMap<string, RegExp> = new Map([
  ['uvicorn', /fastapi/i],
  ['torchrun', /torch/i],
  ['ipcluster', /ipyparallel/i],
]);

/** A start by the name of a program that the base does not have, and of which neither a list nor a RUN speaks: a slip of the pen, or a console script of a project that nothing installs. */
function judgeNamedStart(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const reach = facts.reach.get(dockerfile.path);
  // What a program of the project runs on its way may come with a library of another name.
  const named = reach?.unfollowed.find(
    (each) =>
      each.class === 'started' && each.isInstalled === true && !/\.(?:py|ipynb|[rR]|jl)$/.test(each.location.file),
  );
  if (reach === undefined || named === undefined || !isPlain(image) || reach.unseen.length > 0) return undefined;
  // `nnUNet_predict` comes with nnunet.
  const [first = ''] = named.what.split(/[^A-Za-z0-9]/, 1);
  const words = broughtBy.get(named.what) ?? wordsOf(first.length > 3 ? first : named.what.replaceAll(/\W/g, '.'));
  const spoken = [
    ...image.instructions.flatMap(({ keyword, text }) => (/^(?:ENTRYPOINT|CMD|LABEL)$/.test(keyword) ? [] : [text])),
    ...textsOfBuild(dockerfile, facts),
  ];
  if (spoken.some((text) => words.test(text))) return undefined;
  return unknown(
    `${named.location.file}:${String(named.location.line ?? 1)} starts ${named.what}, which ${image.from.image?.text ?? 'the base'} is not known to have, and nothing here speaks of what installs it`,
    named.location,
    `install what brings ${named.what} in a RUN, or start the program by its file`,
  );
}

/** Whether a base has no more than a language or a distribution has. */
function isPlain({ base, known }: FinalImage): boolean {
  return base !== undefined || known?.kind === 'language' || known?.kind === 'generic';
}

/** Lists of packages, and what a RUN runs of the project. */
function textsOfBuild({ path }: DockerfileFacts, facts: ProjectFacts): readonly string[] {
  const built = (facts.reach.get(path)?.programs ?? []).filter(({ class: kind }) => kind === 'built');
  return [
    ...facts.requirements.flatMap(({ packages }) => packages.map(({ text }) => text)),
    ...built.map(({ program }) => facts.byPath.get(program.path)?.text ?? ''),
  ];
}

/** A started program that runs one of these where nothing speaks of it. */
function judgeStartedTools(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || !isPlain(image) || reach.unseen.length > 0) return undefined;
  const isFull = hasBuildpack(image) === true;
  const spoken = [dockerfile.text, ...textsOfBuild(dockerfile, facts)];
  for (const reached of reach.programs) {
    if (reached.class !== 'started' || !/\.(?:py|[rR]|sh)$/.test(reached.program.path)) continue;
    for (const { program, line } of reached.program.commands) {
      const words = tools.get(program);
      if (words === undefined || (isFull && /^(?:git|convert)$/.test(program))) continue;
      if (spoken.some((text) => words.test(text))) continue;
      const location = { file: reached.program.path, line };
      return unknown(
        `${location.file}:${String(line)} runs ${program}${describeWay(reached, location)}, which ${image.from.image?.text ?? 'the base'} is not known to have, and nothing here speaks of it`,
        location,
        `install ${program} in a RUN`,
      );
    }
  }
  return undefined;
}
