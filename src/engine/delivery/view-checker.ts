import type { CheckerView } from '../../model/render/view-pipeline.ts';

/** A registry's name for a package, with its scope. */
const packageName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/**
 * How pipelines and hooks get this program, from the answer `generator`: a name of the registry at this version, a tarball's URL with its checksum, or
 * a repository's with its commit. The answer's schema has refused everything else.
 */
export function viewChecker(generator: string, version: string): CheckerView {
  if (packageName.test(generator)) {
    const npmPackage = `${generator}@${version}`;
    return {
      fromGit: false,
      fromRegistry: true,
      name: generator,
      source: `npm:${npmPackage}`,
      integrity: '',
      commit: '',
      npmPackage,
    };
  }
  const [address = '', proof = ''] = generator.split('#', 2);
  const shared = { fromRegistry: false, name: generator };
  if (proof.startsWith('sha512-'))
    return { ...shared, fromGit: false, source: address, integrity: generator, commit: '', npmPackage: address };
  return {
    ...shared,
    fromGit: true,
    source: address.replace(/^git\+/, ''),
    integrity: '',
    commit: proof,
    npmPackage: generator,
  };
}
