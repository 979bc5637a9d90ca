import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-network',
  title: 'Sockets and mail in R (socketConnection, blastula, emayili, RCurl)',
  language: 'r',
  imports: ['blastula', 'emayili', 'sendmailR', 'mailR', 'RCurl'],
  packages: { cran: ['blastula', 'emayili', 'sendmailR', 'mailR', 'RCurl'] },
  triggers: [
    {
      on: 'host',
      effect: 'sends',
      calls: ['base::socketConnection', 'utils::make.socket'],
      argument: at(0, 'host'),
      onlyShown: true,
      does: 'opens a connection to another machine',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['blastula::smtp_send', 'mailR::send.mail', 'sendmailR::sendmail'],
      does: 'sends mail',
      uploads: true,
    },
    {
      on: 'host',
      effect: 'sends',
      calls: ['emayili::server'],
      argument: at(0, 'host'),
      does: 'sends mail',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['emayili::gmail', 'emayili::mailgun', 'emayili::mailersend', 'emayili::mailfence'],
      does: 'sends mail',
      uploads: true,
    },
    {
      on: 'host',
      effect: 'fetches',
      calls: ['RCurl::getURL', 'RCurl::getURLContent', 'RCurl::getForm'],
      argument: at(0, 'url', 'uri'),
      does: 'asks a web server',
    },
    {
      on: 'host',
      effect: 'sends',
      calls: ['RCurl::postForm'],
      argument: at(0, 'uri'),
      does: 'sends data to a web server',
      uploads: true,
    },
    {
      on: 'host',
      effect: 'sends',
      calls: ['RCurl::ftpUpload'],
      argument: at(1, 'to'),
      does: 'sends data to a server of files',
      uploads: true,
    },
  ],
  stage: {
    outside: 'download the file',
    inside: 'read it by its path below /safe_data; what is to leave goes to /safe_outputs',
  },
  examples: {
    asks: 'con <- socketConnection("db.example.org", 80)',
    local: 'con <- socketConnection("localhost", 8000)',
  },
  seen: {
    version: 'R 4.5, RCurl 1.98; documentation of 2026-11-27',
    date: '2026-11-27',
    how: 'documented',
    where:
      'signatures in R and RCurl; signature of emayili::server, reference of smtp_send; mailR and sendmailR, of which any call counts, were not looked at',
  },
});
