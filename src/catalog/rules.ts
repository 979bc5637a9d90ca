import type { Rule } from '../model/rule.ts';
import baseImageNotLatest from './rules/base-image-not-latest.ts';
import baseImagePinned from './rules/base-image-pinned.ts';
import baseImageQualified from './rules/base-image-qualified.ts';
import hfHomeUnderSafeData from './rules/hf-home-under-safe-data.ts';
import noFixedUid from './rules/no-fixed-uid.ts';
import nonRootUser from './rules/non-root-user.ts';
import offlineVariablesSet from './rules/offline-variables-set.ts';
import tempOnScratch from './rules/temp-on-scratch.ts';
import treDirectoriesDeclared from './rules/tre-directories-declared.ts';

/** Every rule, by group in the order of the documentation, then by importance. */
export const rules: readonly Rule[] = [
  baseImageQualified,
  baseImagePinned,
  baseImageNotLatest,
  treDirectoriesDeclared,
  tempOnScratch,
  offlineVariablesSet,
  hfHomeUnderSafeData,
  nonRootUser,
  noFixedUid,
];
