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
  ['TRIVY_CACHE_DIR', /^(?:\.trivycache\/?|\/tmp\/[\w./-]*)$/],
  ['TRIVY_CONFIG', /^\/dev\/null$/],
  ['TRIVY_OUTPUT', /^$/],
]);

/** Further ones, of shells, of git, of Node and of what keeps state, which nobody has to set there: whatever their value is. */
const others =
  /^(?:BASH_FUNC_.*|BASHOPTS|SHELLOPTS|PS[0-4]|IFS|LD_\w+|GIT_(?:ALTERNATE|ASKPASS|ATTR|CONFIG|EDITOR|EXEC|EXTERNAL|INDEX|OBJECT|PAGER|PROXY|SSH|TEMPLATE|TRACE)\w*|EXPERIMENTAL_BUILDKIT_\w+|NODE_OPTIONS|NODE_PATH|npm_config_\w+|NPM_CONFIG_\w+|XDG_\w+|CURL_HOME|SSLKEYLOGFILE|PROMPT_COMMAND)$/;

/** Those of these variables that lead a build to another engine, builder, program or state of the project than a job has by itself, as `NAME=value`. */
export function leadingAway(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const isSame = settings.get(name)?.test(value) ?? !others.test(name);
    return isSame ? [] : [`${name}=${value}`];
  });
}

/**
 * What a script does with variables that no command of it shows, and that may lead what comes after away: `PATH=/tmp/bin:$PATH`, `for PATH in`, a value
 * that a shell evaluates (`$((x))`, `${x@P}`).
 */
export function leadingAwayIn(script: string): readonly string[] {
  const evaluated = /\$\(\(|\$\[|(?:^|[\n;&|])[ \t]*\(\(|@[PAE]\}|\$\{!/.exec(script) ?? compared.exec(script);
  return [
    ...[...script.matchAll(/(?:^|[\n;&|({])[ \t]*([A-Za-z_][A-Za-z0-9_]{1,40})=([^\s;&|]*)/g)].flatMap(
      ([, name = '', value = '']) => leadingAway({ [name]: value.replaceAll(/["']/g, '') }),
    ),
    ...[...script.matchAll(/\bfor[ \t]+([A-Z_]{2,40})[ \t]+in\b/g)].flatMap(([written, name = '']) =>
      leadingAway({ [name]: '%' }).length > 0 ? [written] : [],
    ),
    ...(evaluated?.slice(0, 1) ?? []),
  ];
}

/** A comparison of numbers, in which bash evaluates the names that it finds. */
const compared = /(?<!\[)\[\[ [^[\]\n]{1,200} -(?:eq|ne|[lg][te]) /;
