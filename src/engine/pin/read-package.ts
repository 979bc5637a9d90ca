import { isMap, isScalar, type LineCounter, type Scalar } from 'yaml';
import type { PackagePlace } from '../../model/pin/pin.ts';

const named = /^npm:((?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*)@(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/;

/**
 * The package that a pipeline of ours installs: `CHECKER_INTEGRITY` beside the `CHECKER` whose checksum it holds, as `CHECKER#sha512-...`. A checksum of
 * another version is none. Nothing for a checker that is no package of a registry.
 */
export function readPackage(
  file: string,
  scalar: Scalar,
  path: readonly unknown[],
  lines: LineCounter,
): PackagePlace | undefined {
  const map = path.findLast((node) => isMap(node));
  const source = isMap(map) ? map.get('CHECKER') : undefined;
  const [, name, version] = typeof source === 'string' ? (named.exec(source) ?? []) : [];
  const [start, end] = scalar.range ?? [0, 0];
  if (typeof source !== 'string' || name === undefined || version === undefined || !isScalar(scalar)) return undefined;
  const held = /^(.*)#(sha512-[A-Za-z0-9+/]{86}==)$/.exec(String(scalar.value));
  return {
    kind: 'package',
    file,
    line: lines.linePos(start).line,
    text: source,
    name,
    version,
    ...(held?.[1] === source && held[2] !== undefined ? { integrity: held[2] } : {}),
    valueAt: { start, end },
  };
}
