import type { Finding } from '../../../model/check/rule.ts';
import type { AtlasEntry, Setting } from '../../../model/atlas/atlas-entry.ts';
import type { Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { describeLate, findSet } from './set-in-time.ts';

/** The switches without which a library asks the network, and the values that it takes. */
export function switchesOf({
  settings = [],
  triggers,
}: AtlasEntry): readonly { readonly setting: Setting; readonly is: RegExp }[] {
  return settings
    .filter(({ kind, needed }) => kind === 'switch' && needed === true)
    .map((setting) => {
      const conditions = triggers.flatMap(({ unless = [] }) => unless);
      const own = conditions.find((each) => 'variable' in each && each.variable === setting.name);
      const written = new RegExp(setting.value.replaceAll(/[^\w]/g, String.raw`\$&`), 'i');
      return { setting, is: own !== undefined && 'variable' in own ? own.is : written };
    });
}

/** The value that the programs see: the image's, a script's on the way, or what a program sets before the import that reads it. */
export function valueOf(
  name: string,
  image: FinalImage,
  { path }: DockerfileFacts,
  { reach: reaches, atlas = [] }: ProjectFacts,
): { readonly value: string; readonly location: Location; readonly open?: string } | undefined {
  const setting = image.environment.get(name);
  if (setting !== undefined) {
    const location = { file: path, line: setting.instruction.line };
    const open = setting.unresolved.length > 0 ? { open: setting.unresolved.join(', ') } : {};
    return { value: setting.value, location, ...open };
  }
  const reach = reaches.get(path);
  if (reach === undefined) return undefined;
  for (const { program, environment, startedWith = environment, class: kind } of reach.programs) {
    const value = kind === 'built' ? undefined : startedWith.get(name);
    const line = program.variables.find((each) => each.name === name)?.line ?? 1;
    if (value !== undefined) return { value, location: { file: program.path, line } };
  }
  const set = findSet(name, reach, false, atlas).inTime;
  const value = set === undefined ? undefined : textOf(set.value);
  return set === undefined || value === undefined ? undefined : { value, location: { file: set.path, line: set.line } };
}

/** How a program sets a variable without an effect, where one does. */
export function lateOf(
  name: string,
  { path }: DockerfileFacts,
  { reach, atlas = [] }: ProjectFacts,
): string | undefined {
  const reached = reach.get(path);
  const late = reached === undefined ? undefined : findSet(name, reached, false, atlas).late;
  return late === undefined ? undefined : describeLate(late);
}

/** datasets goes by HF_HUB_OFFLINE only where its own variable is not set (its config.py). */
export function findDatasetsOnline({ environment }: FinalImage, file: string): readonly Finding[] {
  const own = environment.get('HF_DATASETS_OFFLINE');
  return own === undefined || /^(?:1|on|true|yes)$/i.test(own.value)
    ? []
    : [
        {
          message: `HF_DATASETS_OFFLINE is "${own.value}", which leaves datasets online whatever HF_HUB_OFFLINE says`,
          location: { file, line: own.instruction.line },
          fix: 'leave HF_DATASETS_OFFLINE out: datasets then goes by HF_HUB_OFFLINE',
        },
      ];
}
