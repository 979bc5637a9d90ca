import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const variables = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/**
 * Words for a container that gets none of the caller's proxies, which no TRE has and whose addresses may hold a password: podman hands on those of its
 * own environment, docker those of its configuration. What the project itself sets (`own`) stays.
 */
export function withoutProxies(engine: 'docker' | 'podman', own: Readonly<Record<string, string>>): readonly string[] {
  if (engine === 'podman') return ['--http-proxy=false'];
  return configuresProxies()
    ? variables.filter((name) => !Object.hasOwn(own, name)).flatMap((name) => ['--env', `${name}=`])
    : [];
}

/** Whether docker's configuration of this user may have proxies for containers. */
function configuresProxies(): boolean {
  try {
    const folder = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker');
    return readFileSync(join(folder, 'config.json'), 'utf8').includes('"proxies"');
  } catch {
    return false;
  }
}
