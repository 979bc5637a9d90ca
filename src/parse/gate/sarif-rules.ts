import { findingLevels, type ReportedFinding } from '../../model/gate/gate.ts';
import { type JsonRecord, toRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';

type Level = ReportedFinding['level'];

/** What a report says of a rule, or of a kind of notification. */
export interface Described {
  /** Empty where none is said. */
  readonly id: string;
  /** It says what the TRE requires. */
  readonly isRequired: boolean;
  /** Of its results, where they name none: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, 3.27.10. */
  readonly level: Level;
}

/** Where a result names its rule: SARIF 2.1.0, 3.52. */
export interface Reference {
  readonly ids: readonly unknown[];
  readonly indexes: readonly unknown[];
  readonly guid?: unknown;
  readonly component: JsonRecord;
}

/** Finds what a reference names; nothing where it names what the report does not describe, by number. */
export type FindDescribed = (reference: Reference) => Described | undefined;

const weights: readonly unknown[] = ['none', ...findingLevels];

/** Whether it is a level that SARIF has, or none is said. */
export const isLevel = (level: unknown): boolean => level === undefined || weights.includes(level);

export const toLevel = (level: unknown): Level | undefined =>
  level === 'none' ? 'none' : findingLevels.find((each) => each === level);

/** As SARIF says where nothing else is known: 3.27.10. */
const plain: Described = { id: '', isRequired: false, level: 'warning' };

/** Of several levels that could be meant, the gravest counts. */
function join(one: Described | undefined, other: Described): Described {
  if (one === undefined) return other;
  return {
    id: one.id === '' ? other.id : one.id,
    isRequired: one.isRequired || other.isRequired,
    level: weights.indexOf(one.level) < weights.indexOf(other.level) ? other.level : one.level,
  };
}

/** A component of a tool: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, 3.19. */
interface Component {
  readonly name: string;
  readonly guid: string;
  readonly described: readonly JsonRecord[];
}

const [rulesOverridden, notificationsOverridden] = [
  'ruleConfigurationOverrides',
  'notificationConfigurationOverrides',
] as const;

/**
 * The rules of a run (or the kinds of its notifications): of the driver, of its extensions, of policies, and what the invocations set in their place.
 * Nothing where an override is of what is not described, or a level is none of SARIF's.
 */
export function readDescribed(run: JsonRecord, key: 'rules' | 'notifications'): FindDescribed | undefined {
  const tool = toRecord(run['tool']);
  const [driver, extensions] = [readComponent(toRecord(tool['driver']), key), readComponents(tool['extensions'], key)];
  const components = new Components(driver, extensions);
  const all = [driver, ...extensions, ...readComponents(run['policies'], key)].flatMap(({ described }) => described);
  const overrides = toRecords(run['invocations']).flatMap((each) =>
    toRecords(each[key === 'rules' ? rulesOverridden : notificationsOverridden]),
  );
  const levels = [
    ...all.map((rule) => rule['defaultConfiguration']),
    ...overrides.map((each) => each['configuration']),
  ];
  if (!levels.every((each) => isLevel(toRecord(each)['level']))) return undefined;
  const ruleAt = (index: unknown, component: JsonRecord): JsonRecord | undefined =>
    typeof index === 'number' ? components.find(component)?.described[index] : undefined;
  const register = new Register(all);
  if (!overrides.every((override) => register.override(override, ruleAt))) return undefined;
  return ({ ids, indexes, guid, component }) => {
    const rules = indexes.filter(isSaid).map((index) => ruleAt(index, component));
    const meant = [
      ...rules.flatMap((rule) => (rule === undefined ? [] : register.find(rule))),
      ...ids.flatMap((id) => register.find({ id })),
      ...register.find({ guid }),
    ];
    if (meant.length === 0 && rules.length > 0) return undefined;
    return meant.reduce<Described | undefined>(join, undefined) ?? plain;
  };
}

/** What is said of each rule, by whatever a reference may name it. */
class Register {
  private readonly byRule = new Map<JsonRecord, Described>();
  private readonly byId = new Map<string, Described>();
  private readonly byGuid = new Map<string, Described>();
  private readonly withGuid: ReadonlyMap<unknown, JsonRecord>;

  constructor(rules: readonly JsonRecord[]) {
    this.withGuid = new Map(rules.filter(({ guid }) => toText(guid) !== '').map((rule) => [rule['guid'], rule]));
    for (const rule of rules)
      this.add(rule, {
        id: toText(rule['id']),
        isRequired: toTexts(toRecord(rule['properties'])['tags']).includes('must'),
        level: toLevel(toRecord(rule['defaultConfiguration'])['level']) ?? 'warning',
      });
  }

  /** Takes what a run set in the place of a rule's own level; false where nothing says of which rule. */
  override(override: JsonRecord, ruleAt: (index: unknown, component: JsonRecord) => JsonRecord | undefined): boolean {
    const descriptor = toRecord(override['descriptor']);
    const { id, index, guid, toolComponent } = descriptor;
    const rule = isSaid(index) ? ruleAt(index, toRecord(toolComponent)) : this.withGuid.get(guid);
    if (rule === undefined && (isSaid(index) || toText(id) === '')) return false;
    const level = toLevel(toRecord(override['configuration'])['level']);
    if (level === undefined) return true;
    for (const each of rule === undefined ? [descriptor] : [rule, descriptor]) {
      const own = toText(each['id']);
      this.add(each, join(findById(own, this.byId), { id: own, isRequired: false, level }));
    }
    return true;
  }

  find(rule: JsonRecord): readonly Described[] {
    const found = [
      this.byRule.get(rule),
      findById(toText(rule['id']), this.byId),
      this.byGuid.get(toText(rule['guid'])),
    ];
    return found.filter((each) => each !== undefined);
  }

  private add(rule: JsonRecord, described: Described): void {
    const [id, guid] = [toText(rule['id']), toText(rule['guid'])];
    this.byRule.set(rule, join(this.byRule.get(rule), described));
    if (id !== '') this.byId.set(id, join(this.byId.get(id), described));
    if (guid !== '') this.byGuid.set(guid, join(this.byGuid.get(guid), described));
  }
}

/** -1 stands for none. */
const isSaid = (index: unknown): boolean => index !== undefined && index !== -1;

function readComponents(parts: unknown, key: 'rules' | 'notifications'): readonly Component[] {
  return Array.isArray(parts) ? parts.map((part) => readComponent(toRecord(part), key)) : [];
}

function readComponent(part: JsonRecord, key: 'rules' | 'notifications'): Component {
  const described = part[key];
  return {
    name: toText(part['name']),
    guid: toText(part['guid']),
    described: Array.isArray(described) ? described.map(toRecord) : [],
  };
}

/** The driver of a tool and its extensions, by whatever a reference may name one. */
class Components {
  private readonly driver: Component;
  private readonly extensions: readonly Component[];
  private readonly byName: ReadonlyMap<unknown, Component>;
  private readonly byGuid: ReadonlyMap<unknown, Component>;

  constructor(driver: Component, extensions: readonly Component[]) {
    this.driver = driver;
    this.extensions = extensions;
    // Of several with one name the first is meant.
    const lastFirst = [driver, ...extensions].toReversed();
    this.byName = new Map(lastFirst.map((each) => [each.name, each]));
    this.byGuid = new Map(lastFirst.map((each) => [each.guid, each]));
  }

  /** What a reference means that names a component by number, guid or name: SARIF 2.1.0, 3.54; the driver where it names none. */
  find({ index, guid, name }: JsonRecord): Component | undefined {
    if (isSaid(index)) return typeof index === 'number' ? this.extensions[index] : undefined;
    if (guid !== undefined) return this.byGuid.get(guid);
    return name === undefined ? this.driver : this.byName.get(name);
  }
}

/** Parts of an id that has some below it; rules have two. */
const mostParts = 20;

/** `R1/part` is a result of R1 where nothing is described as `R1/part`: SARIF 2.1.0, 3.52.4. */
function findById(id: string, byId: ReadonlyMap<string, Described>): Described | undefined {
  let rest = id;
  for (let parts = 0; rest !== '' && parts < mostParts; parts += 1) {
    const described = byId.get(rest);
    if (described !== undefined) return described;
    rest = rest.slice(0, Math.max(rest.lastIndexOf('/'), 0));
  }
  return undefined;
}
