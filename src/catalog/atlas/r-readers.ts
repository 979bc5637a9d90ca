import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-readers',
  title: 'Readers and HTTP clients for R',
  language: 'r',
  imports: ['data.table', 'readr', 'vroom', 'curl', 'httr', 'httr2', 'jsonlite', 'rvest', 'xml2'],
  packages: { cran: ['data.table', 'readr', 'vroom', 'curl', 'httr', 'httr2', 'jsonlite', 'rvest', 'xml2'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'data.table::fread',
        'readr::read_csv',
        'readr::read_tsv',
        'readr::read_delim',
        'readr::read_rds',
        'vroom::vroom',
        'jsonlite::fromJSON',
        'rvest::read_html',
        'xml2::read_html',
        'xml2::read_xml',
      ],
      argument: at(0, 'file', 'path', 'con', 'description', 'url', 'x', 'txt', 'input'),
      when: [{ argument: at(0, 'file', 'path', 'con', 'description', 'url', 'x', 'txt', 'input'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'httr::GET',
        'httr::HEAD',
        'httr::content_fetch',
        'httr2::req_perform',
        'curl::curl_download',
        'curl::curl_fetch_memory',
        'curl::curl_fetch_disk',
      ],
      does: 'asks a web server',
      unless: [{ argument: at(0, 'url'), is: ['loopback'] }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['httr::POST', 'httr::PUT', 'httr::PATCH'],
      does: 'sends data to a web server',
      uploads: true,
      unless: [{ argument: at(0, 'url'), is: ['loopback'] }],
    },
  ],
  stage: { outside: 'download the file', inside: 'fread("/safe_data/x.csv")' },
  examples: {
    asks: 'd <- data.table::fread("https://example.org/x.csv")',
    local: 'd <- data.table::fread("/safe_data/x.csv")',
  },
  seen: { version: 'documentation of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
