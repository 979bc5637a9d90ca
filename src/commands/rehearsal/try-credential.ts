import {
  holds,
  isBareRefusal,
  readAnswer,
  readLogin,
  withoutQuery,
  type AnswerMeaning,
} from '../../engine/answers/read-answer.ts';
import { carriesPage } from '../../engine/answers/carries-page.ts';
import type { CellContainer, HttpAnswer, HttpRequest } from '../../model/rehearsal/container-engine.ts';
import type { RehearsalProfile, ServerObservation } from '../../model/rehearsal/rehearsal.ts';
import { type FalseKeys, findOtherwise, keepCookies, tryFalseKeys } from './server/try-false-keys.ts';

/** Under these names servers of notebooks, desktops and files keep what they serve: a lock on the first page alone leaves them open. */
const knownPaths = [
  '/lab',
  '/tree',
  '/notebooks',
  '/files/',
  '/api/contents',
  '/index.html',
  '/vnc.html',
  '/app/',
  '/data/',
];
/** Bytes of a path that a server may send us to. */
const longest = 200;

/** What is known of a server's lock: the base's contract, and the credential that this run gave it. */
export interface Lock {
  readonly profile: RehearsalProfile;
  readonly secrets: ServerSecrets;
}

/** Of this run, and known to nobody else. */
export interface ServerSecrets {
  /** What the server was given; nothing where its base takes none. */
  readonly credential?: string;
  /** A name that no server has. */
  readonly unheardOf: string;
}

/** All that these requests show. */
type Credential = Omit<
  ServerObservation,
  'answeredAfter' | 'endedEarly' | 'port' | 'loopbackOnly' | 'noHttp' | 'otherPorts' | 'stoppedAfter'
>;
type Answer = HttpAnswer | 'no HTTP' | undefined;

/** Where a server is asked. */
type Door = Pick<HttpRequest, 'from' | 'port'>;

interface Outcome {
  readonly meaning: 'asks' | 'open' | 'unclear';
  readonly trace: string;
  /** The page where a login is asked for. */
  readonly login?: string;
  /** Nothing in the refusal asks for a credential: servers say 403 of files that they may not read as well. */
  readonly isBare?: boolean;
  /** Where, and why, nobody can tell what an answer shows. */
  readonly veiled?: string;
  /** All that was said on the way, headers too. */
  readonly said: string;
}

/** The port that answered first, and the others, which may serve the same without a lock. */
export async function tryEveryPort(
  cell: CellContainer,
  first: number,
  ports: readonly number[],
  lock: Lock,
): Promise<Credential> {
  const main = await tryPort(cell, { from: 'outside', port: first }, lock);
  if (main.asksForCredential === 'no') return main;
  const others = [...new Set([first, ...ports])].flatMap((port): readonly Door[] => [
    ...(port === first ? [] : [{ from: 'outside' as const, port }]),
    // Another socket than that of IPv4, with settings of its own.
    { from: 'outside6', port },
  ]);
  for (const door of others) {
    const [answer] = await cell.ask({ ...door, paths: ['/'] });
    if (answer === undefined) continue;
    const other: Credential =
      answer === 'no HTTP' ? { asksForCredential: 'unknown', answer: 'no HTTP' } : await tryPort(cell, door, lock);
    const name = `port ${String(door.port)}${door.from === 'outside6' ? ' over IPv6' : ''}`;
    // What is not known of the first already is not known better.
    if (other.asksForCredential === 'no' || (other.asksForCredential === 'unknown' && main.asksForCredential === 'yes'))
      return {
        ...other,
        answer: `${name}: ${other.answer ?? 'nothing clear'}`,
        ...(other.open !== undefined && { open: `${name}, ${other.open}` }),
      };
  }
  return main;
}

/**
 * One open path is enough for a `no`. A `yes` needs a refusal of what must not be served, and something that shows that it is more than a lock on that
 * path: a name that nobody serves is refused as well by a server that asks for a credential, the credential opens what was refused, or it is the login
 * of the base itself.
 */
async function tryPort(cell: CellContainer, door: Door, { profile, secrets }: Lock): Promise<Credential> {
  const unheardOf = `/${secrets.unheardOf}`;
  const paths = [...new Set([...profile.protectedPaths, ...knownPaths, unheardOf])];
  const answers = await cell.ask({ ...door, paths });
  const ends = new Ends(cell, door, secrets.credential);
  const outcomes = new Map<string, Outcome>();
  for (const [at, path] of paths.entries()) {
    const outcome = await ends.of(path, answers[at]);
    if (ends.handedOut !== undefined) return { asksForCredential: 'no', open: path, answer: ends.handedOut };
    if (outcome.meaning === 'open') return { asksForCredential: 'no', open: path, answer: outcome.trace };
    outcomes.set(path, outcome);
  }
  const all = [...outcomes.values()];
  const veiled = all.find((each) => each.veiled !== undefined)?.veiled;
  const guarded = profile.protectedPaths.flatMap((path) => outcomes.get(path) ?? []);
  const refused = guarded.findLast(({ meaning }) => meaning === 'asks');
  if (refused === undefined)
    return {
      asksForCredential: 'unknown',
      answer: guarded[0]?.trace ?? 'no answer',
      asked: paths.length,
      ...(veiled !== undefined && { veiled }),
    };
  const closed = paths.filter((path) => outcomes.get(path)?.meaning === 'asks');
  const { opens, carries } = await findOpened(
    cell,
    door,
    closed,
    [...new Set(all.map(({ said }) => said))],
    secrets.credential === undefined ? undefined : profile.authorization?.replace('{credential}', secrets.credential),
  );
  const asksNobody = opens === undefined && closed.every((path) => outcomes.get(path)?.isBare === true);
  const ownLogin = refused.login !== undefined && refused.login === profile.loginPage ? refused.login : undefined;
  const isWhole = opens !== undefined || ownLogin !== undefined || (closed.includes(unheardOf) && !asksNobody);
  const isPlain = isWhole && carries === undefined && veiled === undefined;
  const otherwise = isPlain ? await findOtherwise(cell, door, closed) : undefined;
  const falsely = isPlain ? await tryFalseKeys(cell, door, closed, falseKeys(ends, profile, secrets)) : undefined;
  if (falsely !== undefined) return { asksForCredential: 'no', asked: paths.length, ...falsely };
  return {
    asksForCredential: isPlain && otherwise === undefined ? 'yes' : 'unknown',
    answer: refused.trace,
    asked: paths.length,
    ...(opens !== undefined && { opens }),
    ...(ownLogin !== undefined && { ownLogin }),
    ...(asksNobody && { asksNobody }),
    ...(carries !== undefined && { carries }),
    ...(otherwise !== undefined && { otherwise }),
    ...(veiled !== undefined && { veiled }),
  };
}

/** Keys that resemble the true one, and what was handed out on the way. */
function falseKeys({ cookies, logins }: Ends, { authorization }: RehearsalProfile, secrets: ServerSecrets): FalseKeys {
  const { credential = secrets.unheardOf } = secrets;
  const reversed = credential.split('').toReversed().join('');
  const wrong = reversed === credential ? secrets.unheardOf : reversed;
  return { ...(authorization !== undefined && { authorization }), wrong, cookies, logins };
}

/** What is served with the credential and was not without, and what of it is carried by an answer to somebody who has none. */
async function findOpened(
  cell: CellContainer,
  door: Door,
  paths: readonly string[],
  refusals: readonly string[],
  authorization: string | undefined,
): Promise<Pick<Credential, 'opens' | 'carries'>> {
  if (authorization === undefined || paths.length === 0) return {};
  const answers = await cell.ask({ ...door, paths, authorization });
  const opened = paths.flatMap((path, at) => {
    const answer = answers[at];
    return typeof answer === 'object' && readAnswer(answer) === 'open' ? [{ path, page: answer.body }] : [];
  });
  const [first] = opened;
  const carrying = opened.find(({ page }) => refusals.some((refusal) => carriesPage(refusal, page)));
  return {
    ...(first !== undefined && { opens: first.path }),
    ...(carrying !== undefined && { carries: carrying.path }),
  };
}

/** Follows where answers of one server lead, each place once. */
class Ends {
  private readonly known = new Map<string, Outcome>();
  /** What its answers set. */
  readonly cookies = new Map<string, string>();
  /** Pages that ask for a credential, by their paths. */
  readonly logins = new Map<string, string>();
  private readonly cell: CellContainer;
  private readonly door: Door;
  private readonly credential: string | undefined;
  /** An answer to somebody without the credential that holds it: whoever reads that is in. */
  handedOut: string | undefined;

  constructor(cell: CellContainer, door: Door, credential: string | undefined) {
    this.cell = cell;
    this.door = door;
    this.credential = credential;
  }

  async of(start: string, first: Answer): Promise<Outcome> {
    let [path, answer] = [start, first];
    const trace: string[] = [];
    const said: string[] = [];
    const end = (meaning: Outcome['meaning'], login?: string): Outcome => ({
      meaning,
      trace: trace.join(', '),
      said: said.join('\n'),
      ...(login !== undefined && { login }),
    });
    for (let step = 0; step < 6; step += 1) {
      trace.push(`${path}: ${typeof answer === 'object' ? String(answer.status) : (answer ?? 'no answer')}`);
      if (typeof answer !== 'object') return end('unclear');
      keepCookies(this.cookies, answer);
      said.push(...Object.values(answer.headers), answer.body);
      if (this.credential !== undefined && holds(answer, this.credential))
        this.handedOut ??= `${trace.join(', ')}, with the credential itself in the answer`;
      const meaning: AnswerMeaning | 'login' = step === 0 ? readAnswer(answer) : readLogin(path, answer);
      if (meaning === 'login') this.logins.set(path, answer.body);
      if (meaning === 'login')
        return this.keep(path, end((await this.isStillSent(start)) ? 'asks' : 'unclear', withoutQuery(path)));
      if (typeof meaning === 'string') return { ...end(meaning), isBare: isBareRefusal(answer) };
      if ('veiled' in meaning) return { ...end('unclear'), veiled: `${path}: ${meaning.veiled}` };
      path = meaning.redirect.slice(0, longest);
      const known = this.known.get(withoutQuery(path));
      if (known !== undefined) return { ...known, trace: trace.join(', '), said: [...said, known.said].join('\n') };
      [answer] = await this.cell.ask({ ...this.door, paths: [path] });
    }
    return end('unclear');
  }

  /** Another path that leads to the same page ends as the first one did. */
  private keep(path: string, outcome: Outcome): Outcome {
    this.known.set(withoutQuery(path), outcome);
    return outcome;
  }

  /** Whether a second request without a credential is turned away as the first one was. */
  private async isStillSent(path: string): Promise<boolean> {
    const [again] = await this.cell.ask({ ...this.door, paths: [path] });
    const meaning = typeof again === 'object' ? readAnswer(again) : undefined;
    return typeof meaning === 'object' && 'redirect' in meaning;
  }
}
