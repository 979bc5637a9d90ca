import type { AndOr, Command, CompoundList, If, Pipeline, Statement, SyntaxNode } from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { commandsIn, deepest, functionsIn } from './shell-parts.ts';

type Forgiven = NonNullable<ShellCommand['forgiven']>;

/** What sends an image away, or looks at one again: it does not run, or decides in the place of what failed. */
const sendsOrScans = /^(?:push|--push)$|trivy|grype|scout|snyk/;
/** What people call a function that ends a script. */
const ends = /^(?:die|fail|abort|err|error|fatal|panic)\w*$/;

interface Place {
  /** The shell stops at the first command that fails (`set -e`). */
  strict: boolean;
  pipefail: boolean;
  /** Nothing of the script comes after, so that its status is that of the script. */
  readonly isLast: boolean;
  readonly forgiven: Forgiven | undefined;
  readonly depth: number;
}

/** The commands of a script after whose failure it goes on, as far as the text shows: `|| true`, `if ! x`, `set +e`, the left of a pipe. */
export function findForgiven(statements: readonly Statement[], strict: boolean): ReadonlyMap<Command, Forgiven> {
  const found = new Map<Command, Forgiven>();
  const lastEnd = Math.max(
    0,
    ...statements.flatMap((each) =>
      commandsIn(each)
        .filter(isFailure)
        .map(({ pos }) => pos),
    ),
  );
  const walk = new Walk(found, { lastEnd, functions: functionsIn(statements) });
  walk.statements(statements, { strict, pipefail: false, isLast: true, forgiven: undefined, depth: 0 });
  walk.uncalled();
  return found;
}

interface Script {
  /** Where it last ends itself as failed. */
  readonly lastEnd: number;
  /** Bodies of its functions by their names. */
  readonly functions: ReadonlyMap<string, SyntaxNode>;
}

class Walk {
  private readonly found: Map<Command, Forgiven>;
  private readonly script: Script;
  /** Commands of functions that some call does not forgive. */
  private readonly kept = new Set<Command>();
  /** How bodies of functions were walked through. */
  private readonly calls = new Map<string, Set<string>>();

  constructor(found: Map<Command, Forgiven>, script: Script) {
    this.found = found;
    this.script = script;
  }

  statements(statements: readonly Statement[], place: Place): void {
    for (const [at, { command, background, end }] of statements.entries()) {
      const isLast = place.isLast && at === statements.length - 1;
      // Who asks for the status later, ends the script later.
      const isPassedOver = !place.strict && !isLast && end > this.script.lastEnd;
      const forgiven = background === true || isPassedOver ? 'always' : place.forgiven;
      const inner: Place = { ...place, isLast, forgiven };
      this.node(command, inner);
      [place.strict, place.pipefail] = [inner.strict, inner.pipefail];
    }
  }

  private node(node: SyntaxNode, place: Place): void {
    if (place.depth > deepest) return;
    switch (node.type) {
      case 'Command':
        this.mark(node, place);
        if (node.name?.value === 'set') readOptions(node, place);
        this.call(node, place);
        return;
      case 'AndOr':
        this.chain(node, place);
        return;
      case 'Pipeline':
        this.pipe(node, place);
        return;
      case 'If':
        this.branches(node, place);
        return;
      case 'While':
        this.list(node.clause, node.kind === 'while' ? { ...place, forgiven: 'always' } : place);
        this.list(node.body, place);
        return;
      case 'Subshell':
        this.list(node.body, { ...place });
        return;
      case 'For':
      case 'Select':
      case 'ArithmeticFor':
      case 'BraceGroup':
        this.list(node.body, place);
        return;
      case 'Case':
        for (const { body } of node.items) this.list(body, place);
        return;
      case 'Function':
        // Its commands run where it is called.
        return;
      case 'Coproc':
      case 'Redirected':
        this.node(node.type === 'Redirected' ? node.command : node.body, { ...place, depth: place.depth + 1 });
        return;
      case 'CompoundList':
        this.list(node, place);
        return;
      default:
    }
  }

  private mark(node: Command, { forgiven }: Place): void {
    if (forgiven === undefined) {
      this.kept.add(node);
      this.found.delete(node);
    } else if (!this.kept.has(node) && this.found.get(node) !== 'unless-pipefail') this.found.set(node, forgiven);
  }

  /** A function of the script, called by its name or handed to what calls it (`retry scan`): its body stands in the place of the call. */
  private call({ name, args }: Command, place: Place): void {
    for (const word of [name, ...args]) {
      const called = word?.type === 'Word' ? word.value : '';
      const body = this.script.functions.get(called);
      if (body === undefined) continue;
      const ways = this.calls.get(called) ?? new Set();
      this.calls.set(called, ways);
      const way = [place.strict, place.pipefail, place.forgiven].join(' ');
      if (ways.has(way)) continue;
      ways.add(way);
      this.node(body, { ...place, isLast: true, depth: place.depth + 1 });
    }
  }

  /** What no call runs stops nothing. */
  uncalled(): void {
    for (const [name, body] of this.script.functions)
      if (!this.calls.has(name))
        this.node(body, { strict: false, pipefail: false, isLast: false, forgiven: 'always', depth: 0 });
  }

  /** A condition that fails decides something only where one of the branches ends, sends or scans. */
  private branches(node: If, place: Place): void {
    const outcomes = [node.then, ...node.elif.map(({ then }) => then), ...(node.else === undefined ? [] : [node.else])];
    const forgiven = outcomes.some(stops) ? place.forgiven : 'always';
    for (const each of [node, ...node.elif]) {
      this.list(each.clause, forgiven === 'always' ? { ...place, forgiven } : { ...place, forgiven, isLast: true });
      this.list(each.then, place);
    }
    if (node.else !== undefined) this.list(node.else, place);
  }

  private list({ commands }: CompoundList, place: Place): void {
    const inner = { ...place, depth: place.depth + 1 };
    this.statements(commands, inner);
    [place.strict, place.pipefail] = [inner.strict, inner.pipefail];
  }

  /** Left of `||` a failure goes on with what is right of it; left of `&&` it passes over that, and under `set -e` too. */
  private chain({ commands, operators, end }: AndOr, place: Place): void {
    let [isStopped, nextOr] = [false, -1];
    const forgiven: (Forgiven | undefined)[] = [];
    for (let at = commands.length - 1; at >= 0; at -= 1) {
      if (operators[at] === '||') nextOr = at;
      const isKept = end <= this.script.lastEnd && (nextOr < 0 || setsOnly(commands[nextOr + 1]));
      const isFree =
        at < commands.length - 1 && !isStopped && !isKept && (nextOr >= 0 || (!place.isLast && place.strict));
      forgiven[at] = isFree ? 'always' : place.forgiven;
      isStopped ||= stops(commands[at]);
    }
    for (const [at, each] of commands.entries()) this.node(each, { ...place, forgiven: forgiven[at] });
  }

  private pipe({ commands, prefixes }: Pipeline, place: Place): void {
    const isTurned = prefixes.some(({ type }) => type === 'Negation') && !place.isLast;
    for (const [at, each] of commands.entries()) {
      const isLeft = at < commands.length - 1 && !place.pipefail;
      const own = isTurned ? 'always' : isLeft ? 'unless-pipefail' : undefined;
      this.node(each, { ...place, forgiven: place.forgiven === 'always' ? 'always' : (own ?? place.forgiven) });
    }
  }
}

function readOptions({ args }: Command, place: Place): void {
  const words = args.flatMap((each) => (each.type === 'Word' ? [each.value] : []));
  for (const [at, word] of words.entries()) {
    const isOn = word.startsWith('-');
    if (/^[-+]\w*e/.test(word) || (/^[-+]\w*o$/.test(word) && words[at + 1] === 'errexit')) place.strict = isOn;
    if (/^[-+]\w*o$/.test(word) && words[at + 1] === 'pipefail') place.pipefail = isOn;
  }
}

/** `|| CODE=$?`, to be looked at later. */
function setsOnly(node: SyntaxNode | undefined): boolean {
  return node?.type === 'Command' && node.name === undefined;
}

/** Whether something in it ends the script as failed, sends, or scans anew. */
function stops(node: SyntaxNode | undefined): boolean {
  return (
    node !== undefined &&
    commandsIn(node).some(
      (each) =>
        isFailure(each) ||
        [each.name, ...each.args].some((word) => word?.type === 'Word' && sendsOrScans.test(word.value)),
    )
  );
}

function isFailure({ name, args }: Command): boolean {
  const [first] = args;
  const status = first?.type === 'Word' ? first.value : undefined;
  if (name?.value === 'exit' || name?.value === 'return') return status !== '0';
  return name?.value === 'false' || name?.value === 'kill' || ends.test(name?.value ?? '');
}

/** The mark of a command, if it has one. */
export function forgivenAs(forgiven: Forgiven | undefined): Pick<ShellCommand, 'forgiven'> {
  return forgiven === undefined ? {} : { forgiven };
}
