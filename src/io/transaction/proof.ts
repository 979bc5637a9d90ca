import crypto from 'node:crypto';
import os from 'node:os';
import { type NotRemembered, UserState } from '../user-state/user-state.ts';

/** Records of transactions that are older belong to projects that nobody came back to. Milliseconds: 180 days. */
const forgottenAfter = 180 * 24 * 60 * 60 * 1000;

/** Who works in a transaction folder, by its name: `PID@HOST+TOKEN`. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** What a run is remembered by, outside the project. */
export interface Remembered {
  readonly token: string;
  /** Key of the journal's signature; absent where nothing could be remembered. */
  readonly secret?: string;
  readonly problem?: NotRemembered;
}

/** A new transaction folder's name, which says who works in it, so that no second write is needed to claim it. */
export function nameTransaction(token: string): string {
  return `${String(process.pid)}@${thisHost()}+${token}`;
}

/** Whose transaction folder that is; nothing for a name that this version does not give. */
export function readOwner(name: string): Owner | undefined {
  const found = /^(\d{1,10})@([\w.-]{1,255})\+([0-9a-f]{32})$/.exec(name);
  return found === null ? undefined : { pid: Number(found[1]), host: found[2] ?? '', token: found[3] ?? '' };
}

/** The name of this machine in those names. */
export function thisHost(): string {
  return os.hostname().replaceAll(/[^\w.-]/g, '_');
}

/** Begins a run on a project: its token, and the secret that stays in the user's state folder. `root`: the project's real path. */
export function rememberRun(root: string): Remembered {
  const token = crypto.randomBytes(16).toString('hex');
  const secret = crypto.randomBytes(32).toString('hex');
  const state = new UserState(process.env, root);
  state.removeOld('transactions', forgottenAfter);
  const problem = state.write('transactions', token, { project: root, transaction: nameTransaction(token), secret });
  return problem === undefined ? { token, secret } : { token, problem };
}

/** The secret of a run that began the transaction of this name in this very place; nothing where this user's runs began none. */
export function recallRun(root: string, name: string): string | undefined {
  const owner = readOwner(name);
  const record = owner === undefined ? undefined : new UserState(process.env, root).read('transactions', owner.token);
  const isIt = record !== undefined && record['project'] === root && record['transaction'] === name;
  return isIt && typeof record['secret'] === 'string' ? record['secret'] : undefined;
}

/** Forgets a run whose transaction is over. */
export function forgetRun(root: string, name: string): void {
  const owner = readOwner(name);
  if (owner !== undefined) new UserState(process.env, root).remove('transactions', owner.token);
}

/** A journal's text on the disk: the journal in one line, and in the next what only the run that wrote it can have written. */
export function signText(text: string, secret: string | undefined): string {
  return `${text}\n${secret === undefined ? '' : `${signature(text, secret)}\n`}`;
}

/** Whether a text was signed with this secret. */
export function isSigned(text: string, secret: string): boolean {
  const end = text.indexOf('\n');
  const given = Buffer.from(text.slice(end + 1).trim());
  const right = Buffer.from(signature(text.slice(0, end), secret));
  return given.length === right.length && crypto.timingSafeEqual(given, right);
}

/** An undo point's text on the disk: the same two lines, where the second says that this user's runs wrote the first for this very place. */
export function signUndoPoint(root: string, text: string): string {
  const kept = new UserState(process.env, root).keep('keys', 'undo', { key: crypto.randomBytes(32).toString('hex') });
  const key = 'kept' in kept ? kept.kept['key'] : undefined;
  return signText(text, typeof key === 'string' ? `${key} ${root}` : undefined);
}

/** Whether a run of this user on this machine wrote that undo point in this place. */
export function isOwnUndoPoint(root: string, text: string): boolean {
  const key = new UserState(process.env, root).read('keys', 'undo')?.['key'];
  return typeof key === 'string' && isSigned(text, `${key} ${root}`);
}

function signature(text: string, secret: string): string {
  return crypto.createHmac('sha256', secret).update(text).digest('hex');
}
