/** Programs that install from conda's channels, and have its words. */
export const condaPrograms: ReadonlySet<string> = new Set(['conda', 'mamba', 'micromamba']);

/** Programs that build, tag, push and log in with the words of docker. All but buildah also run images. */
export const containerPrograms: ReadonlySet<string> = new Set(['buildah', 'docker', 'nerdctl', 'podman']);

/** Package managers of distributions. */
export const systemManagers: ReadonlySet<string> = new Set([
  'apk',
  'apt',
  'apt-get',
  'aptitude',
  'dnf',
  'microdnf',
  'tdnf',
  'yum',
  'zypper',
]);
