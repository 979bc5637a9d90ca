import type { Base } from '../../model/render/base.ts';
import { r } from '../languages/r.ts';

const root = {
  reason:
    "Rocker's /init must start as root: it sets up RStudio Server and its login. Under rootless podman, the only runtime this base supports, root inside is the calling user outside.",
  since: '2026-11-23',
} as const;

/** RStudio Server in Rocker's images. Their `/init` (s6) needs root, two tmpfs mounts and a PASSWORD; see rocker-versioned2 issues 838 and 888. */
export const rocker: Base = {
  name: 'rocker',
  kind: 'interactive',
  label: 'Rocker (RStudio)',
  help: 'R with RStudio Server in the browser, for work that a person steers.',
  description: 'RStudio with the packages of one project, for a Trusted Research Environment.',
  language: r,
  images: [
    {
      reference: 'docker.io/rocker/rstudio:4.5.3',
      digest: 'sha256:8db0c9a28c6f7a74d98c3df5f93133e981ad6f0287d7973332932c5601997b60',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: '2 public files, probably of 1 project',
      note: 'R 4.5.3, CRAN as of 2026-04-23',
    },
    {
      reference: 'docker.io/rocker/geospatial:4.6.1',
      digest: 'sha256:e67737e30c66e6d2237570cd647e2bfec59315e533713473ab2ba391992bfa2c',
      digestKind: 'not stated',
      seen: '2026-09-28',
      evidence: '2 public files of 1 project, with the CRAN snapshot of 2026-09-28',
      note: 'R 4.6.1 with tidyverse and spatial packages; this tag is still rebuilt',
    },
    {
      reference: 'docker.io/rocker/tidyverse:4.5.2',
      digest: 'sha256:17dca9381149911b201184ab46e6c8628b68ddc1386b9562bc26ca8b6b4c6f81',
      digestKind: 'not stated',
      seen: '2026-02-13',
      evidence: '1 public file, pinned 2026-02-13',
      note: 'R 4.5.2 with tidyverse',
    },
  ],
  repositories: ['rstudio', 'tidyverse', 'verse', 'geospatial'].flatMap((image) => [
    `docker.io/rocker/${image}`,
    `ghcr.io/rocker-org/${image}`,
  ]),
  packageTool: 'install2.r',
  packageFile: 'install_packages.R',
  packages: ['jsonlite'],
  modelPackages: [],
  user: { name: 'root', uid: 0, gid: 0, home: '/root' },
  port: 8787,
  gpu: false,
  holds: [],
  opens: 'rstudio',
  staysRoot: true,
  proposed: { families: [], session: /RStudio|rocker|workplace/i },
  runtimes: ['podman'],
  unsupportedRuntimes: {
    apptainer:
      "Rocker's /init must run as root and write to /var/run, and apptainer runs as the caller on a read-only image.",
    kubernetes: "Rocker's /init must run as root, and the GPU service runs every container as the user's own id.",
  },
  forced: [{ tool: 'trivy', id: 'DS-0002', ...root }],
  // s6 changes owners and users, and start-up writes the login and R's environment into the image's /etc.
  rehearsal: {
    credentialVariable: 'PASSWORD',
    loginPage: '/auth-sign-in',
    protectedPaths: ['/'],
    tmpfs: ['/run', '/var/lib/rstudio-server'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'],
    writableBecause:
      "Rocker's /init writes the login and R's environment to /etc when it starts, which the guidance allows today",
    ownWrites: [
      '/etc',
      '/usr/local/lib/R/etc',
      '/usr/lib/R/etc',
      '/var/lib/rstudio-server',
      '/var/log',
      '/run',
      '/tmp',
      '/home/rstudio',
    ],
  },
  source: 'https://rocker-project.org/images/versioned/rstudio.html',
};
