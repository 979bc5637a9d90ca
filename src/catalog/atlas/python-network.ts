import { type Argument, at, defineLibrary, type Effect, named, type Trigger } from '../../model/atlas/atlas-entry.ts';

/** Calls that open a connection where the argument names another machine. */
const opening = (effect: Effect, does: string, argument: Argument, ...calls: readonly string[]): Trigger => ({
  on: 'host',
  effect,
  calls,
  argument,
  does,
  ...(effect === 'sends' ? { uploads: true as const } : {}),
});

export default defineLibrary({
  name: 'python-network',
  title: "Python's own network modules, SSH and mail (http.client, ftplib, smtplib, socket, paramiko)",
  language: 'python',
  imports: 'http ftplib smtplib imaplib poplib socket xmlrpc logging paramiko pysftp fabric yagmail'.split(' '),
  packages: { pypi: ['paramiko', 'pysftp', 'fabric', 'yagmail'] },
  triggers: [
    opening(
      'fetches',
      'opens a connection to a web server',
      at(0, 'host'),
      'http.client.HTTPConnection',
      'http.client.HTTPSConnection',
    ),
    {
      on: 'always',
      effect: 'sends',
      calls: ['http.client.HTTPConnection().request', 'http.client.HTTPSConnection().request'],
      when: [{ argument: at(0, 'method'), is: [/^(?:POST|PUT|PATCH)$/i] }],
      does: 'sends data to a web server',
      uploads: true,
      unless: [
        {
          elsewhere: ['http.client.HTTPConnection', 'http.client.HTTPSConnection'],
          argument: at(0, 'host'),
          is: [/^(?:localhost|127\.[\d.]+|\[?::1\]?)(?::\d+)?$/],
          every: true,
        },
      ],
    },
    opening('fetches', 'opens a connection to a web server', at(0, 'uri'), 'xmlrpc.client.ServerProxy'),
    opening(
      'fetches',
      'opens a connection to a server of mail',
      at(0, 'host'),
      'imaplib.IMAP4',
      'imaplib.IMAP4_SSL',
      'poplib.POP3',
      'poplib.POP3_SSL',
    ),
    opening(
      'sends',
      'opens a connection to a server of files',
      at(0, 'host'),
      'ftplib.FTP',
      'ftplib.FTP_TLS',
      'ftplib.FTP().connect',
      'ftplib.FTP_TLS().connect',
    ),
    opening(
      'sends',
      'sends mail',
      at(0, 'host'),
      'smtplib.SMTP',
      'smtplib.SMTP_SSL',
      'smtplib.SMTP().connect',
      'smtplib.SMTP_SSL().connect',
    ),
    { on: 'always', effect: 'sends', calls: ['yagmail.SMTP'], does: 'sends mail', uploads: true },
    {
      ...opening(
        'sends',
        'opens a connection to another machine',
        at(0, 'address'),
        'socket.create_connection',
        'socket.socket().connect',
        'socket.socket().connect_ex',
      ),
      onlyShown: true,
    },
    {
      ...opening('sends', 'opens a connection to another machine', at(0, 'host'), 'asyncio.open_connection'),
      onlyShown: true,
    },
    {
      ...opening('sends', 'sends data to another machine', at(1, 'address'), 'socket.socket().sendto'),
      onlyShown: true,
    },
    opening(
      'sends',
      'sends what is logged to another machine',
      at(0, 'host', 'mailhost', 'address'),
      'logging.handlers.HTTPHandler',
      'logging.handlers.SocketHandler',
      'logging.handlers.DatagramHandler',
      'logging.handlers.SysLogHandler',
      'logging.handlers.SMTPHandler',
    ),
    opening(
      'sends',
      'opens a connection to another machine',
      at(0, 'hostname', 'host', 'sock'),
      'paramiko.SSHClient().connect',
      'paramiko.client.SSHClient().connect',
      'paramiko.Transport',
      'pysftp.Connection',
      'fabric.Connection',
    ),
    opening('sends', 'opens a connection to another machine', named('host'), 'fabric.Connection'),
  ],
  stage: {
    outside: 'fetch what the program asks for',
    inside:
      'read it by its path below /safe_data; what is to leave goes to /safe_outputs, log lines to standard output',
  },
  examples: {
    asks: 'import smtplib\nserver = smtplib.SMTP("mail.example.org")',
    local: 'import socket\nclient = socket.create_connection(("127.0.0.1", 8000))',
  },
  seen: {
    version: 'Python 3.11, paramiko 5.1.0, pysftp 0.2.9, yagmail 0.16.0',
    date: '2026-11-27',
    how: 'source',
    where: 'signatures of the calls, in the standard library and in the packages',
  },
});
