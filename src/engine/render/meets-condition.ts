import type { Base, BaseCondition } from '../../model/render/base.ts';

/** Whether every property that a condition names is true of a base. */
export function meetsCondition(base: Base, condition: BaseCondition = {}): boolean {
  const { language, kind, gpu, packageTool, holds, staysRoot } = condition;
  return (
    (language === undefined || language === base.language.name) &&
    (kind === undefined || kind === base.kind) &&
    (gpu === undefined || gpu === base.gpu) &&
    (packageTool === undefined || packageTool.includes(base.packageTool)) &&
    (holds === undefined || base.holds.includes(holds)) &&
    (staysRoot === undefined || staysRoot === (base.staysRoot === true))
  );
}
