import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, onImages, pass, unknown } from '../model/check/verdicts.ts';
import {
  asksForGpu,
  cpuIndex,
  findAccelerated,
  judgeOpenTorch,
  newestDriver,
  namesNoCuda,
} from './shared/accelerators.ts';
import { judgePlainImage } from './shared/gpu/plain-image.ts';
import { ownDockerfile } from './shared/image/own-dockerfile.ts';
import { cudaOfBase, isOfGpu } from './shared/image/gpu-images.ts';

export default defineRule({
  kind: 'checked',
  id: 'accelerator-fits',
  group: 'software',
  severity: 'warning',
  force: 'should',
  summary: 'What is built for a GPU is in images for a GPU alone, and asks for no newer driver than the cluster has',
  rationale: `The wheel of torch on PyPI is built for CUDA: it brings nineteen NVIDIA packages, cuDNN alone 366 MB, into an image that has no use for them. PyTorch's own index has a build without. CUDA ${String(newestDriver.cuda)} and newer need driver ${String(newestDriver.driver)} on the host, and EPCC's documents do not state the cluster's; its A100 cards (compute 8.0) work with CUDA 12 too. Looked at are torch and what brings it, NVIDIA's packages by name, and builds whose name says CUDA; wheels such as xgboost's are not. What makes an image one for a GPU is its base and its name; that a program asks for cuda where there is one does not.`,
  source: testingGuide('Choose a container base from DockerHub'),
  check: onImages((image, dockerfile, facts) => {
    const { from } = image;
    const base = { file: dockerfile.path, line: from.word.line };
    if (from.scratch || from.named === undefined) return unknown('the image that it starts from is not known', base);
    const named = from.image ?? from.named;
    const cuda = cudaOfBase(named);
    const found = findAccelerated(image, dockerfile, facts);
    const hasGpu = image.base?.gpu === true || isOfGpu(named);
    const own = ownDockerfile(facts);
    // What the project asks for is for the image that its own Dockerfile makes.
    const isOwn = own === dockerfile.path;
    if (cuda === undefined && !hasGpu && ((own !== undefined && !isOwn) || !asksForGpu(facts)))
      return judgePlainImage({ image, dockerfile, facts }, found, isOwn);
    const demands = [
      ...(cuda === undefined ? [] : [{ what: `CUDA ${cuda.text} of the base`, major: cuda.major, location: base }]),
      ...found.flatMap(({ text, location, major }) => (major === undefined ? [] : [{ what: text, major, location }])),
    ];
    const unsaid = found.find(({ isForGpu, major }) => isForGpu && major === undefined);
    if (demands.length === 0)
      return unsaid === undefined
        ? namesNoCuda(hasGpu, base, isOwn)
        : unknown(
            `which CUDA ${unsaid.text} is built for does not show in its name: the newest are for CUDA ${String(newestDriver.cuda)}, which needs driver ${String(newestDriver.driver)}; a lock tells, and so does a build such as +cu126`,
            unsaid.location,
          );
    return combine(
      [
        ...demands.map(({ what, major, location }) =>
          major >= newestDriver.cuda
            ? unknown(
                `${what} needs NVIDIA driver ${String(newestDriver.driver)} or newer, and EPCC's documents do not state the cluster's: ask, or take CUDA 12`,
                location,
              )
            : pass(`${what} works with the drivers of A100 and H100 cards since 525`, location, 'file'),
        ),
        ...(cuda === undefined ? [] : judgeOpenTorch(image, dockerfile, facts)),
        // What the packages say is not what a base has that names no version.
        ...(hasGpu && (from.image?.tag ?? 'latest') === 'latest' ? [namesNoCuda(hasGpu, base, isOwn)] : []),
      ],
      'nothing for a GPU',
    );
  }),
  good: [
    {
      title: "the build without CUDA, from PyTorch's index for that line alone",
      files: {
        Dockerfile: `FROM docker.io/library/python:3.13\nCOPY requirements.txt /\nRUN pip install --no-deps --index-url ${cpuIndex} torch==2.13.0+cpu && pip install -r /requirements.txt\n`,
        'requirements.txt': 'torch==2.13.0\n',
      },
    },
    {
      title: 'CUDA 12 for a GPU',
      files: { Dockerfile: 'FROM docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime\n' },
    },
  ],
  bad: [
    {
      title: "PyPI's torch without a GPU",
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\n',
        'requirements.txt': 'torch==2.13.0\n',
      },
    },
    {
      title: 'another version than the build without CUDA, which pip replaces',
      files: {
        Dockerfile: `FROM docker.io/library/python:3.13\nRUN pip install --index-url ${cpuIndex} torch==2.12.0+cpu && pip install torch==2.13.0\n`,
      },
    },
    {
      title: 'a lock with NVIDIA packages',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY uv.lock pyproject.toml ./\nRUN uv sync --frozen\n',
        'pyproject.toml': '[project]\nname = "x"\n',
        'uv.lock':
          '[[package]]\nname = "nvidia-cudnn-cu13"\nversion = "9.13"\nwheels = [\n  { url = "https://e.org/nvidia_cudnn_cu13-9.13-py3-none-manylinux_2_27_x86_64.whl", hash = "sha256:00", size = 366000000 },\n]\n',
      },
    },
  ],
});
