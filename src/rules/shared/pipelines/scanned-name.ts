import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { repositoryOf, tagsOf } from '../../../parse/pipelines/pushes/image-names.ts';
import { containerPrograms } from '../../../parse/shell/vocabulary.ts';

/** Options of Trivy that take no value, so that the word behind one may be the image. */
const alone = new Set(
  (
    '--list-all-pkgs --ignore-unfixed --skip-db-update --skip-java-db-update --quiet -q --no-progress --debug -d --offline-scan --insecure --clear-cache ' +
    '--include-dev-deps --include-non-failures --removed-pkgs --show-suppressed --dependency-tree --license-full --disable-telemetry --skip-version-check ' +
    '--skip-policy-update --skip-check-update --skip-vex-repo-update --light --reset --version'
  ).split(' '),
);

/** The image that a command scans; nothing where it names none, as with `--input image.tar`. */
export function scannedBy({ program, words }: ShellCommand): string | undefined {
  const verbs: Readonly<Record<string, number>> = { grype: 0, docker: words[1] === 'scout' ? 2 : -1, snyk: 2 };
  const trivy = program === 'trivy' ? 0 : words.findIndex((word) => /\/trivy(?::|@|$)/.test(word));
  const start =
    trivy >= 0 ? words.findIndex((word, at) => at > trivy && /^(?:image|i)$/.test(word)) : (verbs[program] ?? -1);
  if (start < 0) return undefined;
  const rest = words.slice(start + 1);
  const found = rest.find((word, at) => !word.startsWith('-') && isFree(rest[at - 1] ?? ''));
  return found?.replace(/^(?:docker|podman|registry):(?!\/\/)/, '');
}

const isFree = (before: string): boolean => !before.startsWith('-') || before.includes('=') || alone.has(before);

/** A name with another one that it is given: `docker tag`, several names of one build. */
function namesTogether({ commands, inputs, uses }: PipelineStep): readonly (readonly string[])[] {
  const together = commands.flatMap(({ program, words }) => {
    if (!containerPrograms.has(program)) return [];
    const at = words.indexOf('tag');
    if (at > 0 && at < 3) return [words.slice(at + 1, at + 3)];
    return words.includes('build') || words.includes('bud') ? [tagsOf(words)] : [];
  });
  const isAction = uses?.action === 'docker/build-push-action';
  return isAction ? [...together, (inputs['tags'] ?? '').split(/[\s,]+/)] : together;
}

/**
 * Whether a scan of one name looks at another image than the one that is pushed under `pushed`: one that nothing before it, up to the step `at`, has given
 * a name. Where names are not known, that is not said.
 */
export function isOfAnother(scanned: string, pushed: string, { steps: all }: PipelineFacts, at: number): boolean {
  const steps = all.slice(0, at + 1);
  const [theirs, ours] = [repositoryOf(scanned), repositoryOf(pushed)];
  // A variable of the shell by itself is another name unless something here gives it to an image; what else holds a variable may be the same.
  const isOpen = /[$%]/.test(theirs) ? !/^[$%]\{?\w+\}?$/.test(theirs) : /[$%]/.test(ours);
  if (isOpen || theirs === ours || pushed.startsWith(scanned) || theirs.includes('@')) return false;
  // Two names of one image; and what one build makes another of the same files makes too.
  const names = new Set(steps.flatMap(namesTogether).flat().map(repositoryOf));
  return names.size > 0 && !names.has(theirs) && !steps.some(makesUnseen);
}

/** An image that is made here by what names it elsewhere. */
function makesUnseen({ commands, uses }: PipelineStep): boolean {
  return (
    /bake|compose|kaniko|buildah|build-push|docker-build/.test(
      uses?.action === 'docker/build-push-action' ? '' : (uses?.action ?? ''),
    ) ||
    commands.some(
      ({ program, words }) =>
        /^(?:docker-compose|podman-compose|pack|nix|bazel|make|gmake|just|task|invoke|tox|nox|.*\.sh)$/.test(program) ||
        words.includes('compose') ||
        words.includes('bake') ||
        words.includes('load'),
    )
  );
}
