import type { Rule } from '../model/rule.ts';
import baseImageNotLatest from './rules/base-image-not-latest.ts';
import baseImagePinned from './rules/base-image-pinned.ts';
import baseImageQualified from './rules/base-image-qualified.ts';
import baseImageWellKnown from './rules/base-image-well-known.ts';
import buildersNamed from './rules/builders-named.ts';
import copyNotAdd from './rules/copy-not-add.ts';
import dataInImageAgreed from './rules/data-in-image-agreed.ts';
import dependenciesPinned from './rules/dependencies-pinned.ts';
import desktopNotSufficient from './rules/desktop-not-sufficient.ts';
import dockerfileValid from './rules/dockerfile-valid.ts';
import dockerignorePresent from './rules/dockerignore-present.ts';
import execForm from './rules/exec-form.ts';
import executablesNotWritable from './rules/executables-not-writable.ts';
import groupedRun from './rules/grouped-run.ts';
import hfHomeUnderSafeData from './rules/hf-home-under-safe-data.ts';
import interactivePortExposed from './rules/interactive-port-exposed.ts';
import interactiveServerAuthenticated from './rules/interactive-server-authenticated.ts';
import kubernetesJobPolicy from './rules/kubernetes-job-policy.ts';
import licencesAllowed from './rules/licences-allowed.ts';
import minimalFinalStage from './rules/minimal-final-stage.ts';
import modelsStaged from './rules/models-staged.ts';
import noConflictMarkers from './rules/no-conflict-markers.ts';
import noDataFiles from './rules/no-data-files.ts';
import noFixedUid from './rules/no-fixed-uid.ts';
import noLicenceServer from './rules/no-licence-server.ts';
import noRuntimeDownload from './rules/no-runtime-download.ts';
import noSecrets from './rules/no-secrets.ts';
import nonRootUser from './rules/non-root-user.ts';
import nothingInHome from './rules/nothing-in-home.ts';
import offlineVariablesSet from './rules/offline-variables-set.ts';
import outputsInSafeDirectories from './rules/outputs-in-safe-directories.ts';
import packageListsRemoved from './rules/package-lists-removed.ts';
import platformAmd64 from './rules/platform-amd64.ts';
import projectNamed from './rules/project-named.ts';
import purposeApproved from './rules/purpose-approved.ts';
import registryPullable from './rules/registry-pullable.ts';
import singlePurpose from './rules/single-purpose.ts';
import softwareAgreed from './rules/software-agreed.ts';
import startsWithoutInteraction from './rules/starts-without-interaction.ts';
import tempOnScratch from './rules/temp-on-scratch.ts';
import treDirectoriesDeclared from './rules/tre-directories-declared.ts';
import treDirectoriesEmpty from './rules/tre-directories-empty.ts';
import uniqueImageTag from './rules/unique-image-tag.ts';
import workflowActionsPinned from './rules/workflow-actions-pinned.ts';
import workflowKnownBadActions from './rules/workflow-known-bad-actions.ts';
import workflowLintsDockerfile from './rules/workflow-lints-dockerfile.ts';
import workflowScansDockerfile from './rules/workflow-scans-dockerfile.ts';
import workflowScansImageBeforePush from './rules/workflow-scans-image-before-push.ts';

/** Every rule, by group in the order of the documentation, then by importance. */
export const rules: readonly Rule[] = [
  baseImageWellKnown,
  baseImageQualified,
  baseImagePinned,
  baseImageNotLatest,
  treDirectoriesDeclared,
  treDirectoriesEmpty,
  noDataFiles,
  tempOnScratch,
  outputsInSafeDirectories,
  singlePurpose,
  dependenciesPinned,
  noRuntimeDownload,
  noLicenceServer,
  offlineVariablesSet,
  hfHomeUnderSafeData,
  modelsStaged,
  startsWithoutInteraction,
  interactivePortExposed,
  interactiveServerAuthenticated,
  execForm,
  nonRootUser,
  noFixedUid,
  executablesNotWritable,
  nothingInHome,
  noSecrets,
  copyNotAdd,
  groupedRun,
  packageListsRemoved,
  minimalFinalStage,
  dockerfileValid,
  noConflictMarkers,
  dockerignorePresent,
  platformAmd64,
  registryPullable,
  uniqueImageTag,
  workflowLintsDockerfile,
  workflowScansDockerfile,
  workflowScansImageBeforePush,
  workflowActionsPinned,
  workflowKnownBadActions,
  kubernetesJobPolicy,
  projectNamed,
  softwareAgreed,
  desktopNotSufficient,
  buildersNamed,
  purposeApproved,
  dataInImageAgreed,
  licencesAllowed,
];
