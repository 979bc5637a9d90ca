import { existsSync } from 'node:fs';
import { runTool } from './run-tool.ts';

/** Programs of the equipment, by the Debian package that brings them. */
const packages: Readonly<Record<string, string>> = {
  '/usr/sbin/dockerd': 'docker.io',
  '/usr/bin/buildah': 'buildah',
  '/usr/bin/skopeo': 'skopeo',
  '/usr/bin/docker-registry': 'docker-registry',
  '/usr/sbin/debootstrap': 'debootstrap',
  '/usr/bin/podman': 'podman',
  '/usr/sbin/runc': 'runc',
};

/** Installs what is missing. Throws, naming the command to type, where it may not. */
export function installPackages(): void {
  const missing = Object.entries(packages)
    .filter(([program]) => !existsSync(program))
    .map(([, name]) => name);
  if (process.getuid?.() !== 0)
    throw new Error(
      `these tests start a container engine of their own and must be root${missing.length === 0 ? '' : `; missing as well: sudo apt-get install ${missing.join(' ')}`}`,
    );
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  runTool('apt-get', ['update', '-qq'], { env });
  runTool('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...missing], { env });
}
