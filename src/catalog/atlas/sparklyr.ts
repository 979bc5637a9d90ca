import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sparklyr',
  title: 'sparklyr',
  language: 'r',
  imports: ['sparklyr', 'SparkR'],
  packages: { cran: ['sparklyr', 'SparkR'] },
  triggers: [
    { on: 'always', effect: 'installs', calls: ['sparklyr::spark_install'], does: 'installs Spark' },
    {
      on: 'name',
      effect: 'installs',
      calls: ['sparklyr::spark_connect'],
      argument: named('packages'),
      does: 'fetches packages from Maven',
    },
  ],
  settings: [{ name: 'SPARK_HOME', value: '/opt/spark', kind: 'data', why: 'the Spark in the image', needed: true }],
  caches: [{ place: '~/spark', movedBy: [] }],
  stage: {
    outside: 'nothing: Spark belongs into the image',
    inside: 'RUN Rscript -e "sparklyr::spark_install_tar(...)"; ENV SPARK_HOME=/opt/spark',
  },
  examples: {
    asks: 'library(sparklyr)\nspark_install("3.5")',
    local: 'library(sparklyr)\ns <- spark_connect(master = "local")',
    environment: { SPARK_HOME: '/opt/spark' },
  },
  seen: {
    version: 'sparklyr 1.9.5.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/install_spark.R:3-90,176,240-290,435',
  },
});
