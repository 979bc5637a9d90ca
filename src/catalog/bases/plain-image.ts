import type { Base } from '../../model/render/base.ts';
import { plainProfile } from '../rehearsal/rehearsal-profiles.ts';

/** An image that runs as root, forces nothing and starts nothing of its own: the same under every runtime. */
export const plainImage = {
  user: { name: 'root', uid: 0, gid: 0, home: '/root' },
  gpu: false,
  holds: [],
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  unsupportedRuntimes: {},
  forced: [],
  rehearsal: plainProfile,
} satisfies Partial<Base>;
