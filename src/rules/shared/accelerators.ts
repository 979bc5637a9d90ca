import type { Finding, Location, Verdict } from '../../model/check/rule.ts';
import { unknown } from '../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import { fromCpuIndex, type Line, readFiles, readProjects, readRuns } from './accelerated-lines.ts';
import { cudaOfTorch } from './image/gpu-images.ts';
import { foldName } from '../../shared/fold-name.ts';

/** PyTorch's own index of builds without CUDA. */
export const cpuIndex = 'https://download.pytorch.org/whl/cpu';
/** First CUDA that needs a driver newer than the clusters of some years ago have (CUDA Toolkit release notes). */
export const newestDriver = { cuda: 13, driver: 580 } as const;

/** A package that comes in builds for a GPU. */
export interface Accelerated {
  /** As it is installed, e.g. `torch==2.13.0`. */
  readonly text: string;
  readonly location: Location;
  /** This build is for a GPU: PyPI's torch, or a name that says so. */
  readonly isForGpu: boolean;
  /** Major version of CUDA, where the name says it. */
  readonly major?: number;
  /** What it costs, in words that follow a clause; empty where that is not known. */
  readonly cost: string;
}

/** Whether the project asks for a GPU when it runs: a job's limits, or `--gpu` for the TRE's command. */
export function asksForGpu({ files, jobs }: ProjectFacts): boolean {
  const described = new Set(jobs.map(({ path }) => path));
  return files.some(
    ({ path, text }) =>
      (described.has(path) || path.endsWith('.sh')) &&
      /nvidia\.com\/gpu|\bces-run\b(?:(?!ces-run\b)(?:.|(?<=\\)\n))*--gpu\b/.test(text ?? ''),
  );
}

/** Names of builds for a GPU, with the major version of CUDA where they have it. */
const forGpu =
  /^(?:nvidia-[\w-]+-cu(1\d)|nvidia-cu\w+|cupy-cuda(\d\d)x|onnxruntime-gpu|tensorflow\[and-cuda\]|jax\[cuda(1\d)[^\]]*\]|faiss-gpu[\w-]*|(?:cudf|cuml|cugraph|rmm)-cu(1\d))(?=[\s=<>~!;[@]|$)/i;
/** Libraries whose wheels on PyPI are built for CUDA, on Linux. */
export const torch = /^(torch|torchvision|torchaudio)\s*(?:(===?)\s*([\w.]+)(\+\w+)?)?(?=[\s;,<>~!]|$)/i;
/** Packages whose wheels ask for torch, and so for the build that PyPI has. */
const needTorch: ReadonlySet<string> = new Set(
  (
    'accelerate admet-ai aimnet allennlp autogluon-multimodal ax-platform bertopic bio-embeddings bitsandbytes botorch braindecode captum ' +
    'cell2location cellpose chemprop chronos-forecasting ctgan deeplabcut deepspeed demucs easyocr esm facenet-pytorch fastai flagembedding flair flash-attn gliner ' +
    'gpytorch keybert kilosort kornia lightly lightning linear-operator lpips mace-torch mamba-ssm marker-pdf micro-sam monai neuralforecast nnunet nnunetv2 ' +
    'nougat-ocr novae ogb opacus open-clip-torch openai-whisper optimum peft pyannote-audio pyhealth pykeen pyro-ppl pytorch-forecasting ' +
    'pytorch-ignite pytorch-lightning pytorch-metric-learning pytorch-msssim pytorch-tabnet pytorch-tabular ragatouille resemblyzer scarches scgpt scvi-tools ' +
    'segmentation-models-pytorch sentence-transformers setfit spacy-transformers speechbrain stanza super-gradients surya-ocr synthcity tabpfn ' +
    'tangram-sc tiatoolbox timm timm-3d torchani torchdrug torchio torchmetrics torchsde torchxrayvision totalsegmentator trankit trl ultralytics ' +
    'unimol-tools velovi vllm whisperx wsinfer xformers yolov5'
  ).split(' '),
);

/** Packages that ask for it with an extra alone. */
const torchByExtra: Readonly<Record<string, readonly string[] | undefined>> = Object.assign(
  Object.create(null) as Record<string, readonly string[] | undefined>,
  {
    medcat: ['meta-cat', 'deid'],
    transformers: ['torch', 'accelerate'],
    unstructured: ['huggingface'],
  },
);

function bringsTorch(requirement: string): boolean {
  const [, name = '', extras = ''] = /^([\w.-]+)(?:\[([\w,-]+)\])?(?=[\s=<>~!;@]|$)/.exec(requirement) ?? [];
  const plain = foldName(name);
  return needTorch.has(plain) || extras.split(',').some((extra) => torchByExtra[plain]?.includes(extra) === true);
}

/** Packages with builds for a GPU that an image installs by name or by a lock, in the order in which they are found. */
export function findAccelerated(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): readonly Accelerated[] {
  const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
  const lines = [
    ...readRuns(image, dockerfile),
    ...readFiles({ image, dockerfile, facts }),
    ...readProjects({ image, dockerfile, facts }),
  ];
  const withoutCuda = new Set(
    lines
      .filter(({ text, isFromCpuIndex }) => isFromCpuIndex || /\+cpu\b/.test(text))
      .map(({ text }) => torch.exec(text))
      .flatMap((found) => (found === null ? [] : [`${found[1]?.toLowerCase() ?? ''} ${found[3] ?? ''}`])),
  );
  return [...lines.flatMap((line) => judgeLine(line, withoutCuda)), ...readLocks(copied, facts)];
}

/** The first package that brings PyPI's torch along, where nothing else says which torch there is: no line, no lock, no list of conda, not the base. */
export function findBringingTorch(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): { readonly text: string; readonly location: Location } | undefined {
  const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
  const lines = [...readRuns(image, dockerfile), ...readFiles({ image, dockerfile, facts })];
  const isSaid =
    image.base?.holds?.includes('torch') === true ||
    lines.some(({ text, isFromCpuIndex }) => isFromCpuIndex || /^torch(?![\w-])/i.test(text)) ||
    namesCpuIndex(image, copied, facts) ||
    [...copied].some((path) => lockFile.test(path)) ||
    facts.requirements.some(
      ({ tool, packages }) => tool === 'conda' && packages.some(({ text }) => /^(?:py)?torch\b/.test(text)),
    );
  return isSaid ? undefined : lines.find(({ text }) => bringsTorch(text));
}

/** Unknown for the first requirement with an open lower bound by which pip may put another torch, for another CUDA, in the place of the base's; else empty. */
export function judgeOpenTorch(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): readonly Verdict[] {
  const open = [...readRuns(image, dockerfile), ...readFiles({ image, dockerfile, facts })].find(
    ({ text, isFromCpuIndex }) =>
      !isFromCpuIndex && /^[\w.-]+\s*>/.test(text) && (/^torch(?:vision|audio)?\s*>/i.test(text) || bringsTorch(text)),
  );
  if (open === undefined) return [];
  const reason = `${open.text} lets pip take a newer torch than the base has, and with it another CUDA: pin the version that goes with the base`;
  return [unknown(reason, open.location)];
}

/** Also as one index beside PyPI's: of the same version, pip takes the build of the CPU. */
function namesCpuIndex(
  image: FinalImage,
  copied: ReadonlySet<string>,
  { requirements, byPath }: ProjectFacts,
): boolean {
  return (
    [...image.environment].some(([name, { value }]) => /^(?:PIP|UV)_\w*INDEX/.test(name) && fromCpuIndex.test(value)) ||
    requirements.some(
      ({ path, tool }) => tool === 'pip' && copied.has(path) && fromCpuIndex.test(byPath.get(path)?.text ?? ''),
    )
  );
}

/** A requirement of PyTorch as its index for CPUs has it: of an exact version that build, else what is newest there. */
function nameWithoutCuda(text: string): string {
  const [, name = 'torch', version] = /^([\w-]+)(?:\[[^\]]*\])?\s*(?:===?\s*([\w.]+))?/.exec(text) ?? [];
  return version === undefined ? name : `${name}==${version}+cpu`;
}

/** What is built for CUDA in an image without a GPU, with what to install in its place. */
export function describeCuda(
  found: readonly Accelerated[],
  bringing: { readonly text: string; readonly location: Location } | undefined,
  base: string,
  without?: (build: string) => string,
): readonly Finding[] {
  const brought =
    bringing === undefined
      ? []
      : [
          {
            message: `${bringing.text} brings PyPI's torch, which is built for CUDA, and ${base} has no GPU: gigabytes of NVIDIA packages`,
            location: bringing.location,
            fix: `install torch without CUDA before it: pip install --index-url ${cpuIndex} torch==VERSION+cpu`,
          },
        ];
  const named = found
    .filter(({ isForGpu }) => isForGpu)
    .map(({ text, location, cost }) => ({
      message: `${text} is built for CUDA, and ${base} has no GPU${cost}`,
      location,
      fix: text.startsWith('torch')
        ? without === undefined
          ? `install the build without CUDA before it, from PyTorch's index for that line alone: pip install --no-deps --index-url ${cpuIndex} ${nameWithoutCuda(text)}`
          : without(nameWithoutCuda(text))
        : 'install the build without CUDA, or start from an image for a GPU',
    }));
  return [...brought, ...named];
}

const lockFile = /(?:^|\/)(?:uv|poetry|pdm|pylock[\w.]*)\.(?:lock|toml)$/;

function judgeLine({ text, location, isFromCpuIndex }: Line, withoutCuda: ReadonlySet<string>): readonly Accelerated[] {
  const named = forGpu.exec(text);
  if (named !== null) {
    const major = named.slice(1).find((digits) => digits !== undefined);
    return [{ text, location, isForGpu: true, cost: '', ...(major === undefined ? {} : { major: Number(major) }) }];
  }
  const [, name, , version = '', local = ''] = torch.exec(text) ?? [];
  if (name === undefined) return [];
  const isCpu = isFromCpuIndex || local === '+cpu' || withoutCuda.has(`${name.toLowerCase()} ${version}`);
  const major = /^\+cu(1\d)/.exec(local)?.[1] ?? (name === 'torch' ? cudaOfTorch(version) : undefined);
  const cost = name === 'torch' ? ': it brings gigabytes of NVIDIA packages' : '';
  return [{ text, location, isForGpu: !isCpu, cost, ...(major === undefined ? {} : { major: Number(major) }) }];
}

/** NVIDIA packages of a lock as one finding, with what they weigh where the lock tells. */
function readLocks(copied: ReadonlySet<string>, facts: ProjectFacts): readonly Accelerated[] {
  return [...copied].flatMap((path) => {
    if (!lockFile.test(path)) return [];
    const text = facts.byPath.get(path)?.text ?? '';
    const blocks = text.split(/^\[\[packages?\]\]/m).slice(1);
    const nvidia = blocks.filter((block) => /^[ \t]*name = "nvidia-/m.test(block));
    const [first] = nvidia;
    if (first === undefined) return readLockedTorch(path, text, blocks);
    const bytes = nvidia.reduce((sum, block) => sum + sizeOf(block), 0);
    const majors = nvidia.flatMap((block) => /^[ \t]*name = "nvidia-[\w-]+-cu(1\d)"/m.exec(block)?.[1] ?? []);
    const line = text.slice(0, text.indexOf(first)).split('\n').length;
    const major = majors.length === 0 ? {} : { major: Math.max(...majors.map(Number)) };
    const cost = bytes === 0 ? '' : `: they weigh ${String(Math.round(bytes / 1e6))} MB`;
    const count = `${String(nvidia.length)} NVIDIA package${nvidia.length === 1 ? '' : 's'} of ${path}`;
    return [{ text: count, location: { file: path, line }, isForGpu: true, cost, ...major }];
  });
}

/** PyTorch of a lock that names no NVIDIA packages, since it was made on another system: for Linux its wheel on PyPI is the one for CUDA. */
function readLockedTorch(path: string, text: string, blocks: readonly string[]): readonly Accelerated[] {
  const block = blocks.find((each) => /^[ \t]*name = "torch"/m.test(each));
  const version = /^[ \t]*version = "([\d.]+)"/m.exec(block ?? '')?.[1];
  if (block === undefined || version === undefined || fromCpuIndex.test(block)) return [];
  if (!block.split('\n').some((file) => file.includes('linux') && file.includes('x86_64.whl'))) return [];
  const line = text.slice(0, text.indexOf(block)).split('\n').length;
  const major = cudaOfTorch(version);
  const more = major === undefined ? {} : { major: Number(major) };
  const cost = ': it brings gigabytes of NVIDIA packages';
  return [{ text: `torch==${version} of ${path}`, location: { file: path, line }, isForGpu: true, cost, ...more }];
}

/** Bytes of a package's wheel for the platform of the TRE, as the lock has it. */
function sizeOf(block: string): number {
  const wheel = block.split('\n').find((line) => /x86_64(?:(?!x86_64).)*\.whl/.test(line) && /size = \d/.test(line));
  return Number(/size = (\d+)/.exec(wheel ?? '')?.[1] ?? 0);
}

/** For a GPU by its base or by what the project asks for, and nothing names a CUDA. */
export function namesNoCuda(isForGpu: boolean, base: Location, isOurs: boolean): Verdict {
  return unknown(
    isForGpu
      ? 'which CUDA the base has does not show in its tag'
      : 'the project asks for a GPU, and no CUDA shows in the name of its base or of its packages',
    base,
    isOurs
      ? 'start from an image that names its CUDA, such as with --set base=pytorch; if nothing of yours uses a GPU: tre-container upgrade --set gpu=no'
      : 'start from an image that names its CUDA; if nothing of yours uses a GPU, leave the GPU out where the image is started',
  );
}
