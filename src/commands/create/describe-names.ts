import { asWritten, knownNames } from '../../catalog/adopt/known-names.ts';
import { ownPackages } from '../../catalog/own-packages.ts';
import { misspeltSystemPackage } from '../../catalog/software/system-names.ts';
import { findRegistryPlaceholder } from '../../catalog/placeholders.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import { registrySecrets } from '../../engine/render/registry-secrets.ts';
import { misspelt, nearestWord } from '../../shared/nearest-word.ts';
import { packageName, writtenName } from '../../model/text/package-name.ts';

/** What a person is told of single answers, whichever command they are given to; nothing of what was told before. */
export function describeGiven(earlier: AnswersInput | undefined, answers: Answers): readonly string[] {
  return [
    ...describeRegistry(earlier, answers),
    ...describeContact(earlier, answers),
    ...describeGenerator(earlier, answers),
  ];
}

/** Whose program a pipeline runs where its name is none of ours; nothing where it was told before. */
function describeGenerator(earlier: AnswersInput | undefined, { generator, ci }: Answers): readonly string[] {
  const isLink = /^(?:git\+)?https:/.test(generator);
  if (ci === 'none' || isLink || earlier?.['generator'] === generator) return [];
  const own: readonly string[] = Object.values(ownPackages);
  if (own.includes(generator)) return [];
  const near = nearestWord(generator, own);
  return [
    `generator: the pipeline runs whatever is published as ${generator} on the npm registry, which is not this program${near === undefined ? '' : `: did you mean ${near}?`}`,
  ];
}

/** What the image is called where its registry ends with its name already, and what a group of GitLab alone takes; nothing where it was told before. */
function describeRegistry(earlier: AnswersInput | undefined, { registry, name }: Answers): readonly string[] {
  const isOld = earlier?.['registry'] === registry && earlier['name'] === name;
  const example = isOld ? undefined : findRegistryPlaceholder(registry);
  if (example !== undefined && !example.endsWith('/change-me'))
    return [`registry: ${example} is a name of examples, which check fails: give the one of your group`];
  if (!isOld && /^git\.ecdf\.ed\.ac\.uk\/[^/]+$/.test(registry))
    return [
      `registry: GitLab keeps images under a repository, so ${registry}/${name} is taken only where the repository is called so; else: --set registry=git.ecdf.ed.ac.uk/GROUP/PROJECT`,
    ];
  if (isOld || !registry.startsWith('ghcr.io/') || !registry.endsWith(`/${name}`)) return [];
  const short = registry.slice(0, -name.length - 1);
  if (!short.includes('/')) return [];
  return [
    `registry: the name of the image comes behind it, so that it is called ${registry}/${name}; for ${registry}: --set registry=${short}`,
  ];
}

/** What the pipeline needs that it did not before, since its forge or its registry is another one; nothing where it is as it was. */
export function describePipeline(earlier: AnswersInput | undefined, answers: Answers): readonly string[] {
  const { ci, registry } = answers;
  const secrets = registrySecrets(answers);
  if (earlier === undefined || secrets === undefined) return [];
  const isSameHost = String(earlier['registry']).split('/')[0] === registry.split('/')[0];
  if (earlier['ci'] === ci && isSameHost) return [];
  const other =
    ci === 'gitlab' && registry.startsWith('ghcr.io/')
      ? `; for a registry of GitLab in place of it: --set registry=git.ecdf.ed.ac.uk/GROUP/PROJECT`
      : ci === 'github' && !registry.startsWith('ghcr.io/')
        ? '; for that of GitHub in place of it: --set registry=ghcr.io/OWNER'
        : '';
  return [
    `${earlier['ci'] === ci ? 'registry' : 'ci'}: the pipeline of ${ci === 'gitlab' ? 'GitLab' : 'GitHub'} pushes to ${registry}, with REGISTRY_USER and REGISTRY_TOKEN, which you give it once, as ${secrets}${other}`,
  ];
}

/** An address that is none; nothing where it was told before. */
function describeContact(earlier: AnswersInput | undefined, { contact }: Answers): readonly string[] {
  if (earlier?.['contact'] === contact || !contact.includes('@') || /[^\s<>@]@[^\s<>@]+\.[^\s<>@]/.test(contact))
    return [];
  return [`contact: ${contact} has no address that mail reaches: write it as Ada Lovelace <ada@example.org>`];
}

/** Packages that came now, that no table knows, and that are nearly written as one that it knows: nothing looks names up before the build. */
export function describeNames(earlier: AnswersInput | undefined, answers: Answers, base: Base): readonly string[] {
  const known = knownNames(base.language.name);
  return [
    ...nearly(earlier, answers, 'packages', (entry) => {
      const near = misspelt(packageName(entry), known);
      return near === undefined ? undefined : asWritten(base.language.name, near);
    }),
    ...nearly(earlier, answers, 'systemPackages', misspeltSystemPackage),
  ];
}

function nearly(
  earlier: AnswersInput | undefined,
  answers: Answers,
  key: 'packages' | 'systemPackages',
  find: (entry: string) => string | undefined,
): readonly string[] {
  const before = new Set([earlier?.[key] ?? []].flat().map(String));
  return answers[key].flatMap((entry) => {
    const near = before.has(entry) ? undefined : find(entry);
    return near === undefined
      ? []
      : [
          `${key}: ${writtenName(entry)} is in no table here, and nearly written as ${near}: names are looked up by nothing before the build`,
        ];
  });
}

/** Packages that came now from a repository of git without a commit: each build takes what is newest there. */
export function describeUnfixed(earlier: AnswersInput | undefined, { packages }: Answers): readonly string[] {
  const before = new Set([earlier?.['packages'] ?? []].flat().map(String));
  return packages
    .filter((entry) => !before.has(entry) && entry.split('git+https://')[1]?.includes('@') === false)
    .map(
      (entry) =>
        `packages: ${entry} has no commit, so that each build may bring another state of it: write @ and the 40 digits of one behind it`,
    );
}
