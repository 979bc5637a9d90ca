import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './generated-project.ts';

/** The two ways in which a place has no network: connections fail, or packets disappear without an answer. */
export const networks = ['no route', 'packets dropped'] as const;
export type Network = (typeof networks)[number];

/** Makes a folder `/safe_data` for a command, as a container has it: a root of its own that holds everything of this machine. */
function mountData(folder: string): string {
  const root = freshFolder();
  return [
    `mount -t tmpfs tmpfs ${root}`,
    `for each in /*; do if [ -L "$each" ]; then cp -P "$each" ${root}; elif [ -d "$each" ]; then mkdir "${root}$each"; mount --rbind "$each" "${root}$each"; fi; done`,
    `mkdir -p ${root}/safe_data`,
    `mount --bind ${folder} ${root}/safe_data`,
    `set -- chroot ${root} sh -ec 'cd "$0"; exec "$@"' "$PWD" "$@"`,
  ].join('\n');
}

/** Addresses for documentation (RFC 5737): nobody has them. */
const silent = '192.0.2.1';

/**
 * Command and arguments that run a command in a network of its own. In `packets dropped`, names of the Hub resolve, a
 * default route leads out of one end of a veth pair, and a static neighbour entry makes the kernel send into nothing.
 * `safeData` is the folder that the command finds as `/safe_data`.
 */
export function inNetwork(
  network: Network,
  command: readonly string[],
  safeData?: string,
): readonly [string, readonly string[]] {
  const unshare = process.getuid?.() === 0 ? ['--net', '--mount'] : ['--map-root-user', '--net', '--mount'];
  return [
    'unshare',
    [
      ...unshare,
      'sh',
      '-ec',
      `${network === 'no route' ? 'ip link set lo up' : dropPackets()}\n${safeData === undefined ? '' : mountData(safeData)}\nexec "$@"`,
      'sh',
      ...command,
    ],
  ];
}

function dropPackets(): string {
  const folder = freshFolder();
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${silent}\n`);
  writeFileSync(join(folder, 'hosts'), ['127.0.0.1 localhost', '192.0.2.2 huggingface.co', ''].join('\n'));
  return [
    'ip link set lo up',
    'ip link add out type veth peer name nowhere',
    'ip link set out up',
    'ip link set nowhere up',
    'ip address add 192.0.2.3/24 dev out',
    `ip neighbour add ${silent} lladdr 02:00:00:00:00:01 dev out`,
    'ip neighbour add 192.0.2.2 lladdr 02:00:00:00:00:01 dev out',
    `ip route add default via ${silent}`,
    `mount --bind ${folder}/resolv.conf "$(readlink -f /etc/resolv.conf)"`,
    `mount --bind ${folder}/hosts /etc/hosts`,
  ].join('\n');
}
