/** Engines that a runner starts for its own job: its socket, and the service that GitLab calls `docker`. */
const ownEngine = /^(?:unix:\/\/\/(?:var\/)?run\/docker\.sock|tcp:\/\/(?:docker|localhost|127\.0\.0\.1):237[56]\/?|)$/;
/** Nothing that a repository brings lies there. */
const outsideProject =
  /^(?:\/tmp\/|\/root\/\.docker|\/kaniko\/|\$\{?(?:HOME|RUNNER_TEMP)\}?\/|%\{\{_?runner\.temp_?\}\}\/|~\/)(?!.*\.\.)/;

/**
 * Variables that decide which engine, builder or program a command of a pipeline reaches, with the values that change nothing.
 * https://docs.docker.com/reference/cli/docker/#environment-variables, https://docs.docker.com/build/building/variables/,
 * https://docs.podman.io/en/latest/markdown/podman.1.html, https://docs.gitlab.com/ci/runners/configure_runners/
 */
const settings: ReadonlyMap<string, RegExp> = new Map([
  ['BASH_ENV', /^$/],
  ['BUILDKIT_HOST', /^$/],
  ['BUILDX_BUILDER', /^$/],
  ['BUILDX_CONFIG', outsideProject],
  ['CONTAINERS_CONF', /^$/],
  ['CONTAINERS_CONF_OVERRIDE', /^$/],
  ['CONTAINERS_REGISTRIES_CONF', /^$/],
  ['CONTAINERS_STORAGE_CONF', /^$/],
  ['CONTAINER_CONNECTION', /^$/],
  ['CONTAINER_HOST', ownEngine],
  // The builder before BuildKit reads another .dockerignore.
  ['DOCKER_BUILDKIT', /^(?:1|true)$/],
  ['DOCKER_CONFIG', outsideProject],
  ['DOCKER_CONTEXT', /^default$/],
  ['DOCKER_DEFAULT_PLATFORM', /^linux\/amd64$/],
  ['DOCKER_HOST', ownEngine],
  ['GIT_CHECKOUT', /^true$/],
  ['GIT_DIR', /^$/],
  ['GIT_STRATEGY', /^(?:clone|fetch)$/],
  ['GIT_WORK_TREE', /^$/],
  ['HOME', /^$/],
  ['LD_LIBRARY_PATH', /^$/],
  ['LD_PRELOAD', /^$/],
  ['PATH', /^$/],
]);

/** Those of these variables that lead a build to another engine, builder, program or state of the project than a job has by itself, as `NAME=value`. */
export function leadingAway(variables: Readonly<Record<string, string>>): readonly string[] {
  return [...settings].flatMap(([name, same]) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined || same.test(value) ? [] : [`${name}=${value}`];
  });
}

/** The same of values that a script gives by themselves, which no command of it shows: `PATH=/tmp/bin:$PATH`. */
export function leadingAwayIn(script: string): readonly string[] {
  return [...script.matchAll(/(?:^|[\n;&|({])[ \t]*([A-Z_]{4,30})=([^\s;&|]*)/g)].flatMap(([, name = '', value = '']) =>
    leadingAway({ [name]: value.replaceAll(/["']/g, '') }),
  );
}
