import { at, type Condition, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

/** The address stands in another call. */
const asksItself: readonly Condition[] = [
  {
    elsewhere: ['curl::curl_fetch_memory', 'curl::curl_fetch_disk', 'curl::curl_fetch_stream', 'curl::curl'],
    argument: at(0, 'url'),
    is: ['loopback'],
    every: true,
  },
];

export default defineLibrary({
  name: 'r-network',
  title: 'Sockets, mail and uploads in R (socketConnection, blastula, emayili, RCurl, curl)',
  language: 'r',
  imports: ['blastula', 'emayili', 'sendmailR', 'mailR', 'RCurl', 'curl'],
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
    {
      on: 'host',
      effect: 'sends',
      calls: ['curl::curl_upload'],
      argument: at(1, 'url'),
      does: 'sends data to a web server',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['curl::handle_setform'],
      does: 'sends data to a web server',
      uploads: true,
      unless: asksItself,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['curl::handle_setopt'],
      when: [{ argument: named('postfields', 'copypostfields', 'upload', 'readfunction', 'mimepost'), is: ['given'] }],
      does: 'sends data to a web server',
      uploads: true,
      unless: asksItself,
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
