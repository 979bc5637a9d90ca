import type { RehearsalProfile } from '../../model/rehearsal/rehearsal.ts';

/** For images that are built on none of our bases, and for bases that need no exception: nothing is granted. */
export const plainProfile: RehearsalProfile = { protectedPaths: ['/'], tmpfs: [], capabilities: [], ownWrites: [] };

/** A Jupyter server answers `/` with a redirect either way: `/api/contents` lists files, so it tells whether a token is asked for. */
export const jupyterServer: RehearsalProfile = {
  ...plainProfile,
  credentialVariable: 'JUPYTER_TOKEN',
  authorization: 'token {credential}',
  protectedPaths: ['/', '/api/contents'],
};
