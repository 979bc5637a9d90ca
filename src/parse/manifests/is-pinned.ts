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
  if (/(?:@\s*|^)https?:\/\//.test(requirement)) return /\.(?:whl|tar\.gz|tar\.bz2|zip)(?:#|$|\s|;)/.test(requirement);
  if (requirement.includes('$')) return true;
  const bounds = requirement.split(';')[0] ?? '';
  return /(?:===?|~=|<=?)\s*[\w.]/.test(bounds) && !/==\s*\*/.test(bounds);
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
