import { tellNote } from '../../report/terminal/tell-note.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { tre } from '../../catalog/tre.ts';
import { applyEdits, holdTogether, judgePlace, keyOf, listEdits } from '../../engine/pin/plan-pins.ts';
import { openRegistries } from '../../io/registry/open-registries.ts';
import { type CommandCode, endWith, type Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { PinEntry, PinMode } from '../../model/pin/pin.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatPinJson } from '../../report/pin/pin-json.ts';
import { formatPinText, type PinResult } from '../../report/pin/pin-text.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { describeFailures } from '../check/describe-failures.ts';
import { projectsOf, renewAfterWrite } from '../check/renew-after-write.ts';
import { lookUpReferences, type LookUp } from './look-up-references.ts';
import { openPinTarget, recoverPinTarget, type PinTarget } from './open-pin-target.ts';
import type { pinDefinition, PinInvocation } from './pin-definition.ts';

/** What a run of `pin` came to, and what it could not find out. */
interface Pinned extends PinResult {
  readonly problems: readonly Problem[];
}

/**
 * Pins, checks or updates the images and actions of projects. What could be found out is written even where something else could
 * not: then the report ends in a UserError. Exit code 1: `--check` found something.
 */
export const pinCommand: CommandCode<typeof pinDefinition, Pinned> = {
  run: async (invocation, environment) => {
    const how = readFlags(invocation, chooseTargets(invocation.targets, environment, 'dockerfiles'));
    for (const target of how.targets) await recoverPinTarget(target, how.isWriting, environment);
    const targets = withoutDoubles(await Promise.all(how.targets.map((target) => openPinTarget(target, environment))));
    const places = targets.flatMap(({ files }) => files.flatMap((file) => file.places));
    const lookUp = describeLookUp(how, targets, environment);
    const { answers, unanswered, asked } = await lookUpReferences(places, lookUp);
    const entries = holdTogether(
      places.map((place) => judgePlace(place, answers.get(keyOf(place, how.mode, lookUp.proxies) ?? ''), how.mode)),
    );
    const changes = targets
      .map((target) => ({ target, plan: planTarget(target, entries) }))
      .filter(({ plan }) => plan.length > 0);
    if (how.isWriting) for (const { target, plan } of changes) await target.project.apply(plan);
    if (how.isWriting) await renewChecklists(changes, environment);
    const written = changes.length === 0 ? 'nothing to write' : how.isWriting ? 'yes' : 'dry-run';
    return { mode: how.mode, written, entries, problems: describeFailures(unanswered, asked) };
  },
  print: ({ problems, ...result }, { flags, targets }, { terminal, program }) => {
    const [folder, ...others] = targets;
    const place = (text: string): string =>
      spellCommands(folder === undefined || others.length > 0 ? text : nameFolder(text, folder), program);
    terminal.out(
      flags['json'] === true
        ? formatPinJson(result, problems)
        : fitLines(place(formatPinText(result, terminal.colour)), terminal.wrapAt),
    );
    return endWith(problems, result.entries.some((entry) => isFound(entry, result.mode)) ? 1 : 0);
  },
};

/** What `--check` is asked to find: what is not pinned, what has moved, and what cannot be read, of which nothing says that it is pinned. */
function isFound({ place, outcome }: PinEntry, mode: PinMode): boolean {
  if (outcome === 'unpinned' || outcome === 'moved') return true;
  return mode === 'check' && place.kind === 'open' && place.isOwn !== true;
}

interface How {
  readonly mode: PinMode;
  readonly isWriting: boolean;
  readonly platform: string | undefined;
  readonly targets: readonly string[];
}

function readFlags({ flags }: PinInvocation, targets: readonly string[]): How {
  const { check, update, platform } = flags;
  if (check === true && update === true)
    throw new UserError({
      what: '--check and --update exclude each other',
      why: '--check only tells, --update writes.',
      fix: 'give one of them; pin --update --dry-run shows what an update would change',
    });
  if (platform !== undefined && !/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform))
    throw new UserError({
      what: `"${platform}" is no platform`,
      where: '--platform',
      fix: `write OS/ARCHITECTURE, e.g. --platform ${tre.platform}`,
    });
  const mode = check === true ? 'check' : update === true ? 'update' : 'pin';
  return {
    mode,
    isWriting: mode !== 'check' && flags['dry-run'] !== true,
    platform,
    targets,
  };
}

function describeLookUp(
  { mode, platform }: How,
  targets: readonly PinTarget[],
  { variables, terminal }: Environment,
): LookUp {
  const proxies = [tre.imageProxy.host, ...targets.map(({ own }) => own.proxy)].filter((host) => host !== undefined);
  return {
    mode,
    variables,
    platform: platform ?? tre.platform,
    verifiesPlatform: platform !== undefined,
    registries: openRegistries(variables, { tell: (sentence) => tellNote(sentence, { terminal }) }),
    proxies: new Map(proxies.map((host) => [host, tre.imageProxy.registry])),
    own: new Set(targets.map(({ own }) => own.name).filter((name) => name !== undefined)),
  };
}

/** A file that two targets name is taken once. */
function withoutDoubles(targets: readonly PinTarget[]): readonly PinTarget[] {
  const seen = new Set<string>();
  return targets.map((target) => ({
    ...target,
    files: target.files.filter(({ path }) => {
      const place = `${target.project.root}/${path}`;
      return !seen.has(place) && seen.add(place);
    }),
  }));
}

/** The digest and its line are evidence in the checklist of a project. */
async function renewChecklists(
  changes: readonly { readonly target: PinTarget; readonly plan: Plan }[],
  environment: Environment,
): Promise<void> {
  const folders = changes.flatMap(({ target, plan }) =>
    projectsOf(
      target.project.root,
      plan.map(({ path }) => path),
    ),
  );
  for (const folder of new Set(folders))
    for (const line of (await renewAfterWrite(folder, environment)).notes) tellNote(line, environment);
}

function planTarget({ files }: PinTarget, entries: readonly PinEntry[]): Plan {
  return files.flatMap(({ path, label, entry }) => {
    const edits = listEdits(entries, label);
    const next = { ...entry, text: applyEdits(entry.text, edits) };
    return edits.length === 0
      ? []
      : [
          {
            path,
            action: 'update',
            reason: 'images and actions are pinned',
            ownership: 'shared',
            current: entry,
            next,
          },
        ];
  });
}
