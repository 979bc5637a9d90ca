import type { ProgramFacts } from '../../model/programs/program-facts.ts';

/** Calls of R that install, and those that a list of packages is put together with. */
const installing =
  /(?:^|::)(?:install\.packages|install_(?:bioc|bitbucket|cran|git|github|gitlab|local|url|version)|pkg_install|p_install)$|^BiocManager::install$|^renv::(?:install|restore)$/;
const beside =
  /^(?:c|list|library|require|requireNamespace|loadNamespace|options|Sys\.setenv|Sys\.getenv|getOption|print|message|cat|paste0?|if|for|setdiff|unlist|installed\.packages|rownames|is\.element|lapply|sapply|invisible|suppress\w+|nchar|length|update\.packages|getRepos|system\.file|quit|q|stop|startsWith|endsWith|grepl|nzchar|g?sub|max|min|Filter|is\.null|BiocManager::(?:repositories|version)|(?:parallel::)?detectCores)$/;
/** Commands that fetch, and those that unpack and look after what was fetched. */
const fetching: ReadonlySet<string> = new Set([
  'aria2c',
  'azcopy',
  'curl',
  'fasterq-dump',
  'gdown',
  'gsutil',
  'kaggle',
  'prefetch',
  's3cmd',
  'wget',
  'zenodo_get',
]);
const unpacking =
  /^(?:\[|\[\[|test|echo|printf|true|false|set|exit|cd|pushd|popd|mkdir|rm|mv|ls|cat|export|tar|unzip|gunzip|gzip|bunzip2|xz|7z|md5sum|sha1sum|sha256sum|sleep|date|dirname|basename|pwd|readlink|realpath|chmod|read|local|shift)$/;

/**
 * Whether a script does nothing but bring what others need: it installs packages, or downloads files and unpacks them. It is run where there is
 * a network, before the image is built or the data is staged, and is no program that somebody starts in the TRE.
 */
export function onlyPrepares({ language, calls, commands, imports }: ProgramFacts): boolean {
  if (language === 'r')
    return (
      commands.length === 0 &&
      calls.some(({ callee }) => installing.test(callee)) &&
      calls.every(({ callee }) => installing.test(callee) || beside.test(callee))
    );
  return (
    language === 'shell' &&
    imports.length === 0 &&
    commands.some(({ program }) => fetching.has(program)) &&
    commands.every(({ program }) => fetching.has(program) || unpacking.test(program))
  );
}
