import type { KnownImage } from '../../model/dockerfile/known-image.ts';

/** The user of most images. */
export const root: KnownImage['user'] = { name: 'root', uid: 0, home: '/root' };
