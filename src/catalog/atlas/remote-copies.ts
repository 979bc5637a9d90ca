import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

/** `me@host:file`, `host:`, `rsync://host/x`, `scp://me@host/x`; no path that has a colon further on. */
// Bounded: a name of a machine has at most 255 characters.
const machine =
  /(?:^|\s)(?:(?:rsync|scp):\/\/(?:[\w.-]{1,64}@)?(?!localhost\b|127\.)\w|(?:[\w.-]{1,64}@)?(?!localhost:|127\.|rsync:|scp:)[\w.-]{1,255}:)/;
/** The option that names the server of a database. */
const server = /(?:^|\s)(?:-h\s*|--host[\s=])(?!localhost\b|127\.|\/|-)[\w.]/;

/** The machine behind bash's `/dev/tcp`; of a variable nobody knows it. */
const elsewhere = /^(?!localhost\b|127\.|0\.0\.0\.0\b|::1\b|\S*[$`])\S/;

export default defineLibrary({
  name: 'remote-copies',
  title: 'Copies to other machines, mail and clients of databases (scp, rsync, ssh, mail, psql)',
  language: 'program',
  imports:
    'scp rsync sftp ssh ftp lftp sshfs mail mailx mutt sendmail msmtp psql pg_dump mysql mysqldump mongodump mongosh'.split(
      ' ',
    ),
  packages: {
    apt: ['openssh-client', 'rsync', 'lftp', 'sshfs', 'mailutils', 'mutt', 'postgresql-client', 'default-mysql-client'],
  },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      commands: ['scp', 'rsync'],
      naming: machine,
      does: 'copies files to or from another machine',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['sftp', 'ssh', 'ftp', 'lftp', 'sshfs'],
      naming: /(?:^|\s)(?!-|localhost(?:\s|$)|127\.)\S*\w/,
      does: 'opens a connection to another machine',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['/dev/tcp', '/dev/udp'],
      naming: elsewhere,
      does: 'opens a connection to another machine, by a name that bash takes for one',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['mail', 'mailx', 'mutt', 'sendmail', 'msmtp'],
      naming: /@/,
      does: 'sends mail',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['psql', 'pg_dump', 'mysql', 'mysqldump', 'mongodump', 'mongosh'],
      naming: server,
      does: 'opens a connection to a database of another machine',
    },
  ],
  stage: {
    outside: 'copy the files, and export the tables',
    inside: 'read them by their paths below /safe_data; what is to leave goes to /safe_outputs',
  },
  examples: { asks: 'scp /safe_outputs/a.csv me@host.example.org:', local: 'rsync -a /safe_data/ /scratch/data/' },
  seen: {
    version: 'OpenSSH 9.2, rsync 3.5, PostgreSQL 15, MariaDB 10.11, as Debian 12 has them',
    date: '2026-11-27',
    how: 'documented',
    where:
      'manual pages of scp, rsync, psql and mariadb on how they name a machine, --help of pg_dump; of the programs for mail, and of mongodump and mongosh, none',
  },
});
