import fs from 'node:fs';

/** What a machine knows of users and groups: the texts of /etc/passwd and /etc/group. */
export interface Accounts {
  readonly users: string;
  readonly groups: string;
}

/**
 * Whether nobody but this user and root has a group, as where each user has a group of their own: no other member of it, and nobody else whose first
 * group it is. No where the machine's files do not know the group or the user: others may have it too. Root's group is root's.
 */
export function isGroupOfOne(group: number, user: number, { users, groups }: Accounts): boolean {
  if (group === 0) return true;
  const known = fieldsOf(users);
  const name = known.find(([, , id]) => id === String(user))?.[0];
  const entries = fieldsOf(groups).filter(([, , id]) => id === String(group));
  const others = known.filter(([, , id, first]) => first === String(group) && id !== String(user));
  const members = entries.flatMap(([, , , listed = '']) => listed.split(',')).filter((member) => member !== '');
  return name !== undefined && entries.length > 0 && others.length === 0 && members.every((member) => member === name);
}

/** The accounts of this machine; none where it has no such files, or they are too large to be read here. */
export function readAccounts(): Accounts {
  return { users: readSmall('/etc/passwd'), groups: readSmall('/etc/group') };
}

const mostBytes = 4 * 1024 ** 2;

function readSmall(file: string): string {
  try {
    const stat = fs.statSync(file);
    return stat.isFile() && stat.size <= mostBytes ? fs.readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

function fieldsOf(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.split(':'));
}
