import type { Cell, IdentityName } from '../../model/rehearsal/rehearsal.ts';

const identities: Readonly<Record<IdentityName, string>> = {
  'image-user': "the image's own user (podman keep-id)",
  root: 'root inside (rootless podman)',
  'host-user': "the host's uid and home (apptainer)",
  'high-uid': 'a high uid with a group (GPU cluster)',
};

/** Who a cell's container runs as and how its data is mounted, in words. */
export function nameCell({ id, identity, data, network }: Pick<Cell, 'id' | 'identity' | 'data' | 'network'>): string {
  if (network === 'none') return `without any network (the engine's own none), as ${identities[identity]}`;
  return id === 'writes'
    ? `what it writes where, as ${identities[identity]}`
    : `${identities[identity]}, /safe_data ${data}`;
}
