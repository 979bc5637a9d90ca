import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pyspark',
  title: 'PySpark',
  language: 'python',
  imports: ['pyspark'],
  packages: { pypi: ['pyspark'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['*.config'],
      commands: ['spark-submit --packages', 'pyspark --packages', 'spark-shell --packages'],
      when: [{ argument: at(0, 'key'), is: [/^spark\.jars\.(?:packages|repositories)$/] }],
      does: 'fetches packages from Maven at the start',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['*.addFile', '*.addPyFile'],
      argument: at(0, 'path'),
      when: [{ argument: at(0, 'path'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  settings: [
    {
      name: 'SPARK_LOCAL_DIRS',
      value: '/scratch/spark',
      kind: 'cache',
      why: 'shuffle files are written there',
      needed: true,
    },
    { name: 'SPARK_LOCAL_IP', value: '127.0.0.1', kind: 'switch', why: 'its host name need not resolve', needed: true },
  ],
  caches: [{ place: '~/.ivy2', movedBy: [] }],
  writes: [{ place: './spark-warehouse', calls: ['pyspark.sql.SparkSession.builder.enableHiveSupport().getOrCreate'] }],
  stage: {
    outside: 'mvn dependency:copy the jars',
    inside: 'SparkSession.builder.config("spark.jars", "/opt/jars/a.jar")',
  },
  examples: {
    asks: 'from pyspark.sql import SparkSession\ns = SparkSession.builder.config("spark.jars.packages", "a:b:1").getOrCreate()',
    local:
      'from pyspark.sql import SparkSession\ns = SparkSession.builder.config("spark.jars", "/opt/jars/a.jar").getOrCreate()',
  },
  seen: { version: 'Spark 4', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
