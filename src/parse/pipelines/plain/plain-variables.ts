/** Words of a text as a set. */
export function listOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Beginnings of names that a shell, an engine or a scanner reads by itself. */
const read =
  /^(?:BASH|BUILDAH|BUILDKIT|BUILDX|CHECKOV|COMPOSE|CONTAINER|CONTAINERS|DOCKER|GIT|GLOBIGNORE|GRYPE|HADOLINT|IFS|KICS|LD|LOG_LEVEL|NODE_OPTIONS|PATH|PODMAN|PROMPT_COMMAND|PS4|SHELLOPTS|SNYK|TRIVY|TRIVYIGNORE)(?:$|_)|^(?:ENV|NODE_OPTIONS)$/;

/** Those of them that change nothing of what is built, looked at and sent. */
const harmless = listOf(`
  BUILDKIT_PROGRESS DOCKER_BUILDKIT DOCKER_CERT_PATH DOCKER_CLI_EXPERIMENTAL DOCKER_CONFIG DOCKER_DRIVER DOCKER_HOST DOCKER_IMAGE DOCKER_PASSWORD
  DOCKER_REGISTRY DOCKER_REPOSITORY DOCKER_TAG DOCKER_TLS_CERTDIR DOCKER_TLS_VERIFY DOCKER_USERNAME DOCKER_TOKEN
  HADOLINT_SHA256 HADOLINT_URL HADOLINT_VERSION SNYK_TOKEN
  TRIVY_CACHE_DIR TRIVY_DB_REPOSITORY TRIVY_DISABLE_TELEMETRY TRIVY_IGNOREFILE TRIVY_JAVA_DB_REPOSITORY TRIVY_NO_PROGRESS TRIVY_PASSWORD TRIVY_QUIET
  TRIVY_SHA256 TRIVY_SKIP_CHECK_UPDATE TRIVY_SKIP_VERSION_CHECK TRIVY_TIMEOUT TRIVY_URL TRIVY_USERNAME TRIVY_VERSION GIT_DEPTH GIT_SUBMODULE_STRATEGY
  CONTAINER_NAME CONTAINER_IMAGE CONTAINER_REGISTRY`);

/** Whether a variable, where it is set, leaves programs what they are: nobody reads it by itself, or what it says is known to change nothing. */
export function plainVariable(name: string, value: string): boolean {
  if (!read.test(name)) return true;
  if (name === 'PATH') return /:\$\{?PATH\}?$/.test(value);
  // No file of settings at all.
  if (name === 'TRIVY_CONFIG' || name === 'TRIVY_SECRET_CONFIG') return /^\/(?:dev\/null|nonexistent)$/.test(value);
  return harmless.has(name);
}
