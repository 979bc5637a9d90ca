import type { HandoverSummary } from '../../model/handover/summary.ts';
import { joinLines } from '../terminal/join-lines.ts';

/** The digests of a bundle for `verify.sh`: one word and one value a line. A value that is not known is left out. */
export function formatDigests({ image, base }: HandoverSummary): string {
  const lines = [
    ['config', image.configDigest],
    ['image', image.reference],
    ['manifest', image.manifestDigest],
    ['base', base.reference],
    ['base-config', base.configDigest],
  ] as const;
  return joinLines(
    lines.filter(([, value]) => /^[A-Za-z0-9][\w./:@-]*$/.test(value)).map(([what, value]) => `${what} ${value}`),
  );
}
