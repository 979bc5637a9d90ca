import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'mlflow',
  title: 'MLflow',
  language: 'python',
  imports: ['mlflow'],
  packages: { pypi: ['mlflow', 'mlflow-skinny'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'reports its use',
      unless: [
        { variable: 'MLFLOW_DISABLE_TELEMETRY', is: /true/i },
        { variable: 'DO_NOT_TRACK', is: /true/i },
      ],
    },
    {
      on: 'name',
      effect: 'sends',
      calls: ['mlflow.set_tracking_uri', 'mlflow.MlflowClient'],
      argument: at(0, 'uri', 'tracking_uri'),
      when: [{ argument: at(0, 'uri', 'tracking_uri'), is: ['address'] }],
      does: 'sends runs to a server',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['mlflow.pyfunc.load_model', 'mlflow.pyfunc.spark_udf', 'mlflow.projects.run'],
      when: [{ argument: named('env_manager'), is: [/^(?:virtualenv|conda|uv)$/] }],
      does: 'builds an environment with pip',
    },
  ],
  settings: [
    {
      name: 'MLFLOW_DISABLE_TELEMETRY',
      value: 'true',
      kind: 'switch',
      why: 'no usage reports; of DO_NOT_TRACK only the word true counts here, and 1 does not',
      atImport: true,
      needed: true,
    },
    {
      name: 'MLFLOW_TRACKING_URI',
      value: 'sqlite:////safe_outputs/mlflow.db',
      kind: 'output',
      why: 'where runs are kept',
      needed: true,
    },
  ],
  writes: [
    {
      place: './mlruns',
      calls: ['mlflow.start_run', 'mlflow.log_metric', 'mlflow.log_param', 'mlflow.log_artifact', 'mlflow.autolog'],
      movedBy: ['MLFLOW_TRACKING_URI'],
    },
  ],
  hosts: ['config.mlflow-telemetry.io'],
  stage: {
    outside: 'nothing',
    inside: 'ENV MLFLOW_DISABLE_TELEMETRY=true MLFLOW_TRACKING_URI=sqlite:////safe_outputs/mlflow.db',
  },
  examples: {
    asks: 'import mlflow',
    local: 'import mlflow\nmlflow.set_tracking_uri("sqlite:////safe_outputs/mlflow.db")',
    environment: { MLFLOW_DISABLE_TELEMETRY: 'true' },
  },
  seen: {
    version: 'mlflow-skinny 3.17.2',
    date: '2026-11-25',
    how: 'run',
    where:
      'telemetry/utils.py:144-180; telemetry/constant.py:8-11; is_telemetry_disabled() with DO_NOT_TRACK=1, true and the own variable',
  },
});
