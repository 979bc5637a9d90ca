import type { BaseName } from '../model/answers/answers.ts';
import type { RehearsalProfile } from '../model/rehearsal/rehearsal.ts';

/** For images that are built on none of our bases: nothing is granted. */
export const plainProfile: RehearsalProfile = { protectedPaths: ['/'], tmpfs: [], capabilities: [], ownWrites: [] };

/** A Jupyter server answers `/` with a redirect either way: `/api/contents` lists files, so it tells whether a token is asked for. */
const jupyterServer: RehearsalProfile = {
  ...plainProfile,
  credentialVariable: 'JUPYTER_TOKEN',
  protectedPaths: ['/', '/api/contents'],
};

/**
 * What each base needs to be run as the TRE runs it. Rocker's exceptions are its own (rocker-versioned2 issues 838 and 888, and the
 * scripts of its `/init`): s6 changes owners and users, and start-up writes the login and R's environment into the image's `/etc`.
 */
export const rehearsalProfiles: Readonly<Record<BaseName, RehearsalProfile>> = {
  python: plainProfile,
  pytorch: plainProfile,
  jupyter: jupyterServer,
  rapids: jupyterServer,
  rocker: {
    credentialVariable: 'PASSWORD',
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
};
