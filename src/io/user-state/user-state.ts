import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { findStateFolder, type Variables } from './find-state-folder.ts';
import { explainUnbelievable } from './believable-place.ts';
import { isPrivateFolder, listQuietly, makePrivateFolder, readPrivateFile, removeQuietly } from './private-files.ts';
import { isRecord } from '../../shared/json-shapes.ts';

/** What a record is for, a folder each. `transactions`: one a run that changes a project; `keys`: secrets of this user; `adoptions`: folders that adopt wrote; `runs`: how rehearsals went. */
export type StateRoom = 'transactions' | 'keys' | 'adoptions' | 'runs';

/** A record's own data: plain JSON. */
export type StateRecord = Readonly<Record<string, unknown>>;

/** Why something could not be remembered, in words that follow "since". */
export interface NotRemembered {
  readonly reason: string;
}

/** Bytes of one record; ours have some hundred. */
const largest = 64 * 1024;
const format = 1;
/** Records that one look for old ones sees, from a random one on. */
const lookedAt = 20;

/**
 * What this user's runs remember outside every project, so that a project of somebody else's cannot bring it along. One JSON file a record,
 * `ROOM/NAME.json`, `{"format":1,...}`, mode 0600. Made on demand; a folder that others may write, that belongs to another user or that is
 * a link is not used. Nothing here throws for what the disk does: a command goes on without memory, and says what that means.
 */
export class UserState {
  /** Absolute path of our folder; nothing where the user has none that can be believed. */
  readonly folder: string | undefined;
  private readonly refusal: string;

  /** `project`: real path of the project at hand; a state folder inside it or its repository could come from anybody, and is not used. */
  constructor(variables: Variables, project?: string) {
    const folder = findStateFolder(variables);
    const refusal = folder === undefined ? 'the user has no home directory' : explainUnbelievable(folder, project);
    this.refusal = refusal ?? '';
    this.folder = refusal === undefined ? folder : undefined;
  }

  /** A record; nothing when there is none, or when what is there is not a private file of this user in our format. */
  read(room: StateRoom, name: string): StateRecord | undefined {
    const file = this.place(room, name);
    const text = file !== undefined && this.isUsable(room) ? readPrivateFile(file, largest) : undefined;
    try {
      const value: unknown = text === undefined ? undefined : JSON.parse(text);
      return isRecord(value) && value['format'] === format ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes a record, complete or not at all, in place of the one of this name. Nothing when that went well. */
  write(room: StateRoom, name: string, record: StateRecord): NotRemembered | undefined {
    return this.put(room, name, record, fs.renameSync);
  }

  /** Writes a record unless there is one of this name, and gives the one that is there then: two runs at once agree on it. */
  keep(room: StateRoom, name: string, record: StateRecord): { readonly kept: StateRecord } | NotRemembered {
    const there = this.read(room, name);
    if (there !== undefined) return { kept: there };
    const failed = this.put(room, name, record, fs.linkSync);
    const kept = this.read(room, name);
    return kept === undefined ? (failed ?? { reason: `${this.place(room, name) ?? name} cannot be read` }) : { kept };
  }

  /** Removes a record; one that is not there is no fault. */
  remove(room: StateRoom, name: string): void {
    const file = this.place(room, name);
    if (file !== undefined && this.isUsable(room)) removeQuietly(file);
  }

  /** Removes records of a room that were written longer ago than `age`, in milliseconds; it looks at some of them only, so that it costs nothing. */
  removeOld(room: StateRoom, age: number): void {
    if (this.folder === undefined || !this.isUsable(room)) return;
    const names = listQuietly(path.join(this.folder, room));
    const start = names.length > lookedAt ? crypto.randomInt(names.length - lookedAt + 1) : 0;
    for (const name of names.slice(start, start + lookedAt)) {
      const file = path.join(this.folder, room, name);
      const stat = fs.lstatSync(file, { throwIfNoEntry: false });
      if (stat?.isFile() === true && Date.now() - stat.mtimeMs > age) removeQuietly(file);
    }
  }

  /** Removes records of a room that are more than `most`, the oldest of some, by no clock of today: it looks at a few, so that it costs nothing. */
  removeSurplus(room: StateRoom, most: number): void {
    if (this.folder === undefined || !this.isUsable(room)) return;
    const names = listQuietly(path.join(this.folder, room));
    if (names.length <= most) return;
    const start = crypto.randomInt(names.length - Math.min(lookedAt, names.length) + 1);
    const dated = names.slice(start, start + lookedAt).flatMap((name) => {
      const file = path.join(this.folder ?? '', room, name);
      const stat = fs.lstatSync(file, { throwIfNoEntry: false });
      return stat?.isFile() === true ? [{ file, at: stat.mtimeMs }] : [];
    });
    const surplus = dated.toSorted((a, b) => a.at - b.at).slice(0, Math.min(names.length - most, dated.length >> 1));
    for (const { file } of surplus) removeQuietly(file);
  }

  /** Why nothing new can be remembered in a room that is there, in words that follow "since"; nothing where it can, or where the room is not there. */
  explainForgetful(room: StateRoom): string | undefined {
    if (this.folder === undefined) return this.refusal;
    const folder = path.join(this.folder, room);
    try {
      if (fs.lstatSync(folder, { throwIfNoEntry: false }) === undefined) return undefined;
      fs.accessSync(folder, fs.constants.W_OK);
      return this.isUsable(room) ? undefined : `${folder} is not a folder of this user alone`;
    } catch (error) {
      return `${folder} cannot be written (${describe(error)})`;
    }
  }

  /** Where a record lies, for messages; nothing where nothing can be remembered. */
  place(room: StateRoom, name: string): string | undefined {
    if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(name)) throw new Error(`not the name of a record: ${name}`);
    return this.folder === undefined ? undefined : path.join(this.folder, room, `${name}.json`);
  }

  private put(
    room: StateRoom,
    name: string,
    record: StateRecord,
    settle: (from: string, to: string) => void,
  ): NotRemembered | undefined {
    const file = this.place(room, name);
    if (file === undefined || this.folder === undefined) return { reason: this.refusal };
    const draft = `${file}.${crypto.randomBytes(8).toString('hex')}.tmp`;
    try {
      const refused = makePrivateFolder(this.folder) ?? makePrivateFolder(path.dirname(file));
      if (refused !== undefined) return { reason: refused };
      fs.writeFileSync(draft, `${JSON.stringify({ format, ...record })}\n`, { mode: 0o600, flag: 'wx' });
      settle(draft, file);
      return undefined;
    } catch (error) {
      return {
        reason: `${file} cannot be written (${describe(error)})`,
      };
    } finally {
      removeQuietly(draft);
    }
  }

  private isUsable(room: StateRoom): boolean {
    return this.folder !== undefined && isPrivateFolder(this.folder) && isPrivateFolder(path.join(this.folder, room));
  }
}

function describe(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
