import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { findDependencies, type Subject } from './find-dependencies.ts';

/** A list of Python's packages that the build reads and nobody could look into may name anything; nothing where each was read. */
export function judgeAbsentList(subject: Subject): Verdict | undefined {
  const absent = findDependencies(subject).missing.find(
    ({ path }) => !/(?:^|\/)(?:Manifest|Project)\.toml$/.test(path),
  );
  return absent === undefined
    ? undefined
    : unknown(`what ${absent.path} names could not be looked at, and with it what is built for a GPU`, absent.location);
}
