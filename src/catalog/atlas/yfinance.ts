import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'yfinance',
  title: 'Clients of web data (yfinance and others)',
  language: 'python',
  imports: ['yfinance', 'pandas_datareader', 'wikipedia', 'arxiv', 'cdsapi'],
  packages: { pypi: ['yfinance', 'pandas-datareader', 'wikipedia', 'arxiv', 'cdsapi'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'yfinance.download',
        'yfinance.Ticker',
        'yfinance.Tickers',
        'pandas_datareader.*',
        'wikipedia.page',
        'wikipedia.search',
        'wikipedia.summary',
        'arxiv.Search',
        'arxiv.Client',
        'cdsapi.Client',
      ],
      does: 'asks a web service',
    },
  ],
  caches: [{ place: '~/.cache/py-yfinance', movedBy: ['XDG_CACHE_HOME'] }],
  hosts: ['finance.yahoo.com'],
  stage: { outside: 'write the table as .csv', inside: 'pd.read_csv("/safe_data/x.csv")' },
  examples: {
    asks: 'import yfinance as yf\nt = yf.download("AAPL")',
    local: 'import pandas as pd\nt = pd.read_csv("/safe_data/x.csv")',
  },
  seen: { version: 'yfinance 1.7.0', date: '2026-11-26', how: 'run', where: 'cache.py:54-628' },
});
