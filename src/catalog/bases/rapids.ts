import type { Base } from '../../model/render/base.ts';
import { python } from '../languages/python.ts';
import { jupyterServer } from '../rehearsal/rehearsal-profiles.ts';
import { byCuda, rapidsLibraries } from '../software/rapids-libraries.ts';

/** JupyterLab with NVIDIA RAPIDS. Tags are reused for patch releases and there is no `latest`. Where no public record of a digest was found there is none here: `pin` asks the registry. */
export const rapids: Base = {
  name: 'rapids',
  kind: 'interactive',
  label: 'NVIDIA RAPIDS',
  help: 'JupyterLab with data frames and machine learning on a GPU (cuDF, cuML).',
  description: 'JupyterLab with NVIDIA RAPIDS and the packages of one project, for a Trusted Research Environment.',
  language: python,
  images: [
    {
      reference: 'nvcr.io/nvidia/rapidsai/notebooks:26.06-cuda12-py3.13',
      note: 'CUDA 12 (host driver 525 or newer), Python 3.13',
    },
    {
      reference: 'nvcr.io/nvidia/rapidsai/notebooks:26.06-cuda13-py3.14',
      note: 'CUDA 13 (host driver 580 or newer), Python 3.14',
    },
    {
      reference: 'docker.io/rapidsai/notebooks:26.04-cuda13-py3.14',
      note: 'CUDA 13 (host driver 580 or newer), Python 3.14',
    },
  ],
  repositories: ['nvcr.io/nvidia/rapidsai/notebooks', 'docker.io/rapidsai/notebooks'],
  packageTool: 'conda',
  packageFile: 'environment.yml',
  packages: [],
  modelPackages: ['transformers=5', 'pytorch=2'],
  user: { name: 'rapids', uid: 1001, gid: 1000, home: '/home/rapids' },
  port: 8888,
  gpu: true,
  holds: ['cupy'],
  ownBuilds: ['python', 'rapids', 'cuda-version', ...rapidsLibraries.flatMap((name) => [name, ...byCuda(name)])],
  opens: 'jupyter',
  proposed: {
    families: ['rapids'],
    imports: {
      libraries: ['cudf', 'cuml', 'cugraph', 'cuspatial', 'cuxfilter', 'rmm', 'dask-cudf', 'rapids-singlecell'],
      called: 'RAPIDS',
    },
  },
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  unsupportedRuntimes: {},
  forced: [],
  rehearsal: jupyterServer,
  source: 'https://docs.rapids.ai/install/#docker',
};
