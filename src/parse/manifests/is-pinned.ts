/** Whose way of naming versions. */
export type PackageKind = 'pip' | 'conda' | 'r' | 'julia';

/**
 * Whether what is installed is named so that it stays the same: a version or an upper bound, a hash, a repository at a commit or at a tag that
 * names a version, a local path. What stands in a variable counts as fixed: its value is not known here.
 */
export function isPinned(text: string, kind: PackageKind): boolean {
  switch (kind) {
    case 'pip':
      return isPinnedPip(text);
    case 'conda':
      return isPinnedConda(text);
    case 'r':
      return /@v?\d[\w.-]*$|@[0-9a-f]{7,40}$/.test(text);
    default:
      return /@v?\d/.test(text) || isFixedRef(/#(.+)/s.exec(text)?.[1] ?? '');
  }
}

function isPinnedPip(requirement: string): boolean {
  if (/^(?:\.{0,2}\/|\.$|file:|~\/)/.test(requirement) || /--hash=/.test(requirement)) return true;
  if (/\bgit\+/.test(requirement))
    return isFixedRef(
      /@([^@\s#;]+)(?:#|;|$|\s)/.exec(requirement.replace(/(?<!\w)\w+@(?=[\w.-]+[:/])/, ''))?.[1] ?? '',
    );
  const [, address] = /(?:@\s*|^)(https?:\/\/[^\s;]+)/.exec(requirement) ?? [];
  if (address !== undefined) return isFixedAddress(address);
  if (requirement.includes('$')) return true;
  const bounds = requirement.split(';')[0] ?? '';
  // No package has a version as high as some bounds are; a year is one.
  return /(?:[=~]=|<=?)\s*[vV]?\d/.test(bounds) && !/<=?\s*(?!20\d\d\b)\d{4,}/.test(bounds);
}

/** `name=1.2`, `name==1.2`, `name 1.2`, `name<2`, with or without a channel. */
function isPinnedConda(specification: string): boolean {
  return (
    specification.includes('$') ||
    /^(?:[\w./-]+::?)?[\w.-]+(?:\s*==?\s*|\s+)\d[\w.*]*(?:=\S+)?$|<=?\s*\d/.test(specification)
  );
}

/** A commit, or a tag that names a version; `main`, `master` and other names move. */
export function isFixedRef(ref: string): boolean {
  if (ref.includes('$') || /^[0-9a-f]{7,40}$|^v\d+$/.test(ref)) return true;
  return /^[\w./+-]+$/.test(ref) && /\d[._-]\d/.test(ref.slice(ref.lastIndexOf('/') + 1));
}

/** What nobody can put something else behind. */
export const isCommit = (ref: string): boolean => /^[0-9a-f]{7,40}$/.test(ref);

/** Names under which another version lies tomorrow: branches, and what is newest. */
const movingNames: ReadonlySet<string> = new Set(
  'HEAD dev devel develop development latest main master next nightly stable trunk'.split(' '),
);

/** A branch that goes on, or a name for what is newest. */
export const isMovingName = (name: string): boolean => movingNames.has(name.replace(/^(?:refs\/heads|origin)\//, ''));

/**
 * Whether the same lies at an address tomorrow, as far as the address says it: it has a checksum, a commit or a version (`20.x` too), and no part
 * that names a branch or what is newest. What stands in a variable counts as fixed: its value is not known here.
 */
export function isFixedAddress(address: string): boolean {
  if (address.includes('$') || /[#&](?:sha(?:256|384|512)|md5)=/.test(address)) return true;
  return !isMovingAddress(address) && partsOf(address).some((part) => versioned.test(part));
}

const versioned = /\d[._-]\d|\d\.x\b|^v\d+$|\b[0-9a-f]{40}\b/;

/** Whether an address says by nothing what lies there: neither a version nor a name for what is newest. Of variables without a value the rest counts. */
export function isSilentAddress(address: string): boolean {
  if (!address.includes('$')) return !isFixedAddress(address) && !isMovingAddress(address);
  const [before = '', ...parts] = address.split('$');
  const rest = [before, ...parts.map((part) => part.replace(/^(?:\{[^}]*\}|\([^)]*\)|\w+)/, ''))].join('');
  return !isFixedAddress(rest) && !isMovingAddress(rest);
}

/** What stands behind the host. */
const partsOf = (address: string): readonly string[] => address.replace(/^\w+:\/\/[^/]*/, '').split(/[/?#&=]/);

/** Whether an address names a branch or what is newest: `/archive/main.zip`, `/releases/latest/download/`, `Miniconda3-latest-Linux-x86_64.sh`. */
export function isMovingAddress(address: string): boolean {
  const parts = partsOf(address);
  if (/\/refs\/heads\/|[-_]latest\b/i.test(address)) return true;
  // `pool/main/o/openssl/libssl1.1_1.1.0g-2_amd64.deb`: the file itself names its version.
  return (
    !versioned.test(parts.at(-1) ?? '') &&
    parts.some((part) => isMovingName(part.replace(/\.(?:zip|git|tar(?:\.\w+)?|tgz)$/, '')))
  );
}
