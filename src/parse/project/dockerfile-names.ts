const lookAlikes =
  /\.(?:dockerignore|md|bak|old|orig|rej|save|swp|txt|j2|ejs|tmpl|tpl|erb|py|ts|js|go|rs|rb|java|rego|sh|ya?ml|json|toml|xml|html|lock|log|diff|patch|png|svg)$|~$/i;

/** Whether a path is a Dockerfile's by its name: `Dockerfile`, `Dockerfile.gpu`, `app.dockerfile`, `Containerfile`, `Dockerfile (1)`. */
export function isDockerfile(path: string): boolean {
  return (
    /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[^A-Za-z0-9/][^/]*)?|[^/]+\.(?:dockerfile|containerfile))$/i.test(
      path,
    ) && !lookAlikes.test(path)
  );
}

/** Whether it lies in a bundle that `pack` wrote, for Governance: a copy that nothing builds. */
export function isPackedCopy(path: string, paths: ReadonlySet<string>): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return /(?:^|\/)handover\/[^/]+\/$/.test(folder) && paths.has(`${folder}SHA256SUMS`);
}
