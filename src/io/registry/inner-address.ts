import { BlockList, isIP } from 'node:net';

/** Whether a host name, as a URL has it, is this machine: `localhost`, `127.0.0.0/8` or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Addresses of a name, as the system finds them; none where it finds none, as behind a proxy. */
export type LookUp = (hostname: string) => Promise<readonly string[]>;

/**
 * Whether an address leads further inside than the one that named it: from the internet into a private network, or from there to this machine.
 * What a registry names as its token service, or redirects to, is asked by us, who may reach more than it does.
 */
export async function leadsInside(target: URL, from: URL, lookUp: LookUp): Promise<boolean> {
  if (target.hostname === from.hostname) return false;
  const depths = await Promise.all([target, from].map(async ({ hostname }) => depthsOf(hostname, lookUp)));
  const [there = [], here = []] = depths;
  return Math.max(0, ...there) > Math.min(...here, here.length === 0 ? 0 : 2);
}

/** 2: this machine; 1: a private network; 0: the internet. */
async function depthsOf(hostname: string, lookUp: LookUp): Promise<readonly number[]> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return [depthOf(bare)];
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return [2];
  return (await lookUp(hostname)).map(depthOf);
}

function depthOf(address: string): number {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return machine.check(address, family) ? 2 : inner.check(address, family) ? 1 : 0;
}

const machine = listOf('127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128');
/** Private, shared by carriers, of one link (where clouds keep a machine's own secrets), and unique local ones. */
const inner = listOf(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
);

function listOf(...ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
