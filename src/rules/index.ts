import type { Rule } from '../model/check/rule.ts';
import adoptionSettled from './adoption-settled.ts';
import acceleratorFits from './accelerator-fits.ts';
import baseImageCurrent from './base-image-current.ts';
import baseImageNotLatest from './base-image-not-latest.ts';
import baseImagePinned from './base-image-pinned.ts';
import baseImageQualified from './base-image-qualified.ts';
import baseImageWellKnown from './base-image-well-known.ts';
import buildersNamed from './builders-named.ts';
import copyNotAdd from './copy-not-add.ts';
import dataInImageAgreed from './data-in-image-agreed.ts';
import dependenciesPinned from './dependencies-pinned.ts';
import desktopNotSufficient from './desktop-not-sufficient.ts';
import dockerfileValid from './dockerfile-valid.ts';
import dockerignorePresent from './dockerignore-present.ts';
import execForm from './exec-form.ts';
import envFilePlain from './env-file-plain.ts';
import executablesNotWritable from './executables-not-writable.ts';
import filesInImage from './files-in-image.ts';
import groupedRun from './grouped-run.ts';
import hfHomeUnderSafeData from './hf-home-under-safe-data.ts';
import imageComplete from './image-complete.ts';
import importsInstalled from './imports-installed.ts';
import interactivePortExposed from './interactive-port-exposed.ts';
import interactiveServerAuthenticated from './interactive-server-authenticated.ts';
import kubernetesJobPolicy from './kubernetes-job-policy.ts';
import licencesAllowed from './licences-allowed.ts';
import minimalFinalStage from './minimal-final-stage.ts';
import modelsStaged from './models-staged.ts';
import noConflictMarkers from './no-conflict-markers.ts';
import noDataFiles from './no-data-files.ts';
import noFixedUid from './no-fixed-uid.ts';
import noLicenceServer from './no-licence-server.ts';
import noRuntimeDownload from './no-runtime-download.ts';
import noSecrets from './no-secrets.ts';
import noMaintainer from './no-maintainer.ts';
import noRecommends from './no-recommends.ts';
import nonRootUser from './non-root-user.ts';
import nothingInHome from './nothing-in-home.ts';
import offlineVariablesSet from './offline-variables-set.ts';
import outputsInSafeDirectories from './outputs-in-safe-directories.ts';
import packageListsRemoved from './package-lists-removed.ts';
import pagesSelfContained from './pages-self-contained.ts';
import platformAmd64 from './platform-amd64.ts';
import projectNamed from './project-named.ts';
import purposeApproved from './purpose-approved.ts';
import registryPullable from './registry-pullable.ts';
import runOptionsBounded from './run-options-bounded.ts';
import sendsNothing from './sends-nothing.ts';
import singlePurpose from './single-purpose.ts';
import softwareAgreed from './software-agreed.ts';
import startsByAbsolutePath from './starts-by-absolute-path.ts';
import startsWithoutInteraction from './starts-without-interaction.ts';
import tempOnScratch from './temp-on-scratch.ts';
import treDirectoriesDeclared from './tre-directories-declared.ts';
import treDirectoriesEmpty from './tre-directories-empty.ts';
import uniqueImageTag from './unique-image-tag.ts';
import workflowActionsPinned from './workflow-actions-pinned.ts';
import workflowKnownBadActions from './workflow-known-bad-actions.ts';
import workflowLintsDockerfile from './workflow-lints-dockerfile.ts';
import workflowScansDockerfile from './workflow-scans-dockerfile.ts';
import workflowScansImageBeforePush from './workflow-scans-image-before-push.ts';

/** Every rule, by group in the order of the documentation, then by importance. */
export const rules: readonly Rule[] = [
  baseImageWellKnown,
  baseImageQualified,
  baseImagePinned,
  baseImageNotLatest,
  baseImageCurrent,
  treDirectoriesDeclared,
  treDirectoriesEmpty,
  noDataFiles,
  tempOnScratch,
  outputsInSafeDirectories,
  singlePurpose,
  dependenciesPinned,
  importsInstalled,
  acceleratorFits,
  noRuntimeDownload,
  sendsNothing,
  noLicenceServer,
  offlineVariablesSet,
  hfHomeUnderSafeData,
  modelsStaged,
  pagesSelfContained,
  imageComplete,
  filesInImage,
  startsWithoutInteraction,
  startsByAbsolutePath,
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
  noRecommends,
  minimalFinalStage,
  dockerfileValid,
  noMaintainer,
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
  envFilePlain,
  runOptionsBounded,
  projectNamed,
  adoptionSettled,
  softwareAgreed,
  desktopNotSufficient,
  buildersNamed,
  purposeApproved,
  dataInImageAgreed,
  licencesAllowed,
];
