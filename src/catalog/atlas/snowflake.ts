import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'snowflake',
  title: 'Snowflake and Databricks clients',
  language: 'python',
  imports: ['snowflake', 'databricks'],
  packages: { pypi: ['snowflake-connector-python', 'databricks-sdk', 'databricks-sql-connector'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['snowflake.connector.connect', 'snowflake.snowpark.*', 'databricks.sql.connect', 'databricks.sdk.*'],
      does: 'asks a warehouse in a cloud',
    },
  ],
  stage: { outside: 'export the tables to Parquet', inside: 'pd.read_parquet("/safe_data/x.parquet")' },
  examples: {
    asks: 'import snowflake.connector\nc = snowflake.connector.connect(account="x")',
    local: 'import pandas as pd\nd = pd.read_parquet("/safe_data/x.parquet")',
  },
  seen: {
    version: 'snowflake_connector_python 5.2.0',
    date: '2026-11-25',
    how: 'documented',
    where: 'config_manager.py:137 and documentation',
  },
});
