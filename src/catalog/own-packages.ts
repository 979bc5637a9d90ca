/**
 * Names of this program's packages on the npm registry. `generator` is for Yeoman and brings Yeoman's packages with it; `checker` is the command
 * line alone, from the same sources and of the same version, without any dependency: what pipelines and hooks install.
 */
export const ownPackages = { generator: 'generator-tre-container', checker: 'tre-container' } as const;
