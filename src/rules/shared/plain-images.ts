import type { From } from '../../model/dockerfile/dockerfile-facts.ts';

const plain = new Set([
  'python',
  'pypy',
  'r-base',
  'ruby',
  'golang',
  'rust',
  'perl',
  'gcc',
  'haskell',
  'swift',
  'debian',
  'ubuntu',
  'alpine',
  'buildpack-deps',
  'fedora',
  'rockylinux',
  'almalinux',
  'centos',
  'amazonlinux',
  'oraclelinux',
]);

/**
 * An image of which it is known that it starts as root in a POSIX shell and has no ENTRYPOINT (as the Dockerfiles of these official
 * images have it): what `--fix` may rely on. Of other images of outside that shows only when they are built.
 */
export function isPlainImage({ image }: From): boolean {
  return (
    image?.canonicalRegistry === 'docker.io' &&
    image.canonicalRepository.startsWith('library/') &&
    plain.has(image.canonicalRepository.slice('library/'.length))
  );
}
