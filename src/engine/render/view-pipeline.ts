import type { Answers } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import type { ForcedFinding } from '../../model/render/forced-finding.ts';
import type { PinnedAction, PinnedImage, PinnedPackage, PipelineTools } from '../../model/check/pinned.ts';
import { placeFiles } from '../delivery/place-files.ts';
import { viewChecker } from '../delivery/view-checker.ts';
import type { PipelineView, PrintedAction, PrintedWaiver } from '../../model/render/view-pipeline.ts';

import { meetsCondition } from './meets-condition.ts';
import { registrySecrets } from './registry-secrets.ts';

/** The parts of the catalogue that pipelines print, and this generator's version. */
export interface PipelineSources {
  readonly tools: PipelineTools;
  readonly forcedFindings: readonly ForcedFinding[];
  /** Version of this generator. */
  readonly version: string;
  /** Folder of the project from the root of its repository; empty at the root. */
  readonly folder: string;
  /** Folder that the image is built from, in the same form; absent: the project's. */
  readonly context?: string;
}

/** Makes every decision that the pipeline, the hooks and the ignore files print. Pure. */
export function buildPipelineView(
  answers: Answers,
  base: Base,
  { tools, forcedFindings, version, folder, context = folder }: PipelineSources,
): PipelineView {
  const waivers = (tool: ForcedFinding['tool']): PrintedWaiver[] =>
    [...base.forced, ...forcedFindings]
      .filter((forced) => forced.tool === tool && applies(forced, base, answers))
      .map(({ id, reason, since }) => ({ id, reason, date: since }));
  const [hadolintWaivers, trivyWaivers, ruleWaivers] = [waivers('hadolint'), waivers('trivy'), waivers('check')];
  const { startsOn, pipeline = '', rootFiles } = placeFiles(answers, folder, context);
  return {
    image: `${answers.registry}/${answers.name}`,
    onGhcr: answers.registry.startsWith('ghcr.io/'),
    ...viewSecrets(answers),
    onGitHub: answers.ci === 'github',
    largeImage: base.gpu,
    checker: viewChecker(answers.generator, version),
    workflowName: folder === '' ? 'container' : `container-${answers.name}`,
    folder,
    inFolder: folder !== '',
    someStartsOn: startsOn.length > 0,
    startsOn,
    copied: folder === '' ? '/project' : `/project/${folder}`,
    reports: folder === '' ? 'reports/' : `${folder}/reports/`,
    handover: folder === '' ? 'handover/' : `${folder}/handover/`,
    path: pipeline,
    fromAbove: context !== folder,
    includedAs: `${folder}/gitlab-ci.yml`,
    startsOnAny: context === '' ? '**/*' : `${context}/**/*`,
    rootFiles,
    upgradeJob: answers.upgradeCheck && folder === '',
    offersUpgradeJob: answers.ci !== 'none' && !answers.upgradeCheck && folder === '',
    hadolintPackage: printPackage(tools.hadolintPackage),
    preCommitHooks: printPackage(tools.preCommitHooks),
    checkout: printAction(tools.checkout),
    uploadArtifact: printAction(tools.uploadArtifact),
    downloadArtifact: printAction(tools.downloadArtifact),
    hadolint: tools.hadolint,
    trivy: tools.trivy,
    dockerImage: printImage(tools.docker),
    nodeImage: printImage(tools.node),
    someHadolintWaivers: hadolintWaivers.length > 0,
    hadolintWaivers,
    someTrivyWaivers: trivyWaivers.length > 0,
    trivyWaivers,
    someRuleWaivers: ruleWaivers.length > 0,
    ruleWaivers,
  };
}

function viewSecrets(answers: Answers): Pick<PipelineView, 'needsSecrets' | 'secrets'> {
  const secrets = registrySecrets(answers);
  return { needsSecrets: secrets !== undefined, secrets: secrets ?? '' };
}

const applies = (forced: ForcedFinding, base: Base, answers: Answers): boolean =>
  meetsCondition(base, forced.when) && (forced.whenSystemPackages !== true || answers.systemPackages.length > 0);

const printAction = ({ action, commit, version }: PinnedAction): PrintedAction => ({
  uses: `${action}@${commit}`,
  version,
});
const printImage = ({ reference, digest }: PinnedImage): string => `${reference}@${digest}`;
const printPackage = ({ name, version }: PinnedPackage): string => `${name}==${version}`;
